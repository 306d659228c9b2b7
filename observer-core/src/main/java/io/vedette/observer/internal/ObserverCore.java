package io.vedette.observer.internal;

import io.vedette.domain.AggregateId;
import io.vedette.domain.Filter;
import io.vedette.domain.RegistryId;
import io.vedette.domain.codec.WireIds;
import io.vedette.engine.EngineCounts;
import io.vedette.engine.Explanation;
import io.vedette.engine.LazyEngine;
import io.vedette.engine.LogContext;
import io.vedette.observer.Condition;
import io.vedette.observer.Health;
import io.vedette.observer.ObserverGauges;
import io.vedette.observer.internal.repo.Complaints;
import io.vedette.observer.internal.repo.ProcessorChain;
import io.vedette.observer.internal.repo.RepoEnvironment;
import io.vedette.observer.internal.repo.Scope;
import io.vedette.observer.internal.repo.ViewCache;
import io.vedette.observer.internal.repo.WorkBoard;
import io.vedette.proto.v1.Hello;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Puts the parts of an observer together, starts them and ends them. */
public final class ObserverCore {

    private static final Logger log = LoggerFactory.getLogger(ObserverCore.class);

    /** Calls that run get so long to end. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final ObserverSettings settings;
    private final HealthBoard health;
    private final Refusals refusals;
    private final Complaints complaints = new Complaints();
    private final Scope scope;
    private final Scheduler clock;
    private final Conditions conditions;
    private volatile Following following;
    private final EntityKey registry;
    private final SignalLoop signals;
    private final LinkLoop link;
    private final AtomicBoolean started = new AtomicBoolean();
    private final Disposable.Composite running = Disposables.composite();
    // Emits once, when closing has ended.
    private final Sinks.Empty<Void> end = Sinks.empty();
    private @Nullable Mono<Void> closing;

    /** An observer that has not begun. */
    public ObserverCore(ObserverSettings settings) {
        this.settings = settings;
        // Threads that others use too would stand still with whatever plug-in of theirs blocks them.
        clock = settings.scheduler() != null ? settings.scheduler() : Schedulers.newSingle("vedette-clock", true);
        scope = new Scope(settings.prefixes(), settings.host());
        health = new HealthBoard(settings.registry(), clock, settings.listener());
        refusals = new Refusals(health);
        conditions = new Conditions(clock, health);
        following = begin(EngineCounts.NONE);
        registry = EntityKey.of(RegistryId.ofName(settings.registry()).aggregate());
        Filter filter = new Filter(Set.of(settings.registry()), settings.prefixes(), Set.of());
        signals = new SignalLoop(
                settings.client(),
                filter,
                () -> following,
                this::follow,
                () -> following.askAgain(),
                this::startAnew,
                health,
                settings.listener(),
                random(settings),
                clock,
                settings.sweep());
        link = new LinkLoop(settings.client(), this, hello(settings), random(settings), clock);
    }

    /** Each part draws from its own generator, since they work on different threads. */
    private static SplittableRandom random(ObserverSettings settings) {
        return new SplittableRandom(settings.random().nextLong());
    }

    private LazyEngine<EntityKey> engine(Scheduler calls) {
        LazyEngine.Builder<EntityKey> builder = LazyEngine.<EntityKey>builder()
                .fetchBudget(settings.fetchBudget())
                .effectBudget(settings.effectBudget())
                .awakeLimit(settings.awakeLimit())
                .random(random(settings))
                .backoff(settings.backoff())
                .effectScheduler(calls)
                .wording(ErrorText::of);
        if (settings.scheduler() != null) {
            builder.scheduler(settings.scheduler());
        }
        return builder.listener(new EngineNews(settings.listener(), refusals)).build();
    }

    private static Hello hello(ObserverSettings settings) {
        Hello.Builder hello = Hello.newBuilder()
                .setName(settings.name())
                .setInstance(WireIds.bytes(UUID.randomUUID()))
                .setRegistry(settings.registry());
        settings.prefixes().forEach(prefix -> hello.addPathPrefixes(prefix.value()));
        return hello.build();
    }

    /** See {@link io.vedette.observer.Observer#watch}. */
    public Mono<Void> watch() {
        return Mono.defer(() -> {
            if (started.compareAndSet(false, true)) {
                health.note(Health.Status.STARTING, "connecting to the registry");
                running.add(signals.run().subscribe(nothing -> {}, this::failed));
                running.add(signals.sweeps().subscribe());
                running.add(link.run().subscribe(nothing -> {}, this::linkEnded));
            }
            return end.asMono();
        });
    }

    /** The registry watches for us: from here on what is read is followed by signals. */
    private void follow() {
        Following now = following;
        now.askAgain();
        now.engine()
                .ensure(new RegistryActivity(
                        settings.client(),
                        registry,
                        settings.registry(),
                        scope,
                        repo -> now.own(EntityKey.of(repo.aggregate())),
                        now::look,
                        now::follow,
                        now.environment().board(),
                        now.environment().unanswered(),
                        new Reads(settings.listener(), clock, refusals),
                        conditions));
    }

    private Following begin(EngineCounts earlier) {
        RepoEnvironment environment = new RepoEnvironment(
                settings.client(),
                settings.registry(),
                settings.name(),
                settings.kinds(),
                settings.effects(),
                new WorkBoard(),
                scope,
                settings.initializer(),
                ProcessorChain.of(settings.processor()),
                new ViewCache(settings.viewCache()),
                settings.backoff(),
                random(settings),
                clock,
                settings.listener(),
                refusals,
                complaints,
                RepoEnvironment.none(),
                RepoEnvironment.none());
        Scheduler calls = settings.effectScheduler();
        if (calls != null) {
            return new Following(engine(calls), environment, earlier, Disposables.disposed());
        }
        Scheduler own = CallThreads.create(settings.effectBudget());
        return new Following(engine(own), environment, earlier, own);
    }

    /**
     * The registry has another history. What was seen of the former one counts for nothing, so all activities end and
     * others begin; they look at each repository that was followed, since it may still be open to clients.
     */
    private Mono<Void> startAnew() {
        Following before = following;
        return before.repos()
                .collectList()
                .flatMap(repos -> before.engine().close(PATIENCE).then(Mono.fromRunnable(() -> takeOver(repos))))
                .doFinally(end -> CallThreads.end(before.threads()))
                .then();
    }

    private synchronized void takeOver(List<EntityKey> repos) {
        if (closing == null) {
            Following next = begin(following.counts());
            following = next;
            repos.forEach(next::takeOver);
        }
    }

    private void linkEnded(Throwable error) {
        try (LogContext about = health.about()) {
            log.warn("the link ended", error);
        }
    }

    private void failed(Throwable error) {
        try (LogContext about = health.about()) {
            log.error("the observer of registry {} ends: {}", settings.registry(), ErrorText.of(error));
        }
        close(PATIENCE, error).subscribe();
    }

    /** The health of the connection. */
    public HealthBoard health() {
        return health;
    }

    /** See {@link io.vedette.observer.Observer#explain(AggregateId)}. */
    public Mono<Explanation<AggregateId>> explain(AggregateId entity) {
        return Mono.defer(() -> isClosed()
                ? Mono.<Explanation<AggregateId>>empty()
                : following
                        .engine()
                        .explain(EntityKey.of(entity))
                        .flatMap(Mono::justOrEmpty)
                        .map(Explanations::named));
    }

    /** See {@link io.vedette.observer.Observer#explain()}. */
    public Flux<Explanation<AggregateId>> explain() {
        return Flux.defer(() -> isClosed()
                ? Flux.<Explanation<AggregateId>>empty()
                : following.engine().explain().map(Explanations::named));
    }

    /** See {@link io.vedette.observer.Observer#conditions}. */
    public List<Condition> conditions() {
        return conditions.now(health.current());
    }

    /** See {@link io.vedette.observer.Observer#retry}. */
    public Mono<Boolean> retry(AggregateId entity) {
        EntityKey key = EntityKey.of(entity);
        return Mono.defer(() -> {
            Following now = following;
            now.environment().hastened().add(key);
            return now.engine().retry(key).doOnNext(found -> {
                if (!found) {
                    now.environment().hastened().remove(key);
                }
            });
        });
    }

    /** See {@link io.vedette.observer.Observer#pause}. */
    public Mono<Boolean> pause(AggregateId entity, String by) {
        return Mono.defer(() -> following.engine().pause(EntityKey.of(entity), by));
    }

    /** See {@link io.vedette.observer.Observer#resume}. */
    public Mono<Boolean> resume(AggregateId entity) {
        return Mono.defer(() -> following.engine().resume(EntityKey.of(entity)));
    }

    /** See {@link io.vedette.observer.Observer#counts}. */
    public EngineCounts counts() {
        return following.counts();
    }

    /** See {@link io.vedette.observer.Observer#gauges}. */
    public ObserverGauges gauges() {
        Following now = following;
        return new ObserverGauges(now.counts(), now.engine().load(), health.current(), health.staleness());
    }

    /** See {@link io.vedette.observer.Observer#whenIdle}. */
    public Mono<Void> whenIdle() {
        return Mono.defer(() -> following.engine().whenIdle());
    }

    /** See {@link io.vedette.observer.Observer#close(Duration)}. */
    public Mono<Void> close(Duration deadline) {
        return Mono.defer(() -> close(deadline, null));
    }

    private synchronized Mono<Void> close(Duration deadline, @Nullable Throwable reason) {
        if (closing == null) {
            started.set(true);
            running.dispose();
            closing = following
                    .engine()
                    .close(deadline)
                    .onErrorResume(error -> {
                        try (LogContext about = health.about()) {
                            log.warn("closing the engine failed", error);
                        }
                        return Mono.empty();
                    })
                    .then(Mono.<Void>fromRunnable(() -> finished(Optional.ofNullable(reason))))
                    .cache();
        }
        return closing;
    }

    private synchronized boolean isClosed() {
        return closing != null;
    }

    private void finished(Optional<Throwable> reason) {
        health.note(Health.Status.CLOSED, reason.map(ErrorText::of).orElse("closed"));
        reason.ifPresentOrElse(end::tryEmitError, end::tryEmitEmpty);
        CallThreads.end(following.threads());
        if (settings.scheduler() == null) {
            CallThreads.end(clock);
        }
    }

    /** Notes whether a blocking close ended within its limit. */
    public void closedInTime(boolean ended) {
        if (!ended) {
            try (LogContext about = health.about()) {
                log.warn("closing took too long; it goes on behind");
            }
        }
    }
}
