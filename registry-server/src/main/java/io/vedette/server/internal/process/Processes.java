package io.vedette.server.internal.process;

import io.vedette.domain.AggregateId;
import io.vedette.domain.AggregateKind;
import io.vedette.domain.Recorded;
import io.vedette.domain.RegistryId;
import io.vedette.engine.Activity;
import io.vedette.engine.ActivityState;
import io.vedette.engine.EngineCounts;
import io.vedette.engine.EngineListener;
import io.vedette.engine.LazyEngine;
import io.vedette.server.internal.Threads;
import io.vedette.server.internal.command.CommandHandler;
import io.vedette.server.internal.feed.FeedListener;
import io.vedette.server.internal.state.Registries;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Carries on what accepted commands began: one activity for each registry, one for each repository with something to
 * do. One that cannot go on parks or backs off alone.
 */
public final class Processes implements FeedListener {

    private static final Logger log = LoggerFactory.getLogger(Processes.class);

    private final LazyEngine<AggregateId> engine;
    private final Office office;
    private final Set<RegistryId> followed = new HashSet<>();

    /** Posts commands to the handler. */
    public Processes(Registries registries, CommandHandler handler, Threads threads) {
        this.office = new Office(registries, handler, threads.jitter());
        this.engine = LazyEngine.<AggregateId>builder()
                .scheduler(threads.processes())
                .effectScheduler(threads.steps())
                .random(threads.jitter())
                .listener(new Warnings())
                .build();
    }

    @Override
    public void stored(List<Recorded> events) {
        Map<AggregateId, List<Recorded>> news = new LinkedHashMap<>();
        for (Recorded event : events) {
            if (event.aggregate().kind() == AggregateKind.REGISTRY) {
                news.computeIfAbsent(event.aggregate(), id -> new ArrayList<>(1))
                        .add(event);
            }
        }
        news.forEach((id, own) -> {
            follow(new RegistryId(id.uuid()));
            engine.signal(id, own.get(own.size() - 1).version(), List.copyOf(own));
        });
    }

    @Override
    public void missed(List<RegistryId> registries) {
        for (RegistryId id : registries) {
            follow(id);
            engine.signal(id.aggregate(), office.registries().of(id).state().version(), null);
        }
    }

    private void follow(RegistryId id) {
        if (followed.add(id)) {
            engine.ensure(new RegistryTask(office, id, engine::ensure));
        }
    }

    /** Counts of the engine. */
    public EngineCounts counts() {
        return engine.counts();
    }

    /** Completes when nothing is left to do but what waits for its time. */
    public Mono<Void> whenIdle() {
        return engine.whenIdle();
    }

    /** Ends, at the latest shortly after the deadline. */
    public Mono<Void> close(Duration deadline) {
        return engine.close(deadline);
    }

    private static final class Warnings implements EngineListener<AggregateId> {
        @Override
        public void transition(Activity<AggregateId> activity, ActivityState from, ActivityState to) {
            if (to instanceof ActivityState.Parked parked) {
                log.warn("{} {} stands still: {}", activity.key(), activity.role(), parked.reason());
            } else if (to instanceof ActivityState.BackingOff backingOff) {
                log.debug("{} {} tries again at {}", activity.key(), activity.role(), backingOff.until());
            }
        }
    }
}
