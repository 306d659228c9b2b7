package io.vedette.server.internal.grpc;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Takes steps, on one thread at a time, until there is nothing to do before the next wake-up. Wake-ups that come
 * meanwhile merge into one; none is lost.
 */
public final class Serial {

    /** What to do. */
    public interface Steps {

        /** Does one thing; false when there is nothing to do. */
        boolean step();

        /** A step threw, be it an {@link Error}; without an answer to it the caller would see silence. */
        void broken(Throwable error);
    }

    private final Executor executor;
    private final Steps steps;
    private final AtomicInteger wakes = new AtomicInteger();
    private volatile boolean over;

    /** Takes the steps on the executor. */
    public Serial(Executor executor, Steps steps) {
        this.executor = executor;
        this.steps = steps;
    }

    /** There may be something to do. From any thread. */
    public void wake() {
        if (wakes.getAndIncrement() == 0) {
            try {
                executor.execute(this::drain);
            } catch (RejectedExecutionException stopped) {
                over = true;
            }
        }
    }

    /** Takes no step more. From any thread. */
    public void stop() {
        over = true;
    }

    /** Whether no step is taken any more. */
    public boolean isOver() {
        return over;
    }

    private void drain() {
        int seen = wakes.get();
        do {
            try {
                while (!over && steps.step()) {}
            } catch (Throwable broken) {
                steps.broken(broken);
            }
            seen = wakes.addAndGet(-seen);
        } while (seen != 0);
    }
}
