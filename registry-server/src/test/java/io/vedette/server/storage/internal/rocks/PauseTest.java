package io.vedette.server.storage.internal.rocks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PauseTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1000);
    private final Pause pause = new Pause(nanos::get);

    private long length() {
        long passed = 0;
        while (!pause.isOver()) {
            passed += 100;
            nanos.addAndGet(Duration.ofMillis(100).toNanos());
        }
        return passed;
    }

    @Test
    void doublesUpToFiveSecondsAndIsShortAgainAfterASuccess() {
        assertThat(pause.isOver()).isTrue();

        for (long expected : new long[] {100, 200, 400, 800, 1600, 3200, 5000, 5000}) {
            pause.begin();
            assertThat(length()).isEqualTo(expected);
        }

        pause.begin();
        pause.end();
        assertThat(pause.isOver()).isTrue();
        pause.begin();
        assertThat(length()).isEqualTo(100);
    }
}
