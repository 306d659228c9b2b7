package io.vedette.observer.internal.repo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.domain.EventId;
import io.vedette.domain.Mark;
import io.vedette.engine.Backoff;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How failures of steps are counted. */
class AttemptsTest {

    private static final Instant NOW = Instant.EPOCH;
    private static final Mark INPUT = new Mark(7, new EventId(0, 7));

    private final Attempts attempts = new Attempts(Backoff.standard(), new SplittableRandom(1));
    private final OpenStep enable = new OpenStep(RepoStep.ENABLE, INPUT);
    private final OpenStep disable = new OpenStep(RepoStep.DISABLE, INPUT);

    @Test
    @Tag("W21")
    void aSuccessResetsTheCountForTheSameInput() {
        attempts.failed(enable, NOW, "busy");
        attempts.failed(enable, NOW, "busy");

        attempts.forget(enable);
        attempts.failed(enable, NOW, "busy");

        assertThat(attempts.failures(enable)).isEqualTo(1);
    }

    @Test
    void theSuccessOfAnotherStepDoesNot() {
        attempts.failed(enable, NOW, "busy");
        attempts.failed(disable, NOW, "busy");

        attempts.forget(disable);
        attempts.failed(enable, NOW, "busy");

        assertThat(attempts.failures(enable)).isEqualTo(2);
        assertThat(attempts.failures(disable)).isZero();
    }

    @Test
    void newInputBeginsAnew() {
        attempts.failed(enable, NOW, "busy");
        OpenStep newer = new OpenStep(RepoStep.ENABLE, new Mark(9, new EventId(0, 9)));

        assertThat(attempts.holding(enable, NOW)).isNotNull();
        assertThat(attempts.holding(newer, NOW)).isNull();
        assertThat(attempts.failures(newer)).isZero();
    }

    @Test
    void whatIsPostponedIsCountedByItselfAndDueAtOnceWhenHastened() {
        attempts.failed(enable, NOW, "busy");

        assertThat(attempts.postponed(enable, NOW, "the registry is away")).isEqualTo(1);
        assertThat(attempts.postponed(enable, NOW, "the registry is away")).isEqualTo(2);
        assertThat(attempts.failures(enable)).isEqualTo(1);
        attempts.hasten(enable.task());

        assertThat(attempts.holding(enable, NOW)).isNull();
        assertThat(attempts.postponed(enable, NOW, "the registry is away")).isEqualTo(3);
    }
}
