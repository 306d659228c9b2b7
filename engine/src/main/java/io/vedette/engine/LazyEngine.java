package io.vedette.engine;

import io.vedette.engine.internal.Input;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Runs activities when they have news, and keeps a sleeping one as one small object.
 *
 * <p>All methods may be called from any thread; they hand their work to the engine's loop and return at once.
 *
 * @param <K> identifies an entity
 */
public final class LazyEngine<K> {

    private final EngineLoop<K> loop;
    private final Explainer<K> explainer;

    private LazyEngine(Settings<K> settings) {
        this.loop = new EngineLoop<>(settings);
        this.explainer = new Explainer<>(loop);
    }

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
        Objects.requireNonNull(activity.key(), "key");
        loop.post(() -> loop.ensure(activity));
    }

    /**
     * Tells of news of an entity: one map lookup. Without activities of that entity, or when they have folded
     * {@code head} already, nothing happens.
     *
     * @param head the newest version of the entity's history
     * @param news what {@link Activity#fold} understands; null where only the head is known
     */
    public void signal(K key, long head, @Nullable Object news) {
        loop.post(() -> loop.signal(key, head, news));
    }

    /** Whether an activity with this key and role is there and has not ended. */
    public boolean contains(K key, String role) {
        Activity<K> found = loop.table().find(key, role);
        return found != null && found.standing.kind() != ActivityState.Kind.ENDED;
    }

    /** Wakes a parked activity, or one that backs off. True if there was one. */
    public Mono<Boolean> retry(K key) {
        return ask(() -> loop.each(key, Input.Plain.RETRY, activity -> {
            ActivityState.Kind kind = activity.standing.kind();
            return kind == ActivityState.Kind.PARKED || kind == ActivityState.Kind.BACKING_OFF;
        }));
    }

    /** Holds the activities of an entity: a run under way ends, none begins. True if there was one. */
    public Mono<Boolean> pause(K key) {
        return ask(() -> loop.each(key, Input.Plain.PAUSE, activity -> true));
    }

    /** Lets held activities go on. True if there was one. */
    public Mono<Boolean> resume(K key) {
        return ask(() -> loop.each(key, Input.Plain.RESUME, activity -> true));
    }

    /** What the first activity of an entity is doing. */
    public Mono<Optional<Explanation<K>>> explain(K key) {
        return explainer.explain(key);
    }

    /** What every activity is doing; taken in slices, so that the loop stays free. */
    public Flux<Explanation<K>> explain() {
        return explainer.explain();
    }

    /** Counts since the start. */
    public EngineCounts counts() {
        return loop.counters().read();
    }

    /** Completes when nothing is queued, runs, or waits for a permit; timers and waits do not count. */
    public Mono<Void> whenIdle() {
        return Mono.defer(() -> {
            Sinks.Empty<Void> idle = Sinks.empty();
            loop.post(() -> loop.idle(idle));
            return idle.asMono();
        });
    }

    /**
     * Takes no new work, lets running effects end, cancels what is left at the deadline. Always completes, at the latest
     * shortly after the deadline. Further calls share the first one's end.
     */
    public Mono<Void> close(Duration deadline) {
        return loop.closer().close(deadline);
    }

    private static <T> Mono<T> one(Consumer<Sinks.One<T>> question) {
        return Mono.defer(() -> {
            Sinks.One<T> answer = Sinks.one();
            question.accept(answer);
            return answer.asMono();
        });
    }

    private Mono<Boolean> ask(BooleanSupplier question) {
        return one(answer -> loop.post(() -> answer.tryEmitValue(question.getAsBoolean())));
    }

    /**
     * Settings of an engine.
     *
     * @param <K> identifies an entity
     */
    public static final class Builder<K> {
        private int fetchBudget = 20;
        private int effectBudget = 16;
        private @Nullable Scheduler scheduler;
        private @Nullable Scheduler effectScheduler;
        private RandomGenerator random = new SplittableRandom();
        private Backoff backoff = Backoff.standard();
        private EngineListener<K> listener = new EngineListener<>() {};

        private Builder() {}

        /** How many fetches may run at a time; default 20. */
        public Builder<K> fetchBudget(int fetches) {
            fetchBudget = positive(fetches);
            return this;
        }

        /** How many effects may run at a time; default 16. */
        public Builder<K> effectBudget(int effects) {
            effectBudget = positive(effects);
            return this;
        }

        /** The loop, its clock and its timers; default a new single thread, which the engine disposes of on close. */
        public Builder<K> scheduler(Scheduler scheduler) {
            this.scheduler = scheduler;
            return this;
        }

        /** Where effects are subscribed; default {@code Schedulers.parallel()}. */
        public Builder<K> effectScheduler(Scheduler scheduler) {
            this.effectScheduler = scheduler;
            return this;
        }

        /** Source of jitter. */
        public Builder<K> random(RandomGenerator random) {
            this.random = random;
            return this;
        }

        /** Back-off of failed fetches; default {@link Backoff#standard()}. */
        public Builder<K> backoff(Backoff backoff) {
            this.backoff = backoff;
            return this;
        }

        /** Told of every transition; default nobody. */
        public Builder<K> listener(EngineListener<K> listener) {
            this.listener = listener;
            return this;
        }

        /** Builds the engine; it runs from then on. */
        public LazyEngine<K> build() {
            Scheduler loop = scheduler != null ? scheduler : Schedulers.newSingle("vedette-engine", true);
            Scheduler effects = effectScheduler != null ? effectScheduler : Schedulers.parallel();
            return new LazyEngine<>(new Settings<>(
                    fetchBudget, effectBudget, loop, scheduler == null, effects, random, backoff, listener));
        }

        private static int positive(int budget) {
            if (budget < 1) {
                throw new IllegalArgumentException("a budget is at least 1, got " + budget);
            }
            return budget;
        }
    }
}
