package io.vedette.observer;

import static io.vedette.observer.standin.Tale.errorCleared;
import static io.vedette.observer.standin.Tale.errorSet;
import static io.vedette.observer.standin.Tale.initStarted;
import static io.vedette.observer.standin.Tale.malformed;
import static io.vedette.observer.standin.Tale.repo;
import static io.vedette.observer.standin.Tale.shadow;
import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.domain.RepoId;
import io.vedette.engine.ActivityState;
import io.vedette.engine.Backoff;
import io.vedette.observer.standin.Tale;
import io.vedette.observer.standin.World;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What was not answered is asked again as soon as the registry answers. */
class AskAgainTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Backoff HOURS = new Backoff(Duration.ofHours(1), Duration.ofHours(1));

    private final RepoId r1 = repo(1);
    private final World world = new World();

    @Test
    void readsThatFailedWhileTheRegistryWasAwayAreMadeAsSoonAsItIsBack() {
        world.given(r1);
        world.tell(r1, initStarted("/ex/a/r1"), shadow(r1));
        world.registry.breakNextRead(Tale.REGISTRY_ID.aggregate(), 0);
        world.start(builder -> builder.backoff(HOURS));
        assertThat(world.callCount()).isZero();

        world.registry.breakNextRead(r1.aggregate(), 0);
        reconnect();
        assertThat(world.callCount()).isZero();
        reconnect();

        assertThat(world.files.servedPath(r1)).isEqualTo("/ex/a/r1");
    }

    @Test
    void aResultThatWasNotTakenIsTakenAsSoonAsTheRegistryIsBack() {
        world.given(r1);
        world.tell(r1, initStarted("/ex/a/r1"));
        world.registry.loseAnswers(1);
        world.start(builder -> builder.backoff(HOURS));
        assertThat(world.calls(r1)).containsExactly("initializer.initRepo", "command.confirmShadow");

        reconnect();

        assertThat(world.calls(r1)).containsExactly("command.confirmShadow");
    }

    @Test
    void whatIsParkedStaysSoWhenTheRegistryIsBack() {
        world.given(r1);
        world.tell(r1, initStarted("/ex/a/r1"), malformed());
        world.registry.breakNextRead(r1.aggregate(), 0);
        world.start().advance(MINUTE);
        world.registry.reads().clear();

        reconnect();

        assertThat(world.explain(r1).state()).isInstanceOf(ActivityState.Parked.class);
        assertThat(world.registry.reads()).isEmpty();
    }

    private void reconnect() {
        world.registry.drop();
        world.registry.restore();
        world.advance(Duration.ofSeconds(1));
    }

    @Test
    void aReadThatFailsAfterTheRegistryIsBackIsMadeAgainWithinSeconds() {
        world.given(r1);
        world.tell(r1, initStarted("/ex/a/r1"), shadow(r1));
        world.start(builder -> builder.backoff(HOURS));
        world.registry.reads().clear();

        world.registry.drop();
        world.tell(r1, errorSet("x"), errorCleared("x"));
        world.registry.latency(Duration.ofSeconds(1));
        world.registry.breakNextRead(r1.aggregate(), 1);
        world.registry.restore();
        world.advance(Duration.ofSeconds(2));
        assertThat(world.explain(r1).state()).isInstanceOf(ActivityState.BackingOff.class);
        world.registry.latency(Duration.ZERO);
        world.advance(Duration.ofSeconds(4));

        assertThat(world.registry.reads()).containsExactly(r1.aggregate(), r1.aggregate());
        assertThat(world.files.servedPath(r1)).isEqualTo("/ex/a/r1");
        assertThat(world.explain(r1).state()).isInstanceOf(ActivityState.Sleeping.class);
    }

    @Test
    void aResultThatWasNotTakenIsTakenWithinSecondsAlsoWithoutABreak() {
        world.given(r1).start(builder -> builder.backoff(HOURS));
        world.registry.loseAnswers(1);
        world.tell(r1, initStarted("/ex/a/r1"));
        assertThat(world.calls(r1)).containsExactly("initializer.initRepo", "command.confirmShadow");

        world.advance(Duration.ofSeconds(6));

        assertThat(world.calls(r1)).containsExactly("command.confirmShadow");
    }

    @Test
    void whatBacksOffForAnotherReasonIsNotAskedAgainBecauseTheRegistryAnswers() {
        world.given(r1).start(builder -> builder.backoff(HOURS));
        assertThat(world.explain(r1).lastError()).startsWith("the registry lags: it lists repo ");
        world.registry.reads().clear();

        world.advance(MINUTE);

        assertThat(world.registry.reads()).isEmpty();
    }
}
