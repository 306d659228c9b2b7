package io.vedette.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void delaysStayBetweenLeastAndMostAndGrowAtMostThreefold() {
        Duration last = Duration.ZERO;
        for (int i = 0; i < 10_000; i++) {
            Duration next = Backoff.standard().next(last, random);

            assertThat(next).isBetween(Duration.ofMillis(200), Duration.ofSeconds(60));
            assertThat(next.toMillis()).isLessThanOrEqualTo(3 * Math.max(200, last.toMillis()));
            last = next;
        }
    }

    @Test
    void theFirstDelayIsJitteredToo() {
        assertThat(java.util.stream.IntStream.range(0, 100)
                        .mapToObj(i -> Backoff.standard().next(Duration.ZERO, random))
                        .distinct())
                .hasSizeGreaterThan(50);
    }

    @Test
    void theSmallestCanBeTheLargest() {
        Duration second = Duration.ofSeconds(1);

        assertThat(new Backoff(second, second).next(second, random)).isEqualTo(second);
    }

    @Test
    void senselessBoundsAreRefused() {
        assertThatThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Backoff(Duration.ofNanos(999_999), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
