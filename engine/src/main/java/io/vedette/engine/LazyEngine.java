package io.vedette.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Runs activities when they have news, and keeps a sleeping one as one small object.
 *
 * <p>All methods may be called from any thread; they hand their work to the engine's loop and return at once.
 *
 * @param <K> identifies an entity
 */
public final class LazyEngine<K> {

    /** Starts a builder with the defaults. */
    public static <K> Builder<K> builder() {
        return new Builder<>();
    }

    /**
     * Starts an activity, unless one with the same key and role is there already, which stays as it is. A new one runs
     * once, to load what is there; where another role of the same entity is at work, its effects wait for that one to
     * end.
     */
    public void ensure(Activity<K> activity) {
        throw new UnsupportedOperationException();
    }

    /**
     * Tells of news of an entity: one map lookup. Without activities of that entity, or when they have folded
     * {@code head} already, nothing happens.
     *
     * @param head the newest version of the entity's history
     * @param news what {@link Activity#fold} understands; null where only the head is known
     */
    public void signal(K key, long head, @Nullable Object news) {
        throw new UnsupportedOperationException();
    }

    /** Whether an activity with this key and role is there and has not ended. */
    public boolean contains(K key, String role) {
        throw new UnsupportedOperationException();
    }

    /** Wakes a parked activity, or one that backs off. True if there was one. */
    public Mono<Boolean> retry(K key) {
        throw new UnsupportedOperationException();
    }

    /** Holds the activities of an entity: a run under way ends, none begins. True if there was one. */
    public Mono<Boolean> pause(K key) {
        throw new UnsupportedOperationException();
    }

    /** Lets held activities go on. True if there was one. */
    public Mono<Boolean> resume(K key) {
        throw new UnsupportedOperationException();
    }

    /** What the first activity of an entity is doing. */
    public Mono<Optional<Explanation<K>>> explain(K key) {
        throw new UnsupportedOperationException();
    }

    /** What every activity is doing; taken in slices, so that the loop stays free. */
    public Flux<Explanation<K>> explain() {
        throw new UnsupportedOperationException();
    }

    /** Counts since the start. */
    public EngineCounts counts() {
        throw new UnsupportedOperationException();
    }

    /** Completes when nothing is queued, runs, or waits for a permit; timers and waits do not count. */
    public Mono<Void> whenIdle() {
        throw new UnsupportedOperationException();
    }

    /**
     * Takes no new work, lets running effects end, cancels what is left at the deadline. Always completes, at the latest
     * shortly after the deadline. Further calls share the first one's end.
     */
    public Mono<Void> close(Duration deadline) {
        throw new UnsupportedOperationException();
    }

    /**
     * Settings of an engine.
     *
     * @param <K> identifies an entity
     */
    public static final class Builder<K> {
        private Builder() {}

        /** How many fetches may run at a time; default 20. */
        public Builder<K> fetchBudget(int fetches) {
            throw new UnsupportedOperationException();
        }

        /** How many effects may run at a time; default 16. */
        public Builder<K> effectBudget(int effects) {
            throw new UnsupportedOperationException();
        }

        /** The loop, its clock and its timers; default a new single thread, which the engine disposes of on close. */
        public Builder<K> scheduler(Scheduler scheduler) {
            throw new UnsupportedOperationException();
        }

        /** Where effects are subscribed; default {@code Schedulers.parallel()}. */
        public Builder<K> effectScheduler(Scheduler scheduler) {
            throw new UnsupportedOperationException();
        }

        /** Source of jitter. */
        public Builder<K> random(RandomGenerator random) {
            throw new UnsupportedOperationException();
        }

        /** Back-off of failed fetches; default {@link Backoff#standard()}. */
        public Builder<K> backoff(Backoff backoff) {
            throw new UnsupportedOperationException();
        }

        /** Told of every transition; default nobody. */
        public Builder<K> listener(EngineListener<K> listener) {
            throw new UnsupportedOperationException();
        }

        /** Builds the engine; it runs from then on. */
        public LazyEngine<K> build() {
            throw new UnsupportedOperationException();
        }
    }
}
