package io.vedette.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StepRetriesTest {

    private static final Instant NOW = Instant.EPOCH;

    private final SplittableRandom random = new SplittableRandom(1);
    private final StepRetries<String> retries = new StepRetries<>();

    @Test
    void aStepThatNeverFailedIsDue() {
        assertThat(retries.due("init", 3, NOW)).isTrue();
        assertThat(retries.isEmpty()).isTrue();
        assertThat(retries.orNull()).isNull();
        assertThat(retries.nextTry()).isEmpty();
    }

    @Test
    void aFailedStepIsDueWhenItsBackOffIsOver() {
        StepRetries.Failure failure = retries.failed("init", 3, NOW, random);

        assertThat(failure.attempt()).isEqualTo(1);
        assertThat(failure.nextTry()).isBetween(NOW.plusMillis(200), NOW.plusMillis(600));
        assertThat(retries.due("init", 3, failure.nextTry().minusMillis(1))).isFalse();
        assertThat(retries.due("init", 3, failure.nextTry())).isTrue();
        assertThat(retries.nextTry()).contains(failure.nextTry());
        assertThat(retries.orNull()).isSameAs(retries);
    }

    @Test
    void failuresAreCountedByStep() {
        for (int i = 1; i <= 5; i++) {
            assertThat(retries.failed("init", 3, NOW, random).attempt()).isEqualTo(i);
        }
        assertThat(retries.failed("enable", 3, NOW, random).attempt()).isEqualTo(1);

        retries.succeeded("enable");

        assertThat(retries.failures("init")).isEqualTo(5);
        assertThat(retries.failures("enable")).isZero();
        assertThat(retries.failed("init", 3, NOW, random).attempt()).isEqualTo(6);
    }

    @Test
    void newInputMakesAStepDueAtOnceAndCountsFromTheBeginning() {
        retries.failed("init", 3, NOW, random);
        retries.failed("init", 3, NOW, random);

        assertThat(retries.due("init", 3, NOW)).isFalse();
        assertThat(retries.due("init", 4, NOW)).isTrue();
        assertThat(retries.failed("init", 4, NOW, random).attempt()).isEqualTo(1);
        assertThat(retries.due("init", 3, NOW)).isFalse();
    }

    @Test
    void onlySuccessResetsTheBackOff() {
        Duration longest = Duration.ZERO;
        for (int i = 0; i < 50; i++) {
            Duration delay =
                    Duration.between(NOW, retries.failed("init", 3, NOW, random).nextTry());
            longest = delay.compareTo(longest) > 0 ? delay : longest;
        }
        assertThat(longest).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(60));

        retries.succeeded("init");

        assertThat(retries.isEmpty()).isTrue();
        assertThat(retries.failed("init", 3, NOW, random).nextTry()).isBefore(NOW.plusMillis(601));
    }

    @Test
    void aPostponedStepBacksOffUncounted() {
        retries.failed("init", 3, NOW, random);

        StepRetries.Failure postponed = retries.postponed("init", 3, NOW, random);

        assertThat(postponed.attempt()).isEqualTo(1);
        assertThat(postponed.nextTry()).isAfter(NOW);
        assertThat(retries.postponed("enable", 3, NOW, random).attempt()).isZero();
    }

    @Test
    void theNextTryIsTheEarliestOfAllSteps() {
        Instant first = retries.failed("init", 3, NOW, random).nextTry();
        Instant second = retries.failed("enable", 3, NOW.plusSeconds(9), random).nextTry();
        assertThat(retries.nextTry()).contains(first);

        retries.succeeded("init");

        assertThat(retries.nextTry()).contains(second);
    }
}
