package io.vedette.observer;

import io.vedette.client.RegistryClient;
import io.vedette.domain.AggregateId;
import io.vedette.domain.RepoId;
import io.vedette.engine.EngineCounts;
import io.vedette.engine.Explanation;
import io.vedette.observer.internal.ObserverCore;
import io.vedette.observer.internal.ObserverSettings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Makes a file server follow a registry: it watches the repositories at or below some paths and calls an
 * {@link Initializer} and a {@link Processor} until each of them is as its history asks.
 *
 * <pre>{@code
 * Observer observer = Observer.builder(registryClient)
 *     .registry("exreg").prefixes("/ex/a", "/ex/b")
 *     .initializer(myInitializer).processor(myProcessor)
 *     .build();
 * observer.watch().subscribe();
 * }</pre>
 *
 * <p>Nothing is lost when the registry or the observer is away for a while: the histories say what is to be done, and
 * signals only say when to look. Calls for one repository never overlap; different repositories never wait for each
 * other, but for the budgets. Methods may be called from any thread.
 *
 * <p>A registry may come back with another history, as from an older backup. All that was seen of the former one is
 * forgotten then, and repositories are enabled anew; those that are no longer ours are disabled.
 *
 * <p>The observer does not close the client.
 */
public final class Observer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final ObserverCore core;

    Observer(ObserverSettings settings) {
        core = new ObserverCore(settings);
    }

    /** Starts a builder. */
    public static ObserverBuilder builder(RegistryClient client) {
        return new ObserverBuilder(client);
    }

    /**
     * Begins with the first subscription. Completes when the observer is closed; fails when the registry refuses in a
     * way that trying again does not mend. Further subscriptions share its end, and cancelling one only stops waiting.
     */
    public Mono<Void> watch() {
        return core.watch();
    }

    /** Whether signals come. */
    public Health health() {
        return core.health().current();
    }

    /** {@link #health} now and after each change; completes when the observer has ended. */
    public Flux<Health> healthChanges() {
        return core.health().changes();
    }

    /** What the activity of a repository is doing; empty if there is none. */
    public Mono<Explanation<AggregateId>> explain(RepoId repo) {
        return core.explain(repo.aggregate());
    }

    /** What the activity of a repository, or of the registry itself, is doing; empty if there is none. */
    public Mono<Explanation<AggregateId>> explain(AggregateId entity) {
        return core.explain(entity);
    }

    /** What every activity is doing, in no order. Taken in slices; activities come and go meanwhile. */
    public Flux<Explanation<AggregateId>> explain() {
        return core.explain();
    }

    /** What is wrong with the observer as a whole now; empty if nothing is. */
    public List<Condition> conditions() {
        return core.conditions();
    }

    /**
     * Wakes an activity that is parked, backs off or waits, and lets all that it has to do be tried at once, also what the
     * registry refused; after its resume if it is held. True if there was one.
     */
    public Mono<Boolean> retry(AggregateId entity) {
        return core.retry(entity);
    }

    /**
     * Holds an activity: a read or a call under way ends and is reported, none begins, news are kept. The hold is not
     * stored: a restart of the observer forgets it, and so does a registry that comes back with another history. One
     * that is held already stays held by whom it was. True if there was one.
     *
     * @param by who holds it, as operators see it
     */
    public Mono<Boolean> pause(AggregateId entity, String by) {
        return core.pause(entity, by);
    }

    /** Lets a held activity go on at once; what it missed leads to one run. True if there was one, held or not. */
    public Mono<Boolean> resume(AggregateId entity) {
        return core.resume(entity);
    }

    /** Counts since the start. */
    public EngineCounts counts() {
        return core.counts();
    }

    /** How it stands, for metrics: taken at once and in constant time. */
    public ObserverGauges gauges() {
        return core.gauges();
    }

    /** Completes when nothing can run at present: no read, no call; what backs off or waits does not count. */
    public Mono<Void> whenIdle() {
        return core.whenIdle();
    }

    /**
     * Takes no new work, lets running calls end, and cancels what is left at the deadline. Always completes, at the latest
     * shortly after the deadline. Further calls share the first one's end.
     */
    public Mono<Void> close(Duration deadline) {
        return core.close(deadline);
    }

    /** {@link #close(Duration)} with four seconds, and waits for its end, but not for more than five. */
    @Override
    public void close() {
        CountDownLatch done = new CountDownLatch(1);
        close(PATIENCE).subscribe(nothing -> {}, error -> done.countDown(), done::countDown);
        try {
            boolean ended = done.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            core.closedInTime(ended);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
