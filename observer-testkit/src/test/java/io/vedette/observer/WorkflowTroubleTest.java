package io.vedette.observer;

import static io.vedette.observer.standin.Tale.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.client.RefusedException;
import io.vedette.domain.Refusal;
import io.vedette.domain.RegistryEvent;
import io.vedette.domain.WorkflowCommand;
import io.vedette.engine.ActivityState;
import io.vedette.workflows.kind.MoveRepoEvent;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Parts in workflows that fail, hang, are aborted, are told twice or begin in the middle. */
class WorkflowTroubleTest extends Moving {

    @Test
    void anAbortAfterTheReleaseMakesTheFormerOwnerServeItAgain() {
        ours();
        world.start();
        movesAway();
        world.tell(w1, ACCEPTED, RELEASED);
        world.calls(r1);

        world.tell(w1, ABORT);
        world.tell(r1, moveAborted(1));

        assertThat(world.calls(r1)).containsExactly(GET, ENABLE);
        assertThat(world.explain(r1).role()).isEqualTo("OWN");
    }

    @Test
    void anAbortAfterTheReleaseHasTheNewOwnerTakeBackWhatItBrought() {
        foreign();
        world.start();
        movesHere();
        world.tell(w1, ACCEPTED, RELEASED);
        assertThat(world.calls(r1)).containsExactly(MOVE, COMMIT);

        world.tell(w1, ABORT);
        world.tell(r1, moveAborted(1));
        assertThat(world.calls(r1)).containsExactly(DISCARD, "command.discardMoveRepo");
        world.registryEvent(new RegistryEvent.RepoMoveAborted(r1, w1, "changed my mind"));
        world.tell(w1, of(new MoveRepoEvent.Discarded(3)), of(new MoveRepoEvent.Aborted("changed my mind")));

        assertThat(world.callCount()).isZero();
        assertThat(world.follows(r1)).isFalse();
    }

    @Test
    void aNewOwnerThatWasAwayDuringTheAbortTakesBackWhatItBroughtWhenItComes() {
        foreign();
        movesHere();
        world.tell(w1, ACCEPTED, RELEASED, ABORT);
        world.tell(r1, moveAborted(1));
        world.registryEvent(new RegistryEvent.RepoMoveAborted(r1, w1, "changed my mind"));

        world.start();

        assertThat(world.calls(r1)).containsExactly(DISCARD, "command.discardMoveRepo");
    }

    @Test
    void aMoveThatFailsStoresAnErrorAndIsTriedAgainWhenThatIsCleared() {
        foreign();
        world.start();
        movesHere();
        world.files.fail(MOVE, r1, 1, () -> new StrongError("disk full"));

        world.tell(w1, ACCEPTED, RELEASED);
        assertThat(world.calls(r1)).containsExactly(MOVE, "command.setRepoError");
        String stored = world.storedError(r1);
        world.tell(r1, errorSet(stored));
        world.advance(Duration.ofDays(1));
        assertThat(world.calls(r1)).isEmpty();
        world.tell(r1, errorCleared(stored));

        assertThat(world.calls(r1)).containsExactly(MOVE, COMMIT);
    }

    @Test
    @Tag("W28")
    void aMoveThatFailedCanBeAbortedWhileItsErrorIsStored() {
        foreign();
        world.start();
        movesHere();
        world.files.fail(MOVE, r1, 1, () -> new StrongError("disk full"));
        world.tell(w1, ACCEPTED, RELEASED);
        world.tell(r1, errorSet(world.storedError(r1)));
        world.calls(r1);

        world.tell(w1, ABORT);
        world.tell(r1, moveAborted(1), errorCleared(world.storedError(r1)));

        assertThat(world.calls(r1)).containsExactly(DISCARD, "command.discardMoveRepo");
    }

    @Test
    @Tag("W28")
    void aMoveThatHangsIsCalledOnceCanBeSeenAndIsTakenBackByTheNextObserver() {
        foreign();
        world.start();
        movesHere();
        world.files.script(MOVE, r1, Mono::never);
        world.tell(w1, ACCEPTED, RELEASED);
        world.advance(Duration.ofHours(1));

        assertThat(world.calls(r1)).containsExactly(MOVE);
        assertThat(world.explain(r1).state()).isInstanceOf(ActivityState.Running.class);
        assertThat(world.explain(r1).effect()).isEqualTo(MOVE);
        assertThat(world.explain(r1).effectSince()).isEqualTo(Instant.EPOCH);
        world.tell(w1, ABORT);
        world.tell(r1, moveAborted(1));
        assertThat(world.calls(r1)).isEmpty();
        world.restart();

        assertThat(world.calls(r1)).containsExactly(DISCARD, "command.discardMoveRepo");
    }

    @Test
    void aRestartInTheMiddleDoesItsPartAgainAndNothingElse() {
        foreign();
        world.start();
        movesHere();
        world.tell(w1, ACCEPTED, RELEASED);
        world.calls(r1);

        world.restart();

        assertThat(world.calls(r1)).containsExactly(MOVE, COMMIT);
        // The second report has the id of the first, and so is answered like it.
        assertThat(world.commands(WorkflowCommand.Append.class)).hasSize(1);
    }

    @Test
    void aReleaseThatIsFoundOpenAtTheStartBeginsWithClosing() {
        ours();
        movesAway();
        world.tell(w1, ACCEPTED);

        world.start();

        assertThat(world.calls(r1)).containsExactly(DISABLE, RELEASE);
    }

    @Test
    void aReportThatTheRegistryRefusesIsNotRepeatedAndStoresNoError() {
        ours();
        world.start();
        movesAway();
        world.calls(r1);
        world.registry.refuse(command -> command instanceof WorkflowCommand.Append
                ? Refusal.precondition("workflow is ABORTING, which allows no RELEASED", "ABORTING")
                : null);

        world.tell(w1, ACCEPTED);
        assertThat(world.calls(r1)).containsExactly(RELEASE);
        world.advance(Duration.ofDays(1));
        assertThat(world.calls(r1)).isEmpty();
        assertThat(world.explain(r1).waitingFor()).contains("which refused the last report: ");
        world.registry.refuse(command -> null);
        world.tell(w1, ABORT);
        world.tell(r1, moveAborted(1));

        assertThat(world.calls(r1)).containsExactly(GET, ENABLE);
    }

    @Test
    void aReportThatWasNotAnsweredIsToldAgainWithoutDoingTheWorkAgain() {
        foreign();
        world.start();
        movesHere();
        world.registry.beforeCommands(command -> command instanceof WorkflowCommand.Append
                ? new RefusedException(new Refusal(Refusal.Code.UNAVAILABLE, "no leader", java.util.Map.of()))
                : null);
        world.tell(w1, ACCEPTED, RELEASED);
        assertThat(world.calls(r1)).containsExactly(MOVE, COMMIT);

        world.registry.beforeCommands(command -> null);
        world.advance(Duration.ofMinutes(2));

        assertThat(world.calls(r1)).containsOnly(COMMIT);
    }
}
