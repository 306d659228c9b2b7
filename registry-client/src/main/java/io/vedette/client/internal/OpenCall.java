package io.vedette.client.internal;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Scheduler;

/**
 * A call that runs, as a subscription. gRPC delivers messages one after the other and none that was not asked for, so
 * they go straight on. The subscriber is told of itself before the call starts; what it asks for until then is kept.
 */
final class OpenCall<Q, R> extends ClientCall.Listener<R> implements Subscription {

    /** Where demand is unbounded, so many messages are asked for at a time. */
    private static final int STRIDE = 64;

    private final ClientCall<Q, R> call;
    private final CoreSubscriber<? super R> actual;
    private final Scheduler clock;
    private final RequestPump<Q> pump;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicLong outstanding = new AtomicLong();
    private volatile long lastSeen;
    private volatile @Nullable Throwable cause;
    private volatile @Nullable Disposable watch;
    private volatile boolean unbounded;
    private long received;

    private final Object starting = new Object();
    private boolean started;
    private long early;

    OpenCall(ClientCall<Q, R> call, CoreSubscriber<? super R> actual, Scheduler clock) {
        this.call = call;
        this.actual = actual;
        this.clock = clock;
        this.pump = new RequestPump<>(call, actual.currentContext(), this::failWith);
    }

    void begin(Publisher<Q> requests, @Nullable Duration silence) {
        actual.onSubscribe(this);
        long wanted;
        synchronized (starting) {
            if (ended.get()) {
                return;
            }
            lastSeen = now();
            call.start(this, new Metadata());
            started = true;
            wanted = early;
        }
        if (wanted > 0) {
            ask(wanted);
        }
        if (silence != null) {
            long nanos = silence.toNanos();
            long tick = Math.max(1, nanos / 4);
            watch = clock.schedulePeriodically(() -> look(silence, nanos), tick, tick, TimeUnit.NANOSECONDS);
            stopWatchIfEnded();
        }
        requests.subscribe(pump);
    }

    @Override
    public void request(long n) {
        if (!Operators.validate(n)) {
            return;
        }
        synchronized (starting) {
            if (!started) {
                early = Operators.addCap(early, n);
                return;
            }
        }
        ask(n);
    }

    private void ask(long n) {
        if (outstanding.getAndUpdate(before -> Operators.addCap(before, n)) == 0) {
            lastSeen = now();
        }
        if (n == Long.MAX_VALUE) {
            if (!unbounded) {
                unbounded = true;
                call.request(2 * STRIDE);
            }
        } else if (!unbounded) {
            call.request((int) Math.min(n, Integer.MAX_VALUE));
        }
    }

    @Override
    public void onMessage(R message) {
        lastSeen = now();
        if (ended.get()) {
            return;
        }
        if (unbounded) {
            if (++received % STRIDE == 0) {
                call.request(STRIDE);
            }
        } else {
            outstanding.updateAndGet(before -> before == Long.MAX_VALUE ? before : Math.max(0, before - 1));
        }
        actual.onNext(message);
    }

    @Override
    public void onReady() {
        pump.ready();
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        release();
        Throwable known = cause;
        if (known != null) {
            actual.onError(known);
        } else if (status.isOk()) {
            actual.onComplete();
        } else {
            actual.onError(status.asRuntimeException(trailers));
        }
    }

    @Override
    public void cancel() {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        release();
        synchronized (starting) {
            if (!started) {
                return;
            }
        }
        call.cancel("cancelled by the caller", null);
    }

    private void look(Duration silence, long nanos) {
        if (outstanding.get() > 0 && now() - lastSeen >= nanos) {
            failWith(silentFor(silence));
        }
    }

    static TimeoutException silentFor(Duration silence) {
        long millis = silence.toMillis();
        return new TimeoutException("silent for " + (millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms"));
    }

    /** Ends the call with an error of ours. gRPC's own order of callbacks decides when it is delivered. */
    private void failWith(Throwable error) {
        cause = error;
        call.cancel(String.valueOf(error.getMessage()), error);
    }

    private void release() {
        pump.dispose();
        Disposable running = watch;
        if (running != null) {
            running.dispose();
        }
    }

    private void stopWatchIfEnded() {
        Disposable running = watch;
        if (ended.get() && running != null) {
            running.dispose();
        }
    }

    private long now() {
        return clock.now(TimeUnit.NANOSECONDS);
    }
}
