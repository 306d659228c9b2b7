package io.vedette.engine;

import io.vedette.engine.internal.Input;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
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
 * <p>All methods may be called from any thread; they hand their work to the engine's loop, in the order of the calls, and
 * return at once. What returns a publisher does its work when subscribed, and answers on the loop: whoever blocks there
 * stops the engine. Such publishers never fail. After {@link #close} the engine takes nothing more, and answers as one
 * without activities.
 *
 * <p>What an activity throws, {@code Error} included, parks that one activity, with the reason in {@link #explain}; the
 * others go on. One thing cannot be seen from here: what Reactor takes for fatal ({@code LinkageError},
 * {@code VirtualMachineError}) and is thrown on a thread of the activity's own choosing is not signalled by Reactor, so
 * the effect seems to hang. Code that hops threads catches such errors itself.
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
     * Starts an activity, unless one with the same key and role is there already, which stays as it is; should it be
     * about to end, it fetches and acts once more before. A new one runs once, to load what is there; where another role
     * of the same entity is at work, its effects wait for that one to end.
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

    /**
     * Has the activities of an entity act once more, as if news of it had come, because something else that they look at has
     * changed. A parked one stays parked.
     *
     * @param news what {@link Activity#fold} understands as nothing new
     */
    public void wake(K key, Object news) {
        loop.post(() -> loop.wake(key, news));
    }

    /**
     * Whether an activity with this key and role is there and has not ended. Looks without the loop: an {@code ensure}
     * that the loop has not come to does not count yet.
     */
    public boolean contains(K key, String role) {
        Activity<K> found = loop.table().find(key, role);
        return found != null && found.standing.kind() != ActivityState.Kind.ENDED;
    }

    /**
     * Wakes a parked activity, or one that backs off or waits: what it waits for may never come, and it looks again. True
     * if there was one. While an operator holds it, it runs only after {@link #resume}.
     */
    public Mono<Boolean> retry(K key) {
        return ask(() -> loop.each(key, Input.Plain.RETRY, activity -> {
            ActivityState.Kind kind = activity.standing.kind();
            return kind == ActivityState.Kind.PARKED
                    || kind == ActivityState.Kind.BACKING_OFF
                    || kind == ActivityState.Kind.WAITING;
        }));
    }

    /**
     * Holds the activities of an entity: a fetch or an effect under way ends, none begins. Signals are kept. A run that
     * wants one more effect is given up; {@link Run#report reports} of what was done still go out. One that joins them
     * later is held too; the hold ends with the last of them and is not stored anywhere. True if there was one; one that was
     * held already stays held by whom it was.
     *
     * @param by who holds it, for {@link #explain}
     */
    public Mono<Boolean> pause(K key, String by) {
        return ask(() -> loop.each(key, new Input.Pause(by), activity -> true));
    }

    /**
     * Lets held activities go on at once: whoever missed something runs once. True if there was one, held or not.
     */
    public Mono<Boolean> resume(K key) {
        return ask(() -> loop.each(key, Input.Plain.RESUME, activity -> true));
    }

    /** What the oldest activity of an entity is doing; empty if nobody follows the entity. */
    public Mono<Optional<Explanation<K>>> explain(K key) {
        return explainer.explain(key);
    }

    /**
     * What every activity is doing, those of one entity by age. Taken in slices as they are consumed, so that the loop
     * stays free; each is as of its slice. Activities that come meanwhile may be missing.
     */
    public Flux<Explanation<K>> explain() {
        return explainer.explain();
    }

    /** Counts since the start. */
    public EngineCounts counts() {
        return loop.counters().read();
    }

    /** What waits and runs, and for how long. */
    public EngineLoad load() {
        return loop.board().read();
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
     * Takes no new work, lets running fetches and effects end, cancels what is left at the deadline. Always completes, at
     * the latest a second after the deadline, even if an activity blocks the loop or an effect ignores its cancellation.
     * Begins when subscribed; further calls share the first one's end.
     */
    public Mono<Void> close(Duration deadline) {
        return loop.closer().close(deadline);
    }

    private Mono<Boolean> ask(BooleanSupplier question) {
        return Mono.defer(() -> {
            Sinks.One<Boolean> answer = Sinks.one();
            loop.post(() -> answer.tryEmitValue(question.getAsBoolean()));
            return answer.asMono();
        });
    }

    /**
     * Settings of an engine.
     *
     * @param <K> identifies an entity
     */
    public static final class Builder<K> {
        private int fetchBudget = 20;
        private int effectBudget = 16;
        private int awakeLimit = 10_000;
        private @Nullable Scheduler scheduler;
        private @Nullable Scheduler effectScheduler;
        private RandomGenerator random = new SplittableRandom();
        private Backoff backoff = Backoff.standard();
        private Function<Throwable, String> wording = Trouble::text;
        private EngineListener<K> listener = new EngineListener<>() {};

        private Builder() {}

        /** How many fetches may run at a time; default 20. */
        public Builder<K> fetchBudget(int fetches) {
            fetchBudget = positive(fetches);
            return this;
        }

        /** How many effects may run at a time, and as many reports beside them; default 16. */
        public Builder<K> effectBudget(int effects) {
            effectBudget = positive(effects);
            return this;
        }

        /**
         * While so many activities have a run under way, from their fetch until they rest, none is loaded: activities
         * that have not been fetched yet wait; those that have been go on with their news. It bounds memory when a
         * million are started and their effects take long. A wait or a back-off is rest and does not count, nor does a
         * run that waits for an older activity of its entity. Default 10,000.
         */
        public Builder<K> awakeLimit(int activities) {
            awakeLimit = positive(activities);
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

        /** How an error is said to people; default the simple name of its class and its message. */
        public Builder<K> wording(Function<Throwable, String> wording) {
            this.wording = wording;
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
                    fetchBudget,
                    effectBudget,
                    awakeLimit,
                    loop,
                    scheduler == null,
                    effects,
                    random,
                    backoff,
                    wording,
                    listener));
        }

        private static int positive(int budget) {
            if (budget < 1) {
                throw new IllegalArgumentException("a budget or limit is at least 1, got " + budget);
            }
            return budget;
        }
    }
}
