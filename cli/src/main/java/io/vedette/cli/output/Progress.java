package io.vedette.cli.output;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Shows on standard error how far long work is: a bar that is drawn over and over on a terminal, a line now and then
 * elsewhere. Not thread-safe.
 */
public final class Progress implements AutoCloseable {

    private static final int WIDTH = 30;
    private static final long REDRAWN = Duration.ofMillis(100).toNanos();
    private static final long SAID = Duration.ofSeconds(10).toNanos();

    private final PrintWriter err;
    private final String what;
    private final boolean terminal;
    private final LongSupplier nanos;
    private long last;
    private boolean drawn;

    /** Progress of something, as {@code "imported"}. */
    public Progress(PrintWriter err, String what) {
        this(err, what, System.console() != null, System::nanoTime);
    }

    Progress(PrintWriter err, String what, boolean terminal, LongSupplier nanos) {
        this.err = err;
        this.what = what;
        this.terminal = terminal;
        this.nanos = nanos;
        this.last = nanos.getAsLong();
    }

    /** So much of all is done. */
    public void at(long done, long all) {
        long now = nanos.getAsLong();
        if (now - last < (terminal ? REDRAWN : SAID)) {
            return;
        }
        last = now;
        if (terminal) {
            int full = (int) (WIDTH * Math.min(done, all) / Math.max(1, all));
            err.print(String.format(
                    Locale.ROOT, "\r[%s%s] %,d of %,d", "#".repeat(full), " ".repeat(WIDTH - full), done, all));
            err.flush();
            drawn = true;
        } else {
            err.println(String.format(Locale.ROOT, "%s %,d of %,d", what, done, all));
        }
    }

    /** Leaves the line. */
    @Override
    public void close() {
        if (drawn) {
            err.print("\r\033[K");
            err.flush();
        }
    }
}
