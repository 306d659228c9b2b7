package io.vedette.gitshadow.internal;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tells long work on another thread to stop. The work looks at it between files and between blocks of a large file. */
public final class Cancellation {
    private final CountDownLatch cancelled = new CountDownLatch(1);

    /** Asks the work to stop. */
    public void cancel() {
        cancelled.countDown();
    }

    /** True once {@link #cancel} was called. */
    public boolean isCancelled() {
        return cancelled.getCount() == 0;
    }

    /** Throws {@link CancellationException} once {@link #cancel} was called. */
    public void check() {
        if (isCancelled()) {
            throw new CancellationException("cancelled");
        }
    }

    /** Lets time pass, and throws {@link CancellationException} as soon as {@link #cancel} was called. */
    public void pause(Duration time) {
        try {
            if (cancelled.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new CancellationException("cancelled");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }
}
