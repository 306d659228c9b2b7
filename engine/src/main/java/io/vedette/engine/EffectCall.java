package io.vedette.engine;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/** One subscription to an effect. What is not final belongs to the loop. */
final class EffectCall<K, T> implements Subscription {

    enum Stage {
        /** Behind another effect of its run, or behind an older activity of its entity. */
        BEHIND,
        QUEUED,
        RUNNING,
        OVER
    }

    final Budget<EffectCall<K, ?>> budget;
    final RunControl<K> run;
    final String name;
    Stage stage = Stage.BEHIND;
    long since;

    /** Its subscribing; disposing of it interrupts the thread that is still at it. */
    Disposable starting = Disposables.disposed();

    private final Effects<K> effects;
    private final Mono<T> source;
    private final CoreSubscriber<? super T> actual;
    private final AtomicBoolean requested = new AtomicBoolean();
    private final Watch<T> watch;
    private volatile boolean cancelled;

    EffectCall(
            Effects<K> effects,
            Budget<EffectCall<K, ?>> budget,
            RunControl<K> run,
            String name,
            Mono<T> source,
            CoreSubscriber<? super T> actual) {
        this.effects = effects;
        this.budget = budget;
        this.run = run;
        this.name = name;
        this.source = source;
        this.actual = actual;
        Context context = actual.currentContext();
        this.watch = new Watch<>(context, (value, error) -> effects.ended(this, value, error));
    }

    @Override
    public void request(long n) {
        if (!requested.getAndSet(true)) {
            effects.wanted(this);
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        effects.cancelled(this);
    }

    /** Any thread. */
    boolean isCancelled() {
        return cancelled;
    }

    /** Subscribes to the effect, on the effects' scheduler. */
    void start() {
        watch.follow(source);
    }

    /** Cancels the effect, on the effects' scheduler. */
    void stop() {
        watch.cancel();
    }

    void deliver(@Nullable T value, @Nullable Throwable error) {
        if (cancelled) {
            return;
        }
        if (error != null) {
            actual.onError(error);
            return;
        }
        if (value != null) {
            actual.onNext(value);
        }
        actual.onComplete();
    }
}
