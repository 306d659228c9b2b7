package io.vedette.observer;

import static io.vedette.observer.standin.Tale.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.client.RefusedException;
import io.vedette.domain.Event;
import io.vedette.domain.Host;
import io.vedette.domain.HostPath;
import io.vedette.domain.Refusal;
import io.vedette.domain.RegistryEvent;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.WorkflowCommand;
import io.vedette.domain.WorkflowId;
import io.vedette.engine.ActivityState;
import io.vedette.engine.Explanation;
import io.vedette.observer.standin.OnReactorThread;
import io.vedette.observer.standin.World;
import io.vedette.workflows.kind.MoveRepoEvent;
import io.vedette.workflows.kind.MoveShadowEvent;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Mono;

/** The parts that an observer plays in workflows, as owner, as the one that gives up a repository, and as the one that takes it. */
@ExtendWith(OnReactorThread.class)
class WorkflowPartsTest {

    private static final String GET = "initializer.getRepo";
    private static final String ENABLE = "processor.enableRepo";
    private static final String DISABLE = "processor.disableRepo";
    private static final String MOVE = "initializer.moveRepo";
    private static final String DISCARD = "initializer.discardMove";
    private static final String RELEASE = "command.releaseMoveRepo";
    private static final String COMMIT = "command.commitMoveRepo";
    private static final Event ACCEPTED = of(new MoveRepoEvent.AppAccepted());
    private static final Event RELEASED = of(new MoveRepoEvent.Released(3));
    private static final Event ABORT = of(new MoveRepoEvent.AbortAccepted("changed my mind"));

    private final RepoId r1 = repo(1);
    private final WorkflowId w1 = workflow(1);
    private final World world = new World();

    private void ours() {
        world.given(r1);
        world.tell(r1, initStarted("/ex/a/r1"), shadow(r1));
    }

    private void foreign() {
        world.registryEvent(registryAdded()).registryEvent(rootAdded("/ex"));
        world.registryEvent(repoAdded(r1, "/ex/b/r1"));
        world.tell(r1, initStarted("/ex/b/r1"), shadow(r1));
    }

    private void movesAway() {
        world.registryEvent(moveAccepted(r1, 1, "/ex/b/y"));
        world.tell(r1, moveStarted(r1, 1, "/ex/a/r1", "/ex/b/y"));
        world.tell(w1, moveWorkflow(r1, "/ex/a/r1", "/ex/b/y"));
    }

    private void movesHere() {
        world.registryEvent(moveAccepted(r1, 1, "/ex/a/y"));
        world.tell(r1, moveStarted(r1, 1, "/ex/b/r1", "/ex/a/y"));
        world.tell(w1, moveWorkflow(r1, "/ex/b/r1", "/ex/a/y"));
    }

    @Test
    void whoGivesUpARepositoryReleasesItAndFollowsItNoMore() {
        ours();
        world.start();
        world.calls(r1);

        movesAway();
        assertThat(world.calls(r1)).containsExactly(DISABLE);
        assertThat(world.explain(r1).role()).isEqualTo("RELEASE");
        world.tell(w1, ACCEPTED);
        assertThat(world.calls(r1)).containsExactly(RELEASE);
        world.tell(w1, RELEASED, of(new MoveRepoEvent.Moved(new HostPath("/there"), 3)));
        world.tell(r1, moved(r1, 1, "/ex/b/y"));
        world.registryEvent(registryMoved(r1, 1, "/ex/b/y"));
        world.tell(w1, of(new MoveRepoEvent.Committed()));

        assertThat(world.calls(r1)).isEmpty();
        assertThat(world.follows(r1)).isFalse();
    }

    @Test
    @Tag("W14")
    @Tag("W15")
    void aMoveToHereThatIsFoundAtTheStartIsTakenAndNothingIsReleasedForOthers() {
        foreign();
        movesHere();
        world.tell(w1, ACCEPTED);

        world.start();
        assertThat(world.calls(r1)).isEmpty();
        assertThat(world.explain(r1).role()).isEqualTo("ACQUIRE");
        assertThat(world.explain(r1).waitingFor()).startsWith("RELEASED by the former owner on h1, in workflow " + w1);
        world.tell(w1, RELEASED);

        assertThat(world.calls(r1)).containsExactly(MOVE, COMMIT);
    }

    @Test
    @Tag("W14")
    void whoTakesARepositoryOwnsItAfterwards() {
        foreign();
        world.start();
        movesHere();

        world.tell(w1, RELEASED);
        assertThat(world.calls(r1)).isEmpty();
        world.tell(w1, ACCEPTED);
        assertThat(world.calls(r1)).containsExactly(MOVE, COMMIT);
        world.tell(w1, of(new MoveRepoEvent.Moved(shadowOf(r1), 3)));
        assertThat(world.calls(r1)).isEmpty();
        world.tell(r1, moved(r1, 1, "/ex/a/y"));

        assertThat(world.calls(r1)).containsExactly(GET, ENABLE);
        assertThat(world.explain(r1).role()).isEqualTo("OWN");
    }

    @Test
    void aWorkflowWhoseEndIsSeenBeforeThatOfItsRepositoryIsReadOnce() {
        foreign();
        movesHere();
        world.tell(w1, ACCEPTED, RELEASED, of(new MoveRepoEvent.Moved(shadowOf(r1), 3)));
        world.tell(w1, of(new MoveRepoEvent.Committed()));

        world.start();
        assertThat(world.registry.reads()).filteredOn(w1.aggregate()::equals).hasSize(1);
        assertThat(world.explain(r1).waitingFor())
                .isEqualTo("the repository to be told that workflow " + w1 + " has ended");
        world.tell(r1, moved(r1, 1, "/ex/a/y"));

        assertThat(world.calls(r1)).containsExactly(GET, ENABLE);
        assertThat(world.explain(r1).waitingFor()).isNull();
    }

    @Test
    @Tag("W17")
    void aRepositoryWhoseHistoryIsAheadOfTheRegistryIsOwnedAtOnce() {
        foreign();
        movesHere();
        world.tell(w1, ACCEPTED, RELEASED, of(new MoveRepoEvent.Moved(shadowOf(r1), 3)));
        world.tell(r1, moved(r1, 1, "/ex/a/y"));

        world.start();
        assertThat(world.calls(r1)).containsExactly(GET, ENABLE);
        world.registryEvent(registryMoved(r1, 1, "/ex/a/y"));
        world.tell(w1, of(new MoveRepoEvent.Committed()));
        world.advance(Duration.ofDays(1));

        assertThat(world.calls(r1)).isEmpty();
        assertThat(world.explain(r1).state()).isInstanceOf(ActivityState.Sleeping.class);

        world.tell(r1, shadowMoveStarted(2, "/shadow/new"));
        assertThat(world.calls(r1)).containsExactly(DISABLE);
        assertThat(world.rows())
                .filteredOn(row -> row.key().equals(r1.aggregate()))
                .hasSize(1);
    }

    @Test
    @Tag("W14")
    void aMoveToHereOfWhichOnlyTheRegistrySpeaksAtTheStartIsWaitedForByOneActivity() {
        foreign();
        world.registryEvent(moveAccepted(r1, 1, "/ex/a/y"));

        world.start();
        assertThat(world.follows(r1)).isTrue();
        assertThat(world.rows())
                .extracting(Explanation::key)
                .containsExactlyInAnyOrder(REGISTRY_ID.aggregate(), r1.aggregate());
        assertThat(world.rows()).noneMatch(row -> row.state() instanceof ActivityState.BackingOff);
        world.tell(r1, moveStarted(r1, 1, "/ex/b/r1", "/ex/a/y"));
        world.tell(w1, moveWorkflow(r1, "/ex/b/r1", "/ex/a/y"), ACCEPTED, RELEASED);

        assertThat(world.calls(r1)).containsExactly(MOVE, COMMIT);
    }

    @Test
    void aRegistryThatIsAheadOfTheRepositoryIsWaitedFor() {
        foreign();
        world.start();

        world.registryEvent(moveAccepted(r1, 1, "/ex/a/y"));
        assertThat(world.follows(r1)).isTrue();
        world.tell(r1, moveStarted(r1, 1, "/ex/b/r1", "/ex/a/y"));
        world.tell(w1, moveWorkflow(r1, "/ex/b/r1", "/ex/a/y"), ACCEPTED, RELEASED);

        assertThat(world.calls(r1)).containsExactly(MOVE, COMMIT);
    }

    @Test
    void aMoveToHereThatIsRejectedIsFollowedNoMore() {
        foreign();
        world.start();
        world.registryEvent(moveAccepted(r1, 1, "/ex/a/y"));

        world.registryEvent(new RegistryEvent.RepoMoveRejected(r1, w1, "no shadow"));

        assertThat(world.follows(r1)).isFalse();
        assertThat(world.callCount()).isZero();
    }

    @Test
    void aMoveToAnotherHostBelowThePrefixIsNotOurs() {
        ours();
        world.start(builder -> builder.host("h1"));
        world.calls(r1);

        world.registryEvent(moveAccepted(r1, 1, "/ex/a/y"));
        world.tell(r1, moveStarted(r1, 1, "/ex/a/r1", "/ex/a/y"));
        world.tell(w1, moveWorkflow(r1, 3, "/ex/a/r1", HOST, "/ex/a/y", new Host("h2")), ACCEPTED, RELEASED);

        assertThat(world.calls(r1)).containsExactly(DISABLE, RELEASE);
    }

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

    @Test
    @Tag("W29")
    void afterAMoveARemoteIsMadeFromTheShadowThatTheRepositoryHasNow() {
        ours();
        world.tell(r1, moveStarted(r1, 1, "/ex/a/r1", "/ex/a/y"), moved(r1, 1, "/ex/a/y"));
        world.tell(r1, shadowMoveStarted(2, "/shadow/new"), shadowMoved(2, "/shadow/new"), remoteAccepted());

        world.start();

        assertThat(world.files.calls())
                .filteredOn(call -> call.cause() != null)
                .extracting(call -> call.name())
                .contains("initializer.attachRemote");
        assertThat(world.files.calls())
                .extracting(call -> call.cause())
                .filteredOn(cause -> cause != null)
                .extracting(Cause::repository)
                .allSatisfy(info -> {
                    assertThat(info.shadow()).isEqualTo(new HostPath("/shadow/new"));
                    assertThat(info.path()).isEqualTo(new RepoPath("/ex/a/y"));
                    assertThat(info.hostPath()).isEqualTo(new HostPath("/data/ex/a/y"));
                });
    }

    @Test
    @Tag("W25")
    @Tag("W27")
    void aShadowMoveClosesItOnceAndOpensItAtTheEnd() {
        ours();
        world.start();
        world.calls(r1);

        world.tell(r1, shadowMoveStarted(1, "/shadow/new"));
        world.tell(
                w1,
                of(new MoveShadowEvent.Started(
                        REGISTRY_ID,
                        r1,
                        3,
                        new RepoPath("/ex/a/r1"),
                        HOST,
                        shadowOf(r1),
                        new HostPath("/shadow/new"))));
        assertThat(world.calls(r1)).containsExactly(DISABLE, "command.confirmShadowDisabled");
        world.tell(r1, unknown(), unknown());
        assertThat(world.calls(r1)).isEmpty();
        world.tell(w1, of(new MoveShadowEvent.Disabled(3)));
        assertThat(world.explain(r1).waitingFor()).startsWith("MOVED by a person");
        world.tell(w1, of(new MoveShadowEvent.Moved()));
        world.tell(r1, shadowMoved(1, "/shadow/new"));

        assertThat(world.calls(r1)).containsExactly(GET, ENABLE);
    }
}
