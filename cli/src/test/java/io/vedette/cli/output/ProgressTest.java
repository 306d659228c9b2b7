package io.vedette.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final StringWriter said = new StringWriter();
    private final AtomicLong now = new AtomicLong();

    @Test
    void aTerminalHasABarThatLeavesNothing() {
        try (Progress progress = progress(true)) {
            progress.at(0, 9_000);
            now.addAndGet(TimeUnit.MILLISECONDS.toNanos(100));
            progress.at(3_000, 9_000);
            progress.at(4_000, 9_000);
        }

        assertThat(said).hasToString("\r[##########" + " ".repeat(20) + "] 3,000 of 9,000\r\033[K");
    }

    @Test
    void elsewhereALineIsSaidNowAndThen() {
        try (Progress progress = progress(false)) {
            for (int second = 0; second < 25; second++) {
                progress.at(second, 100);
                now.addAndGet(TimeUnit.SECONDS.toNanos(1));
            }
        }

        assertThat(said).hasToString("imported 10 of 100\nimported 20 of 100\n");
    }

    @Test
    void quickWorkSaysNothing() {
        progress(true).close();

        assertThat(said.toString()).isEmpty();
    }

    private Progress progress(boolean terminal) {
        return new Progress(new PrintWriter(said), "imported", terminal, now::get);
    }
}
