package io.vedette.domain;

import static io.vedette.domain.Deciding.ADA;
import static io.vedette.domain.Deciding.OTHER_SHADOW;
import static io.vedette.domain.Deciding.R1;
import static io.vedette.domain.Deciding.SHADOW;
import static io.vedette.domain.Deciding.W1;
import static io.vedette.domain.Deciding.W2;
import static io.vedette.domain.Deciding.accepted;
import static io.vedette.domain.Deciding.refused;
import static io.vedette.domain.Deciding.repo;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How moves, moves of the shadow and changes of tier begin and end in a repository's history. */
class RelocationDeciderTest {

    private static final RepoPath THERE = new RepoPath("/other/foo");
    private static final Host HOST = new Host("h2");
    private static final HostPath DIRECTORY = new HostPath("/data/foo");
    private static final Location HERE =
            new Location(Deciding.FOO, Deciding.EX.host(), Deciding.EX.hostPathOf(Deciding.FOO), SHADOW);
    private static final RepoEvent MOVING = new RepoEvent.RepoMoveStarted(W1, HERE, THERE, HOST, DIRECTORY);
    private static final RepoEvent SHADOW_MOVING = new RepoEvent.ShadowMoveStarted(W1, OTHER_SHADOW);
    private static final RepoEvent FREEZING = new RepoEvent.TierChangeStarted(W1, StorageTier.FROZEN, ADA);
    private static final RepoEvent FROZEN =
            new RepoEvent.TierChangeCompleted(W1, StorageTier.FROZEN, TierChangeCode.OK, "");

    private static Decision decide(RepoCommand command, Event... given) {
        return RepoDecider.decide(repo(given), command);
    }

    private static List<RepoCommand> begins(WorkflowId workflow) {
        return List.of(
                new RepoCommand.StartMove(R1, workflow, THERE, HOST, DIRECTORY),
                new RepoCommand.StartShadowMove(R1, workflow, OTHER_SHADOW),
                new RepoCommand.StartTierChange(R1, workflow, StorageTier.FROZEN, ADA));
    }

    @Test
    void eachBeginsOnce() {
        List<RepoEvent> begun = List.of(MOVING, SHADOW_MOVING, FREEZING);
        for (int i = 0; i < begun.size(); i++) {
            assertThat(accepted(decide(begins(W1).get(i)))).containsExactly(begun.get(i));
            assertThat(accepted(decide(begins(W1).get(i), begun.get(i)))).isEmpty();
        }
    }

    /** The defect to prevent: a move hid a move of the shadow that had begun before it. */
    @Test
    @Tag("W25")
    void aSecondOneIsRefusedNamingTheFirst() {
        for (RepoEvent first : List.of(MOVING, SHADOW_MOVING, FREEZING)) {
            for (RepoCommand second : begins(W2)) {
                Refusal refusal = refused(decide(second, first));

                assertThat(refusal.details()).isEqualTo(Map.of("state", "BUSY", "workflow", W1.toString()));
                assertThat(refusal.message()).contains(R1.toString(), W1.toString(), "vedette abort workflow " + W1);
            }
        }
        assertThat(refused(decide(begins(W1).get(0), FREEZING)).details()).containsEntry("state", "BUSY");
    }

    @Test
    void nothingBeginsWithoutAShadowOrWithAnErrorStored() {
        RepoView bare = History.fold(
                RepoView.empty(R1),
                History.of(
                        R1.aggregate(),
                        new RepoEvent.RepoInitStarted(
                                RegistryId.ofName("exreg"), HERE.path(), ADA, HERE.host(), HERE.hostPath())));
        for (RepoCommand begin : begins(W1)) {
            Refusal early = refused(RepoDecider.decide(bare, begin));
            assertThat(early.details()).isEqualTo(Map.of("state", "NO_SHADOW"));
            assertThat(early.message()).contains(R1.toString(), "no shadow", "wait until it is initialised");

            Refusal broken = refused(decide(begin, new RepoEvent.RepoErrorSet("bad dir")));
            assertThat(broken.details()).isEqualTo(Map.of("state", "ERROR"));
            assertThat(broken.message()).contains(R1.toString(), "clear it first", "bad dir");

            assertThat(refused(RepoDecider.decide(RepoView.empty(R1), begin)).code())
                    .isEqualTo(Refusal.Code.NOT_FOUND);
        }
    }

    @Test
    void aFrozenRepositoryMovesItsShadowOnly() {
        assertThat(accepted(decide(begins(W2).get(1), FREEZING, FROZEN))).hasSize(1);
        for (RepoCommand other : List.of(begins(W2).get(0), begins(W2).get(2))) {
            Refusal refusal = refused(decide(other, FREEZING, FROZEN));
            assertThat(refusal.details()).isEqualTo(Map.of("state", "FROZEN"));
            assertThat(refusal.message()).contains(R1.toString(), "is FROZEN, which allows no ", "another tier first");
        }
    }

    @Test
    void theShadowDoesNotMoveToWhereItIs() {
        assertThat(refused(decide(new RepoCommand.StartShadowMove(R1, W1, SHADOW))))
                .isEqualTo(Refusal.invalid("new_shadow_path", "is where the shadow is already; choose another place"));
        assertThat(refused(decide(new RepoCommand.StartShadowMove(R1, W2, SHADOW), MOVING))
                        .details())
                .containsEntry("workflow", W1.toString());
    }

    /** The defect to prevent: a step whose reply was lost was no success when it was repeated. */
    @Test
    @Tag("W44")
    void aMoveOfTheShadowThatHasEndedIsNotToldThatTheShadowIsThere() {
        RepoEvent moved = new RepoEvent.ShadowMoved(W1, OTHER_SHADOW);

        assertThat(accepted(decide(new RepoCommand.StartShadowMove(R1, W1, OTHER_SHADOW), SHADOW_MOVING, moved)))
                .isEmpty();
        assertThat(refused(decide(new RepoCommand.StartShadowMove(R1, W2, OTHER_SHADOW), SHADOW_MOVING, moved))
                        .details())
                .containsEntry("field", "new_shadow_path");
    }

    @Test
    void eachEndsOnceAndOnlyItself() {
        RepoCommand finishMove = new RepoCommand.FinishMove(R1, W1, OTHER_SHADOW);
        RepoCommand finishShadow = new RepoCommand.FinishShadowMove(R1, W1);
        RepoCommand finishTier = new RepoCommand.FinishTierChange(R1, W1, TierChangeCode.OK, "");
        RepoEvent moved = new RepoEvent.RepoMoved(W1, THERE, HOST, DIRECTORY, OTHER_SHADOW);

        assertThat(accepted(decide(finishMove, MOVING))).containsExactly(moved);
        assertThat(accepted(decide(finishMove, MOVING, moved))).isEmpty();
        assertThat(accepted(decide(finishShadow, SHADOW_MOVING)))
                .containsExactly(new RepoEvent.ShadowMoved(W1, OTHER_SHADOW));
        assertThat(accepted(decide(finishTier, FREEZING))).containsExactly(FROZEN);
        assertThat(accepted(decide(finishTier, FREEZING, FROZEN))).isEmpty();
        for (Decision mixedUp : List.of(
                decide(finishMove, FREEZING), decide(finishShadow, MOVING), decide(finishTier, SHADOW_MOVING))) {
            assertThat(refused(mixedUp).details()).isEqualTo(Map.of("state", "BUSY"));
            assertThat(refused(mixedUp).message()).contains(W1.toString(), R1.toString(), "cannot end in another way");
        }
    }

    @Test
    void eachIsTakenBackOnce() {
        RepoCommand abort = new RepoCommand.AbortRelocation(R1, W1, "no need");
        RepoEvent aborted = new RepoEvent.RepoMoveAborted(W1, "no need");

        assertThat(accepted(decide(abort, MOVING))).containsExactly(aborted);
        assertThat(accepted(decide(abort, MOVING, aborted))).isEmpty();
        assertThat(accepted(decide(abort, SHADOW_MOVING)))
                .containsExactly(new RepoEvent.ShadowMoveAborted(W1, "no need"));
        assertThat(accepted(decide(abort, FREEZING)))
                .containsExactly(
                        new RepoEvent.TierChangeCompleted(W1, StorageTier.FROZEN, TierChangeCode.ABORTED, "no need"));
    }

    @Test
    void whoComesLateFromAnotherWorkflowChangesNothing() {
        for (RepoCommand late : List.of(
                new RepoCommand.FinishMove(R1, W2, OTHER_SHADOW),
                new RepoCommand.FinishShadowMove(R1, W2),
                new RepoCommand.FinishTierChange(R1, W2, TierChangeCode.FAILED, "late"),
                new RepoCommand.AbortRelocation(R1, W2, "late"))) {
            for (RepoEvent open : List.of(MOVING, SHADOW_MOVING, FREEZING)) {
                assertThat(accepted(decide(late, open))).isEmpty();
            }
            assertThat(accepted(decide(late))).isEmpty();
        }
    }

    @Test
    void theEventThatBeganItFencesItUntilItsEnd() {
        assertThat(repo(MOVING).relocated()).isEqualTo(new Mark(3, History.id(3)));
        assertThat(repo(MOVING, new RepoEvent.RepoErrorSet("x")).relocated()).isEqualTo(new Mark(3, History.id(3)));
        assertThat(repo(MOVING, new RepoEvent.RepoMoveAborted(W2, "late")).relocated())
                .isNotNull();
        assertThat(repo(MOVING, new RepoEvent.RepoMoveAborted(W1, "no")).relocated())
                .isNull();
        assertThat(repo(MOVING, new RepoEvent.RepoMoveAborted(W1, "no"), SHADOW_MOVING)
                        .relocated())
                .isEqualTo(new Mark(5, History.id(5)));
    }
}
