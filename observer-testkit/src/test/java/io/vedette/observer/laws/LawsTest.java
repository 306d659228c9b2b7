package io.vedette.observer.laws;

import static io.vedette.observer.standin.Tale.initStarted;
import static io.vedette.observer.standin.Tale.repo;
import static io.vedette.observer.standin.Tale.shadow;
import static io.vedette.observer.standin.Tale.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.domain.Event;
import io.vedette.domain.RepoId;
import io.vedette.observer.laws.Play.Staging;
import io.vedette.observer.standin.OnReactorThread;
import io.vedette.observer.standin.World;
import io.vedette.testkit.history.HistoryLine.Occurred;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The laws of an observer as properties of generated histories. */
@ExtendWith(OnReactorThread.class)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LawsTest {

    private final String name;

    LawsTest(TestInfo test) {
        name = test.getTestMethod().orElseThrow().getName();
    }

    @Test
    void anyCutIntoLoadAndLiveLeadsToTheSameEndAndMissesNoCall() {
        law(Stories.calm(), Laws.endsExactly(Staging.USUAL)).holds(2_500);
    }

    @Test
    void callsForOneRepositoryNeverOverlap() {
        law(Stories.lively(Spice.PACE), Laws.endsExactly(Staging.USUAL)).holds(1_500);
    }

    @Test
    void noSignalFaultLosesAnything() {
        law(Stories.calm(Spice.PACE, Spice.SIGNALS), Laws.endsExactly(Staging.USUAL))
                .holds(1_500);
    }

    @Test
    void noOutageOfTheRegistryLosesAnything() {
        law(Stories.lively(Spice.PACE, Spice.SIGNALS, Spice.OUTAGES), Laws.endsExactly(Staging.USUAL))
                .holds(1_500);
    }

    @Test
    void afterTheLastEventThereIsQuiet() {
        law(
                        Stories.lively(Spice.PACE, Spice.SIGNALS, Spice.OUTAGES, Spice.PASSING_FAILURES),
                        Laws.endsInQuiet(Staging.USUAL))
                .holds(1_000);
    }

    @Test
    void passingFailuresAndLostAnswersChangeNothingAboutTheEnd() {
        law(Stories.lively(Spice.PACE, Spice.PASSING_FAILURES), Laws.endsExactly(Staging.USUAL))
                .holds(1_200);
    }

    @Test
    void whatEndedInAStoredErrorIsMadeGoodWhenErrorsAreCleared() {
        law(Stories.lively(Spice.PACE, Spice.STORED_FAILURES), Laws.clearedErrorsMakeGood(Staging.USUAL))
                .holds(800);
    }

    @Test
    void whatEndedInAStoredErrorIsMadeGoodByARestart() {
        law(Stories.lively(Spice.PACE, Spice.STORED_FAILURES_BUT_OF_CLOSING), Laws.aRestartMakesGood(Staging.USUAL))
                .holds(700);
    }

    @Test
    void anObserverThatDiesAnywhereIsSucceededByOneThatEndsTheSame() {
        law(Stories.lively(Spice.DEATHS), Laws.endsExactly(Staging.USUAL)).holds(800);
    }

    @Test
    void theOrderAmongWhatIsReadyChangesNoCall() {
        law(Stories.calm(), Laws.interleavingsAgree(Staging.USUAL)).holds(400);
    }

    @Test
    void unknownEventsChangeNoCall() {
        law(Stories.calm(), Laws.unknownEventsChangeNothing(Staging.USUAL)).holds(400);
    }

    @Test
    void theSameStoryIsTheSameAgain() {
        law(
                        Stories.lively(Spice.PACE, Spice.SIGNALS, Spice.OUTAGES, Spice.PASSING_FAILURES, Spice.DEATHS),
                        Laws.itIsTheSameAgain(Staging.USUAL))
                .holds(200);
    }

    @Test
    void aWrittenStoryReplaysToTheSameCalls() {
        Function<RandomGenerator, Story> whole = Stories.calm()
                .andThen(story -> story.without(
                        line -> line instanceof Occurred occurred && occurred.event() instanceof Event.Malformed));

        law(whole, Laws.replaysAlike()).holds(300);
    }

    @Test
    void unknownEventsAreSkippedAndCounted() {
        RepoId r1 = repo(1);
        World world = new World();
        world.given(r1);
        world.tell(r1, initStarted("/ex/a/r1"));
        world.start();

        world.tell(r1, unknown(), shadow(r1), unknown());

        assertThat(world.files.servedPath(r1)).isEqualTo("/ex/a/r1");
        assertThat(world.explain(r1).unknownEvents()).isEqualTo(2);
    }

    /** The law that a test is named after. */
    private Law law(Function<RandomGenerator, Story> stories, Law.Property property) {
        return new Law("LawsTest#" + name, stories, property);
    }
}
