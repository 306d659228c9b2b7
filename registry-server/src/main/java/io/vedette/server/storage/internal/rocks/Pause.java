package io.vedette.server.storage.internal.rocks;

import java.time.Duration;
import java.util.function.LongSupplier;

/** How long to leave a failing disk alone: longer after each try, until something works. Not thread-safe. */
final class Pause {

    private static final long FIRST = Duration.ofMillis(100).toNanos();
    private static final long LONGEST = Duration.ofSeconds(5).toNanos();

    private final LongSupplier nanos;
    private long length;
    private long start;

    /** Over. */
    Pause(LongSupplier nanos) {
        this.nanos = nanos;
    }

    boolean isOver() {
        return length == 0 || nanos.getAsLong() - start >= length;
    }

    /** Begins now, longer than the one before. */
    void begin() {
        length = length == 0 ? FIRST : Math.min(2 * length, LONGEST);
        start = nanos.getAsLong();
    }

    /** Is over, and the next one is short again. */
    void end() {
        length = 0;
    }
}
