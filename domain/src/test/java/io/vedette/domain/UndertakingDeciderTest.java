package io.vedette.domain;

import static io.vedette.domain.Deciding.ADA;
import static io.vedette.domain.Deciding.EXREG;
import static io.vedette.domain.Deciding.OTHER_SHADOW;
import static io.vedette.domain.Deciding.R1;
import static io.vedette.domain.Deciding.R2;
import static io.vedette.domain.Deciding.W1;
import static io.vedette.domain.Deciding.W2;
import static io.vedette.domain.Deciding.accepted;
import static io.vedette.domain.Deciding.added;
import static io.vedette.domain.Deciding.moving;
import static io.vedette.domain.Deciding.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One thing at a time in a registry, and how each thing begins and ends. */
class UndertakingDeciderTest {

    private static final RepoPath THERE = new RepoPath("/ex/b");
    private static final RegistryEvent MOVING = moving(R1, W1, "/ex/b");
    private static final RegistryEvent SHADOW_MOVING = new RegistryEvent.ShadowMoveStarted(R1, W1, OTHER_SHADOW);
    private static final RegistryEvent FREEZING = new RegistryEvent.TierChangeStarted(R1, W1, StorageTier.FROZEN, ADA);

    private static Decision decide(RegistryCommand command, Event... given) {
        return RegistryDecider.decide(Deciding.with(given), command);
    }

    private static RegistryCommand move(WorkflowId workflow) {
        return new RegistryCommand.BeginMoveRepo(EXREG, R1, workflow, THERE);
    }

    private static RegistryCommand moveShadow(WorkflowId workflow) {
        return new RegistryCommand.BeginMoveShadow(EXREG, R1, workflow, OTHER_SHADOW);
    }

    private static RegistryCommand freeze(WorkflowId workflow) {
        return new RegistryCommand.BeginTierChange(EXREG, R1, workflow, StorageTier.FROZEN, ADA);
    }

    @Test
    void eachThingBeginsAndTheSameAgainIsNothingToDo() {
        assertThat(accepted(decide(move(W1)))).containsExactly(MOVING);
        assertThat(accepted(decide(moveShadow(W1)))).containsExactly(SHADOW_MOVING);
        assertThat(accepted(decide(freeze(W1)))).containsExactly(FREEZING);

        assertThat(accepted(decide(move(W1), MOVING))).isEmpty();
        assertThat(accepted(decide(moveShadow(W1), SHADOW_MOVING))).isEmpty();
        assertThat(accepted(decide(freeze(W1), FREEZING))).isEmpty();
    }

    @Test
    void aSecondThingIsRefusedNamingTheFirst() {
        for (Event first : List.of(MOVING, SHADOW_MOVING, FREEZING)) {
            for (RegistryCommand second : List.of(move(W2), moveShadow(W2), freeze(W2))) {
                Refusal refusal = refused(decide(second, first));

                assertThat(refusal.code()).isEqualTo(Refusal.Code.FAILED_PRECONDITION);
                assertThat(refusal.details()).isEqualTo(Map.of("state", "BUSY", "workflow", W1.toString()));
                assertThat(refusal.message())
                        .contains(R1.toString(), "/ex/a/foo", W1.toString(), "vedette abort workflow " + W1)
                        .contains(summary(first));
            }
        }
    }

    private static String summary(Event begun) {
        return begun == MOVING
                ? "move to /ex/b"
                : begun == FREEZING ? "change of tier to FROZEN" : "move of the shadow";
    }

    @Test
    void theSameWorkflowWithOtherContentIsRefused() {
        RegistryCommand elsewhere = new RegistryCommand.BeginMoveRepo(EXREG, R1, W1, new RepoPath("/ex/c"));
        RegistryCommand otherShadow = new RegistryCommand.BeginMoveShadow(EXREG, R1, W1, new HostPath("/s"));
        RegistryCommand other = new RegistryCommand.BeginTierChange(
                EXREG, R1, W1, StorageTier.FROZEN, new Author("Bo <bo@example.com>"));

        for (Decision decision : List.of(
                decide(elsewhere, MOVING),
                decide(freeze(W1), MOVING),
                decide(move(W1), SHADOW_MOVING),
                decide(otherShadow, SHADOW_MOVING),
                decide(other, FREEZING),
                decide(moveShadow(W1), FREEZING))) {
            Refusal refusal = refused(decision);
            assertThat(refusal.code()).isEqualTo(Refusal.Code.ALREADY_EXISTS);
            assertThat(refusal.details()).isEqualTo(Map.of("id", W1.toString()));
            assertThat(refusal.message())
                    .contains(W1.toString(), "is in use for a ", R1.toString(), "choose another id");
        }
    }

    @Test
    void oneWorkflowIsAboutOneRepository() {
        RegistryCommand second = new RegistryCommand.BeginMoveRepo(EXREG, R2, W1, new RepoPath("/ex/c"));

        Refusal refusal = refused(decide(second, added(R2, "/ex/d"), MOVING));

        assertThat(refusal.code()).isEqualTo(Refusal.Code.ALREADY_EXISTS);
        assertThat(refusal.message()).contains(W1.toString(), R1.toString(), "choose another id");
        assertThat(accepted(
                        decide(second, added(R2, "/ex/d"), MOVING, new RegistryEvent.RepoMoveRejected(R1, W1, "no"))))
                .hasSize(1);
    }

    @Test
    void whatIsUnderWayIsConcludedOnce() {
        RegistryCommand conclude = new RegistryCommand.Conclude(EXREG, R1, W1);

        assertThat(accepted(decide(conclude, MOVING))).containsExactly(new RegistryEvent.RepoMoved(R1, W1, THERE));
        assertThat(accepted(decide(conclude, SHADOW_MOVING))).containsExactly(new RegistryEvent.ShadowMoved(R1, W1));
        assertThat(accepted(decide(conclude, FREEZING)))
                .containsExactly(
                        new RegistryEvent.TierChangeCompleted(R1, W1, StorageTier.FROZEN, TierChangeCode.OK, ""));
        assertThat(accepted(decide(conclude, MOVING, new RegistryEvent.RepoMoved(R1, W1, THERE))))
                .isEmpty();
    }

    @Test
    void whatCannotBeginIsTakenBackOnce() {
        RegistryCommand reject = new RegistryCommand.Reject(EXREG, R1, W1, "stale");
        RegistryEvent aborted =
                new RegistryEvent.TierChangeCompleted(R1, W1, StorageTier.FROZEN, TierChangeCode.ABORTED, "stale");

        assertThat(accepted(decide(reject, MOVING)))
                .containsExactly(new RegistryEvent.RepoMoveRejected(R1, W1, "stale"));
        assertThat(accepted(decide(reject, SHADOW_MOVING)))
                .containsExactly(new RegistryEvent.ShadowMoveAborted(R1, W1, "stale"));
        assertThat(accepted(decide(reject, FREEZING))).containsExactly(aborted);
        assertThat(accepted(decide(reject, FREEZING, aborted))).isEmpty();
    }

    @Test
    void whatIsAbortedIsTakenBackOnce() {
        RegistryCommand abandon = new RegistryCommand.Abandon(EXREG, R1, W1, "no need");
        RegistryEvent aborted = new RegistryEvent.RepoMoveAborted(R1, W1, "no need");

        assertThat(accepted(decide(abandon, MOVING))).containsExactly(aborted);
        assertThat(accepted(decide(abandon, SHADOW_MOVING)))
                .containsExactly(new RegistryEvent.ShadowMoveAborted(R1, W1, "no need"));
        assertThat(accepted(decide(abandon, FREEZING)))
                .containsExactly(new RegistryEvent.TierChangeCompleted(
                        R1, W1, StorageTier.FROZEN, TierChangeCode.ABORTED, "no need"));
        assertThat(accepted(decide(abandon, MOVING, aborted))).isEmpty();
    }

    @Test
    void nobodyEndsWhatAnotherWorkflowBegan() {
        for (RegistryCommand late : List.of(
                new RegistryCommand.Conclude(EXREG, R1, W2),
                new RegistryCommand.ConcludeTierChange(EXREG, R1, W2, TierChangeCode.OK, ""),
                new RegistryCommand.Reject(EXREG, R1, W2, "late"),
                new RegistryCommand.Abandon(EXREG, R1, W2, "late"),
                new RegistryCommand.Conclude(EXREG, R2, W1))) {
            assertThat(accepted(decide(late, MOVING))).isEmpty();
            assertThat(accepted(decide(late, FREEZING))).isEmpty();
        }
    }

    @Test
    void aShadowMovesWhileFilesAreInPlace() {
        RegistryEvent frozen = new RegistryEvent.TierChangeCompleted(R1, W1, StorageTier.FROZEN, TierChangeCode.OK, "");
        RegistryEvent failed =
                new RegistryEvent.TierChangeCompleted(R1, W1, StorageTier.FROZEN, TierChangeCode.FAILED, "disk full");

        assertThat(accepted(decide(moveShadow(W2), FREEZING, frozen))).hasSize(1);
        Refusal refusal = refused(decide(moveShadow(W2), FREEZING, failed));
        assertThat(refusal.details()).isEqualTo(Map.of("state", "FREEZE_FAILED"));
        assertThat(refusal.message()).contains(R1.toString(), "FREEZE_FAILED", "ONLINE or FROZEN");
    }

    @Test
    void aRootIsNotRemovedWhileSomethingMovesToIt() {
        RegistryCommand remove = new RegistryCommand.RemoveRoot(EXREG, Deciding.OTHER.path());

        Refusal refusal = refused(decide(remove, moving(R1, W1, "/other/x")));

        assertThat(refusal.details()).isEqualTo(Map.of("state", "BUSY", "workflow", W1.toString()));
        assertThat(refusal.message())
                .contains(R1.toString(), "/other/x", "root /other", "vedette abort workflow " + W1);
        assertThat(accepted(decide(remove, moving(R1, W1, "/ex/b")))).hasSize(1);
        assertThat(accepted(
                        decide(remove, moving(R1, W1, "/other/x"), new RegistryEvent.RepoMoveAborted(R1, W1, "no"))))
                .hasSize(1);
    }

    @Test
    void aMoveGoesToTheRootItWasAcceptedForWhateverIsAddedMeanwhile() {
        Root nearer = new Root(new RepoPath("/ex/b"), new Host("h3"), new HostPath("/d"));
        RegistryState state =
                Deciding.with(MOVING, new RegistryEvent.RootAdded(nearer), new RegistryEvent.RepoMoved(R1, W1, THERE));

        assertThat(accepted(decide(move(W1), MOVING, new RegistryEvent.RootAdded(nearer))))
                .isEmpty();
        assertThat(state.entryAt(THERE)).extracting(RegistryEntry::root).isEqualTo(Deciding.EX);
    }
}
