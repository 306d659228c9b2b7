package io.vedette.gitshadow.internal.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FollowedTest {
    private static final Pace PACE = Pace.standard();

    private final Followed state = Repos.followed("foo", 0);

    @Test
    void isLookedThroughNowAndThenWithoutAChange() {
        assertThat(state.due()).isEqualTo(PACE.rescan().toNanos());
        assertThat(state.beginLook(state.due() - 1)).isFalse();
        assertThat(state.beginLook(state.due())).isTrue();
    }

    @Test
    void isDueOnceItIsQuietButNotLongAfterTheFirstChange() {
        assertThat(state.touch(100)).isTrue();
        assertThat(state.due()).isEqualTo(100 + PACE.quiet().toNanos());

        assertThat(state.touch(200)).isFalse();
        assertThat(state.due()).isEqualTo(200 + PACE.quiet().toNanos());

        assertThat(state.touch(PACE.atMost().toNanos())).isFalse();
        assertThat(state.due()).isEqualTo(100 + PACE.atMost().toNanos());
    }

    @Test
    void aChangeDuringALookIsDueAfterIt() {
        state.touch(0);
        long now = state.due();
        state.beginLook(now);

        assertThat(state.touch(now + 1)).isFalse();
        assertThat(state.beginLook(Long.MAX_VALUE)).isFalse();
        state.looked(now + 2, Duration.ofNanos(2), true, null);
        state.endLook();

        assertThat(state.due()).isEqualTo(now + 1 + PACE.quiet().toNanos());
    }

    @Test
    void aLookThatWasGivenUpIsRepeatedSoon() {
        state.touch(0);
        long now = state.due();
        state.beginLook(now);

        state.endLook();

        assertThat(state.due()).isEqualTo(now + PACE.poll().toNanos());
        assertThat(state.beginLook(state.due())).isTrue();
    }

    @Test
    void aLongLookIsNotRepeatedSoon() {
        state.beginLook(state.due());

        state.looked(0, Duration.ofMinutes(1), false, "trouble");
        state.endLook();

        assertThat(state.due()).isEqualTo(Duration.ofMinutes(10).toNanos());
    }

    @Test
    void tellsWhetherAFailureIsNews() {
        assertThat(state.looked(0, Duration.ZERO, true, null)).isFalse();
        assertThat(state.looked(0, Duration.ZERO, true, "trouble")).isTrue();
        assertThat(state.looked(0, Duration.ZERO, true, "trouble")).isFalse();
        assertThat(state.failure()).isEqualTo("trouble");
        assertThat(state.looked(0, Duration.ZERO, true, null)).isTrue();
        assertThat(state.failure()).isNull();
    }
}
