package io.vedette.cli.demo;

import io.vedette.cli.output.Printable;
import io.vedette.domain.RepoPath;
import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells a person what happens, a line each, with the seconds since the start. Thread-safe. */
final class News {

    private final PrintWriter out;
    private final long start = System.nanoTime();

    News(PrintWriter out) {
        this.out = out;
    }

    void say(@Nullable RepoPath about, String what) {
        synchronized (out) {
            double seconds = (System.nanoTime() - start) / 1e9; // in here, so that time does not go backwards
            String line =
                    String.format(Locale.ROOT, "%8.3f s  %-24s  %s", seconds, about == null ? "" : about.value(), what);
            out.println(Printable.of(line));
            out.flush();
        }
    }
}
