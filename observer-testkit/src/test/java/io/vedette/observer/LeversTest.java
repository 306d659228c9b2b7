package io.vedette.observer;

import static io.vedette.observer.standin.Tale.initStarted;
import static io.vedette.observer.standin.Tale.malformed;
import static io.vedette.observer.standin.Tale.repo;
import static io.vedette.observer.standin.Tale.shadow;
import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.domain.RepoId;
import io.vedette.domain.codec.WireIds;
import io.vedette.observer.standin.World;
import io.vedette.proto.v1.ActivityState;
import io.vedette.proto.v1.Control;
import io.vedette.proto.v1.Control.Lever;
import io.vedette.proto.v1.ControlAnswer;
import io.vedette.proto.v1.ExplainQuestion;
import io.vedette.proto.v1.ExplainRequest;
import io.vedette.proto.v1.ObserverFrame;
import io.vedette.proto.v1.RegistryFrame;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** The levers as operators pull them through the registry, and what the observer says of each. */
class LeversTest {

    private final RepoId r1 = repo(1);
    private final World world = new World();

    @Test
    void whatHappensDuringAPauseLeadsToOneActionOnTheFinalState() {
        world.given(r1).start();
        world.tell(r1, initStarted("/ex/a/r1"));
        world.calls(r1);
        world.pull(Lever.PAUSE, r1.aggregate());

        world.tell(r1, shadow(r1)).advance(Duration.ofHours(3));
        assertThat(world.calls(r1)).isEmpty();
        ControlAnswer resumed = world.pull(Lever.RESUME, r1.aggregate());

        assertThat(resumed.getMessage()).isEqualTo("goes on; it was paused by an operator since 1970-01-01T00:00:00Z");
        assertThat(world.calls(r1)).containsExactly("initializer.getRepo", "processor.enableRepo");
        assertThat(world.explain(r1).pausedSince()).isNull();
    }

    @Test
    void aCallUnderWayEndsAndIsReportedAndNoOtherBegins() {
        world.given(r1);
        world.tell(r1, initStarted("/ex/a/r1"), shadow(r1));
        world.files.latency(Duration.ofSeconds(10));
        world.start();
        assertThat(world.calls(r1)).containsExactly("initializer.getRepo");

        ControlAnswer paused = world.pull(Lever.PAUSE, r1.aggregate());
        world.files.latency(Duration.ZERO);
        world.advance(Duration.ofSeconds(10));

        assertThat(paused.getMessage())
                .isEqualTo("is paused; what runs goes on to its end, and nothing begins until its resume");
        assertThat(paused.getExplanation().getEffect()).isEqualTo("initializer.getRepo");
        assertThat(world.calls(r1)).isEmpty();
        world.pull(Lever.RESUME, r1.aggregate());
        assertThat(world.calls(r1)).containsExactly("initializer.getRepo", "processor.enableRepo");
    }

    @Test
    void theRegistryHearsWhatWasDoneAlthoughItIsPaused() {
        world.given(r1).start();
        world.files.latency(Duration.ofSeconds(10));
        world.tell(r1, initStarted("/ex/a/r1"));
        world.pull(Lever.PAUSE, r1.aggregate());

        world.files.latency(Duration.ZERO);
        world.advance(Duration.ofSeconds(10));

        assertThat(world.calls(r1)).containsExactly("initializer.initRepo", "command.confirmShadow");
        world.pull(Lever.RESUME, r1.aggregate());
        assertThat(world.calls(r1)).isEmpty();
    }

    @Test
    void aPausedOneShowsInExplainAlthoughItSleeps() {
        world.given(r1).start();
        world.tell(r1, initStarted("/ex/a/r1"), shadow(r1));
        world.advance(Duration.ofMinutes(1));

        ControlAnswer answer = world.pull(Lever.PAUSE, r1.aggregate());

        assertThat(answer.getFound()).isTrue();
        assertThat(answer.getMessage()).isEqualTo("is paused; nothing begins until its resume");
        assertThat(answer.getExplanation().getState()).isEqualTo(ActivityState.SLEEPING);
        assertThat(answer.getExplanation().getWaitingFor())
                .isEqualTo("paused by an operator since 1970-01-01T00:01:00Z");
        assertThat(answer.getExplanation().getPausedSinceMillis()).isEqualTo(60_000);
        assertThat(world.pull(Lever.PAUSE, r1.aggregate()).getMessage())
                .isEqualTo("was paused by an operator since 1970-01-01T00:01:00Z already");
    }

    @Test
    void theRetryOfAPausedOneSaysThatItIsPaused() {
        world.given(r1);
        world.tell(r1, initStarted("/ex/a/r1"), malformed());
        world.start();
        world.pull(Lever.PAUSE, r1.aggregate());
        assertThat(world.explain(r1).waitingFor())
                .isEqualTo("paused by an operator since 1970-01-01T00:00:00Z, and waits for an operator's retry");

        ControlAnswer retried = world.pull(Lever.RETRY, r1.aggregate());

        assertThat(retried.getFound()).isTrue();
        assertThat(retried.getMessage())
                .isEqualTo("is paused by an operator since 1970-01-01T00:00:00Z; it is tried after its resume");
        assertThat(retried.getExplanation().getState()).isEqualTo(ActivityState.READY);
    }

    @Test
    void aRetryIsTriedAtOnceAndSaysSo() {
        world.given(r1).start();
        world.files.fail("initializer.initRepo", r1, 1, () -> new WeakError("busy"));
        world.tell(r1, initStarted("/ex/a/r1"));
        world.calls(r1);

        ControlAnswer retried = world.pull(Lever.RETRY, r1.aggregate());

        assertThat(retried.getMessage()).isEqualTo("is tried now");
        assertThat(world.calls(r1)).containsExactly("initializer.initRepo", "command.confirmShadow");
        assertThat(world.pull(Lever.RETRY, r1.aggregate()).getMessage())
                .isEqualTo("there was nothing to retry: it was SLEEPING");
        assertThat(world.pull(Lever.RESUME, r1.aggregate()).getMessage()).isEqualTo("was not paused");
    }

    @Test
    void aLeverForWhatIsNotFollowedHereIsNotFound() {
        world.start();

        for (Lever lever : List.of(Lever.RETRY, Lever.PAUSE, Lever.RESUME)) {
            ControlAnswer answer = world.pull(lever, repo(99).aggregate());

            assertThat(answer.getFound()).isFalse();
            assertThat(answer.getMessage()).isEqualTo("this observer does not follow it");
            assertThat(answer.hasExplanation()).isFalse();
        }
    }

    @Test
    void anUnknownLeverIsAnsweredAndChangesNothing() {
        world.given(r1).start();
        world.files.script("initializer.initRepo", r1, Mono::never);
        world.tell(r1, initStarted("/ex/a/r1"));

        ControlAnswer answer = world.pull(Lever.LEVER_UNSPECIFIED, r1.aggregate());

        assertThat(answer.getFound()).isFalse();
        assertThat(answer.getMessage()).contains("lever is not known");
        assertThat(world.explain(r1).effect()).isEqualTo("initializer.initRepo");
    }

    @Test
    void aRestartForgetsThePause() {
        world.given(r1).start();
        world.pull(Lever.PAUSE, r1.aggregate());
        world.tell(r1, initStarted("/ex/a/r1"));
        assertThat(world.calls(r1)).isEmpty();

        world.restart();

        assertThat(world.calls(r1)).containsExactly("initializer.initRepo", "command.confirmShadow");
    }

    @Test
    void aLeverDoesNotWaitForTheRowsOfALongExplanation() {
        RepoId[] repos = new RepoId[3_000];
        for (int i = 0; i < repos.length; i++) {
            repos[i] = repo(i + 1);
        }
        world.registry.slowLink(Duration.ofSeconds(1));
        world.given(repos).start().advance(Duration.ofSeconds(1));
        world.registry.ask(RegistryFrame.newBuilder()
                .setExplain(ExplainQuestion.newBuilder()
                        .setQuestion(7)
                        .setRequest(ExplainRequest.newBuilder().setAll(true)))
                .build());
        world.settle();

        world.registry.ask(RegistryFrame.newBuilder()
                .setControl(Control.newBuilder()
                        .setQuestion(8)
                        .setLever(Lever.PAUSE)
                        .setAggregate(WireIds.ref(r1.aggregate())))
                .build());
        world.settle();
        assertThat(world.explain(r1).pausedSince()).isNotNull();
        world.advance(Duration.ofSeconds(3));

        assertThat(world.registry.linked())
                .filteredOn(ObserverFrame::hasControl)
                .hasSize(1);
        assertThat(world.registry.linked())
                .noneMatch(frame -> frame.hasExplain() && frame.getExplain().getLast());
        world.advance(Duration.ofSeconds(10));
        assertThat(world.registry.linked())
                .filteredOn(ObserverFrame::hasExplain)
                .extracting(frame -> frame.getExplain().getExplanationsCount())
                .containsExactly(500, 500, 500, 500, 500, 500, 1, 0);
    }

    @Test
    void aLeverThatIsPulledLateIsPulledOnWhatIsFollowedThen() {
        world.given(r1).start();
        Mono<Boolean> pause = world.observer().pause(r1.aggregate(), "ada");
        Mono<Boolean> resume = world.observer().resume(r1.aggregate());
        world.registry.drop();
        world.registry.replace(new UUID(7, 7));
        world.given(r1);
        world.registry.restore();
        world.advance(Duration.ofMinutes(1));

        pause.subscribe();
        world.settle();
        assertThat(world.explain(r1).pausedBy()).isEqualTo("ada");

        resume.subscribe();
        assertThat(world.explain(r1).pausedBy()).isNull();
    }
}
