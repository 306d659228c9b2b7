package io.vedette.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A command that comes again after all is over begins nothing. */
class LateCommandsTest {

    private static final RepoId R1 = new RepoId(new UUID(0, 1));
    private static final WorkflowId W1 = new WorkflowId(new UUID(0, 2));
    private static final WorkflowId W2 = new WorkflowId(new UUID(0, 3));
    private static final RepoPath HERE = new RepoPath("/ex/a");
    private static final RepoPath THERE = new RepoPath("/far/a");
    private static final Host H1 = new Host("h1");
    private static final HostPath DATA = new HostPath("/data/a");
    private static final HostPath FAR = new HostPath("/far/a");
    private static final HostPath SHADOW = new HostPath("/shadow/a");
    private static final Author ADA = new Author("Ada <ada@example.com>");
    private static final List<Event> REPO = List.of(
            new RepoEvent.RepoInitStarted(RegistryId.ofName("exreg"), HERE, ADA, H1, DATA),
            new RepoEvent.ShadowRepoCreated(SHADOW, Omissions.NONE));

    private static List<Event> answer(RepoCommand command, Event... after) {
        List<Event> history = new ArrayList<>(REPO);
        history.addAll(List.of(after));
        return ((Decision.Accept) RepoDecider.decide(
                        History.fold(RepoView.empty(R1), History.of(R1.aggregate(), history)), command))
                .events();
    }

    @Test
    void aMoveThatHasEndedDoesNotBeginAgain() {
        Location from = new Location(HERE, H1, DATA, SHADOW);
        RepoCommand start = new RepoCommand.StartMove(R1, W1, THERE, H1, FAR);
        Event started = new RepoEvent.RepoMoveStarted(W1, from, THERE, H1, FAR);
        Event moved = new RepoEvent.RepoMoved(W1, THERE, H1, FAR, SHADOW);

        assertThat(answer(start)).containsExactly(started);
        assertThat(answer(start, started, moved)).isEmpty();
        assertThat(answer(start, started, new RepoEvent.RepoMoveAborted(W1, "no")))
                .isEmpty();
        assertThat(answer(new RepoCommand.StartMove(R1, W2, HERE, H1, DATA), started, moved))
                .hasSize(1);
    }

    @Test
    void aMoveOfTheShadowThatHasEndedDoesNotBeginAgain() {
        HostPath shadow = new HostPath("/shadow/b");
        RepoCommand start = new RepoCommand.StartShadowMove(R1, W1, shadow);
        Event started = new RepoEvent.ShadowMoveStarted(W1, shadow);

        assertThat(answer(start, started, new RepoEvent.ShadowMoveAborted(W1, "no")))
                .isEmpty();
    }

    @Test
    void aChangeOfTierThatHasEndedDoesNotBeginAgain() {
        RepoCommand start = new RepoCommand.StartTierChange(R1, W1, StorageTier.FROZEN, ADA);
        Event started = new RepoEvent.TierChangeStarted(W1, StorageTier.FROZEN, ADA);

        for (TierChangeCode code : List.of(TierChangeCode.ABORTED, TierChangeCode.FAILED)) {
            Event ended = new RepoEvent.TierChangeCompleted(W1, StorageTier.FROZEN, code, "no");
            assertThat(answer(start, started, ended)).isEmpty();
        }
    }

    @Test
    void aChangeOfTierThatHasFailedIsNotAcceptedAgain() {
        AggregateId registry = RegistryId.ofName("exreg").aggregate();
        RegistryState failed = History.fold(
                RegistryState.empty(),
                History.of(
                        registry,
                        new RegistryEvent.RegistryAdded("exreg"),
                        new RegistryEvent.RootAdded(new Root(new RepoPath("/ex"), H1, new HostPath("/data"))),
                        new RegistryEvent.RepoAccepted(R1, HERE, ADA),
                        new RegistryEvent.RepoAdded(R1, HERE),
                        new RegistryEvent.TierChangeStarted(R1, W1, StorageTier.FROZEN, ADA),
                        new RegistryEvent.TierChangeCompleted(
                                R1, W1, StorageTier.FROZEN, TierChangeCode.FAILED, "disk")));

        assertThat(RegistryDecider.decide(
                        failed, new RegistryCommand.BeginTierChange("exreg", R1, W1, StorageTier.FROZEN, ADA)))
                .isEqualTo(Decision.nothingToDo());
        assertThat(RegistryDecider.decide(
                        failed, new RegistryCommand.BeginTierChange("exreg", R1, W2, StorageTier.FROZEN, ADA)))
                .isNotEqualTo(Decision.nothingToDo());
    }
}
