package io.vedette.server.internal.process;

import io.vedette.domain.AggregateId;
import io.vedette.domain.AggregateKind;
import io.vedette.domain.ImportId;
import io.vedette.domain.Recorded;
import io.vedette.domain.RegistryId;
import io.vedette.domain.WorkflowId;
import io.vedette.engine.Activity;
import io.vedette.engine.ActivityState;
import io.vedette.engine.EngineCounts;
import io.vedette.engine.EngineListener;
import io.vedette.engine.LazyEngine;
import io.vedette.server.internal.Threads;
import io.vedette.server.internal.command.CommandHandler;
import io.vedette.server.internal.feed.FeedListener;
import io.vedette.server.internal.state.Folded;
import io.vedette.server.internal.state.Workflows;
import io.vedette.workflows.Party;
import io.vedette.workflows.Role;
import io.vedette.workflows.Subject;
import io.vedette.workflows.WorkflowView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Carries on what accepted commands began: one activity for each registry, one for each repository with something to
 * do, one for each open workflow. One that cannot go on parks or backs off alone. What belongs to a registry that an
 * import holds is left alone until that has ended.
 */
public final class Processes implements FeedListener {

    /** The registry's own process manager, in workflows. */
    public static final Party PARTY = new Party(Role.SERVER, "registry");

    private static final Logger log = LoggerFactory.getLogger(Processes.class);

    private final LazyEngine<AggregateId> engine;
    private final Office office;
    private final Folded folded;
    private final Set<RegistryId> followed = new HashSet<>();
    private final Set<RegistryId> fresh = new HashSet<>();

    /** Posts commands to the handler. */
    public Processes(Folded folded, CommandHandler handler, Threads threads) {
        this.folded = folded;
        this.office = new Office(folded, handler, threads.jitter());
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
            if (event.aggregate().kind() == AggregateKind.REGISTRY || Workflows.isOne(event.aggregate())) {
                news.computeIfAbsent(event.aggregate(), id -> new ArrayList<>(1))
                        .add(event);
            }
        }
        news.forEach((id, own) -> {
            if (id.kind() == AggregateKind.WORKFLOW
                    ? drive(new WorkflowId(id.uuid()))
                    : follow(new RegistryId(id.uuid()))) {
                engine.signal(id, own.get(own.size() - 1).version(), List.copyOf(own));
            }
        });
        for (Recorded event : events) {
            if (ImportId.isOne(event.aggregate())) {
                missed(folded.imports().released(new ImportId(event.aggregate().uuid())), List.of());
            }
        }
        driveFresh();
    }

    @Override
    public void missed(List<RegistryId> registries, List<WorkflowId> workflows) {
        for (RegistryId id : registries) {
            if (follow(id)) {
                engine.signal(id.aggregate(), folded.registries().of(id).state().version(), null);
            }
        }
        workflows.forEach(this::catchUp);
        driveFresh();
    }

    /** An import may have held until now what belongs to a registry that is followed from now on. */
    private void driveFresh() {
        if (!fresh.isEmpty()) {
            folded.workflows().kept().stream()
                    .filter(view -> view.isOpen() && isFresh(view))
                    .forEach(view -> catchUp(view.id()));
            fresh.clear();
        }
    }

    private void catchUp(WorkflowId id) {
        if (drive(id)) {
            engine.signal(id.aggregate(), folded.workflows().of(id).version(), null);
        }
    }

    private boolean isFresh(WorkflowView view) {
        RegistryId registry = registryOf(view);
        return registry != null && fresh.contains(registry);
    }

    private static @Nullable RegistryId registryOf(WorkflowView view) {
        Subject about = Workflows.subjectOf(view);
        return about == null ? null : about.registry();
    }

    /** False for a registry that is not to be followed yet. */
    private boolean follow(RegistryId id) {
        if (folded.imports().hold(id) != null) {
            return false;
        }
        if (followed.add(id)) {
            fresh.add(id);
            engine.ensure(new RegistryTask(office, id, engine::ensure));
        }
        return true;
    }

    /** False for a workflow that is not to be driven yet. */
    private boolean drive(WorkflowId id) {
        WorkflowView view = folded.workflows().of(id);
        if (folded.imports().hold(registryOf(view)) != null) {
            return false;
        }
        if (view.isOpen()) {
            engine.ensure(new WorkflowTask(office, id));
        }
        return true;
    }

    /** Its activities, to ask what they do and to pull levers at them. */
    public LazyEngine<AggregateId> engine() {
        return engine;
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
