package io.vedette.gitshadow.internal;

import java.util.concurrent.CancellationException;

/** Tells long work on another thread to stop. The work looks at it between files and between blocks of a large file. */
public final class Cancellation {
    private volatile boolean cancelled;

    /** Asks the work to stop. */
    public void cancel() {
        cancelled = true;
    }

    /** True once {@link #cancel} was called. */
    public boolean isCancelled() {
        return cancelled;
    }

    /** Throws {@link CancellationException} once {@link #cancel} was called. */
    public void check() {
        if (cancelled) {
            throw new CancellationException("cancelled");
        }
    }
}
