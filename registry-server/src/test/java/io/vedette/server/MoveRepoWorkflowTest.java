package io.vedette.server;

import static io.vedette.server.Stage.EXREG;
import static io.vedette.server.Stage.id;
import static io.vedette.server.TestRegistry.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.domain.Host;
import io.vedette.domain.HostPath;
import io.vedette.domain.RegistryCommand;
import io.vedette.domain.RegistryEvent;
import io.vedette.domain.RepoCommand;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.WorkflowId;
import io.vedette.proto.v1.Workflow;
import io.vedette.workflows.kind.MoveRepoEvent;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A repository moves, on a real registry, with observers played by hand. */
class MoveRepoWorkflowTest {

    private final Stage stage = Stage.start();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void aMoveEndsInTheOrderWorkflowRepositoryRegistryWorkflow() {
        RepoId repo = stage.online("/ex/a");

        WorkflowId move = stage.move(repo, "/far/b");
        stage.confirm(move);
        stage.append(move, new MoveRepoEvent.Released(stage.fence(repo)));
        stage.append(move, new MoveRepoEvent.Moved(new HostPath("/shadow/b"), stage.fence(repo)));
        stage.awaitPhase(move, "COMMITTED");

        assertThat(stage.names(move))
                .containsExactly(
                        "MOVE_REPO_STARTED",
                        "MOVE_REPO_APP_ACCEPTED",
                        "MOVE_REPO_RELEASED",
                        "MOVE_REPO_MOVED",
                        "MOVE_REPO_COMMITTED");
        assertThat(stage.registry.names(repo.aggregate())).endsWith("REPO_MOVE_STARTED", "REPO_MOVED");
        assertThat(stage.registry.names(EXREG)).endsWith("REPO_MOVE_ACCEPTED", "REPO_MOVED");
        var history = stage.registry.history(move.aggregate());
        var ofRepo = stage.registry.history(repo.aggregate());
        var ofRegistry = stage.registry.history(EXREG);
        assertThat(List.of(
                        history.get(3).position(),
                        ofRepo.get(ofRepo.size() - 1).position(),
                        ofRegistry.get(ofRegistry.size() - 1).position(),
                        history.get(4).position()))
                .isSorted();
        await(() -> stage.registry.server.core().processes().counts().activities() == 1);
    }

    /** The defect to prevent: a move to a root on another host was committed and could not be folded afterwards. */
    @Test
    @Tag("W37")
    void aRepositoryMovesToARootOnAnotherHostAndTheRegistryLivesOn() {
        RepoId repo = stage.online("/ex/a");

        WorkflowId move = moved(repo, "/far/b");

        assertThat(stage.location(repo))
                .isEqualTo(new io.vedette.domain.Location(
                        new RepoPath("/far/b"), new Host("h2"), new HostPath("/far/b"), new HostPath("/shadow/b")));
        assertThat(stage.row(move).getOpen()).isFalse();
        moved(repo, "/ex/back");
        assertThat(stage.location(repo).host()).isEqualTo(new Host("h1"));
    }

    /** The defect to prevent: the move of a repository without a shadow stopped the initialisation of all others. */
    @Test
    @Tag("W43")
    void aRepositoryThatCannotMoveIsRejectedWithTheReasonAndStopsNobody() {
        RepoId bare = stage.registry.added("/ex/bare");
        RepoId ill = stage.online("/ex/ill");
        stage.registry.execute(new RepoCommand.SetRepoError(ill, "bad disk"));

        stage.begin(Stage.moveRepo(bare, id("bare"), "/far/bare"));
        stage.begin(Stage.moveRepo(ill, id("ill"), "/far/ill"));

        await(() -> stage.registry.names(EXREG).stream()
                        .filter("REPO_MOVE_REJECTED"::equals)
                        .count()
                == 2);
        assertThat(stage.registry.history(EXREG).stream()
                        .map(event -> event.event())
                        .filter(RegistryEvent.RepoMoveRejected.class::isInstance)
                        .map(event -> ((RegistryEvent.RepoMoveRejected) event).reason()))
                .anySatisfy(reason -> assertThat(reason).contains("no shadow"))
                .anySatisfy(reason -> assertThat(reason).contains("bad disk"));
        assertThat(stage.names(id("bare"))).isEmpty();
        stage.registry.added("/ex/other");
        stage.registry.execute(TestRegistry.shadow(bare, "/shadow/bare"));
        stage.begin(Stage.moveRepo(bare, id("bare"), "/far/bare"));
        stage.awaitPhase(id("bare"), "STARTED");
    }

    @Test
    void anAbortLeadsBackFromEachPhaseBeforeTheFilesAreThere() {
        for (String phase : List.of("STARTED", "ACCEPTED", "RELEASED")) {
            RepoId repo = stage.online("/ex/" + phase);
            WorkflowId move = stage.move(repo, "/far/" + phase);
            if (phase.equals("ACCEPTED")) {
                stage.append(move, new MoveRepoEvent.AppAccepted());
            }
            if (phase.equals("RELEASED")) {
                stage.append(move, new MoveRepoEvent.Released(stage.fence(repo)));
            }

            stage.abort(move);
            stage.awaitPhase(move, "ABORTED");

            assertThat(stage.row(move).getMessage()).contains("not today");
            assertThat(stage.registry.names(repo.aggregate())).endsWith("REPO_MOVE_STARTED", "REPO_MOVE_ABORTED");
            assertThat(stage.registry.names(EXREG)).endsWith("REPO_MOVE_ABORTED");
            assertThat(stage.location(repo).path()).isEqualTo(new RepoPath("/ex/" + phase));
        }
    }

    @Test
    void anAbortWhileTheFilesAreOnTheirWayWaitsUntilTheyWereTakenBack() {
        RepoId repo = stage.online("/ex/a");
        WorkflowId move = ready(repo, "/far/b");
        long fence = stage.fence(repo);

        stage.abort(move);
        await(() -> stage.registry.names(EXREG).contains("REPO_MOVE_ABORTED"));
        await(() -> stage.row(move).getWaitsFor().equals("DISCARDED"));

        assertThat(stage.row(move).getPhase()).isEqualTo("DISCARDING");
        stage.append(move, new MoveRepoEvent.Discarded(fence));
        stage.awaitPhase(move, "ABORTED");
        assertThat(stage.registry.names(repo.aggregate())).endsWith("REPO_MOVE_STARTED", "REPO_MOVE_ABORTED");
        stage.move(repo, "/far/c");
    }

    @Test
    void anAbortAfterThePointOfNoReturnSaysSo() {
        RepoId repo = stage.online("/ex/a");
        WorkflowId move = moved(repo, "/far/b");

        var refused = stage.refused(() -> stage.abort(move));

        assertThat(refused).hasMessageContaining("has ended");
        assertThat(stage.names(move)).hasSize(5);
    }

    @Test
    void whoComesWithAnotherFenceOrTwiceIsRefusedAndNothingChanges() {
        RepoId repo = stage.online("/ex/a");
        WorkflowId first = stage.move(repo, "/far/b");
        long old = stage.fence(repo);
        stage.abort(first);
        stage.awaitPhase(first, "ABORTED");
        WorkflowId second = stage.move(repo, "/far/b");
        stage.confirm(second);

        var late = stage.refused(() -> stage.append(second, new MoveRepoEvent.Released(old)));
        var lateAtOld = stage.refused(() -> stage.append(first, new MoveRepoEvent.Released(old)));
        stage.append(second, new MoveRepoEvent.Released(stage.fence(repo)));
        var twice = stage.refused(() -> stage.append(second, new MoveRepoEvent.Released(stage.fence(repo))));

        assertThat(Stage.state(late)).isEqualTo("FENCED");
        assertThat(Stage.state(lateAtOld)).isEqualTo("ABORTED");
        assertThat(Stage.state(twice)).isEqualTo("READY");
        assertThat(stage.names(second))
                .containsExactly("MOVE_REPO_STARTED", "MOVE_REPO_APP_ACCEPTED", "MOVE_REPO_RELEASED");
    }

    @Test
    void theRegistrysOwnEventsAreNotForOthersToAppend() {
        WorkflowId move = moved(stage.online("/ex/a"), "/far/b");
        WorkflowId open = stage.move(stage.online("/ex/c"), "/far/c");

        assertThat(stage.refused(() -> stage.append(move, new MoveRepoEvent.Committed())))
                .isNotNull();
        assertThat(stage.refused(() -> stage.append(open, new MoveRepoEvent.Aborted("mine"))))
                .isNotNull();
    }

    /** The defect to prevent: a move hid a move of the shadow, and nothing forbade that both were under way. */
    @Test
    @Tag("W25")
    void aSecondThingAtATimeIsRefusedAndNamesTheFirst() {
        RepoId repo = stage.online("/ex/a");
        WorkflowId first = stage.move(repo, "/far/b");

        for (RegistryCommand second : List.of(
                Stage.moveRepo(repo, id("second"), "/far/c"),
                Stage.moveShadow(repo, id("second"), "/shadow/c"),
                Stage.tier(repo, id("second"), io.vedette.domain.StorageTier.FROZEN))) {
            var refused = stage.refused(() -> stage.begin(second));

            assertThat(refused).hasMessageContaining(first.toString());
            assertThat(TestRegistry.info(refused).getMetadataMap())
                    .containsEntry("state", "BUSY")
                    .containsEntry("workflow", first.toString());
        }
    }

    @Test
    void anIdIsForOneWorkflowOnly() {
        RepoId repo = stage.online("/ex/a");
        RepoId other = stage.online("/ex/other");
        WorkflowId move = stage.begin(Stage.moveRepo(repo, id("one"), "/far/b"));

        assertThat(stage.refused(() -> stage.begin(Stage.moveRepo(repo, move, "/far/c"))))
                .hasMessageContaining("in use");
        assertThat(stage.refused(() -> stage.begin(Stage.moveRepo(other, move, "/far/c"))))
                .hasMessageContaining("in use");
        assertThat(stage.begin(Stage.moveRepo(repo, move, "/far/b"))).isEqualTo(move);
        stage.awaitPhase(move, "STARTED");
        stage.abort(move);
        stage.awaitPhase(move, "ABORTED");
        var again = stage.refused(() -> stage.begin(Stage.moveRepo(repo, move, "/far/b")));

        assertThat(again.getStatus().getCode()).isEqualTo(io.grpc.Status.Code.ALREADY_EXISTS);
        assertThat(again).hasMessageContaining("used before");
        assertThat(stage.registry.names(EXREG)).endsWith("REPO_MOVE_ABORTED");
    }

    @Test
    void aRootStaysWhileSomethingIsMovingThere() {
        RepoId repo = stage.online("/ex/a");
        WorkflowId move = stage.move(repo, "/far/b");
        RegistryCommand remove = new RegistryCommand.RemoveRoot("exreg", new RepoPath("/far"));

        var refused = stage.refused(() -> stage.registry.execute(remove));

        assertThat(refused).hasMessageContaining(move.toString());
        stage.abort(move);
        stage.awaitPhase(move, "ABORTED");
        stage.registry.execute(remove);
    }

    @Test
    void badTargetsAreRefusedBeforeAnythingIsStored() {
        RepoId repo = stage.online("/ex/a");
        stage.online("/ex/b");
        long end = stage.registry.storage.end().position();

        for (String target : List.of("/nowhere/a", "/ex/b", "/ex/a/below", "/ex/a")) {
            assertThat(stage.refused(() -> stage.begin(Stage.moveRepo(repo, id("bad"), target))))
                    .as(target)
                    .isNotNull();
        }

        assertThat(stage.registry.storage.end().position()).isEqualTo(end);
        assertThat(stage.refused(() -> stage.row(id("bad"))).getStatus().getCode())
                .isEqualTo(io.grpc.Status.Code.NOT_FOUND);
    }

    @Test
    void whatIsWaitedForAndAskedOfPeopleCanBeSeen() {
        RepoId repo = stage.online("/ex/a");
        WorkflowId move = stage.move(repo, "/far/b");

        Workflow row = stage.row(move);

        assertThat(row.getKind()).isEqualTo("MOVE_REPO");
        assertThat(row.getPath()).isEqualTo("/ex/a");
        assertThat(row.getNewPath()).isEqualTo("/far/b");
        assertThat(row.getRegistry()).isEqualTo("exreg");
        assertThat(row.getWaitsFor()).isEqualTo("APP_ACCEPTED and RELEASED");
        assertThat(row.getWaitsForWhom()).contains("former owner");
        assertThat(row.getTask()).contains("make applications ready");
        assertThat(row.getParked()).isEmpty();
        assertThat(stage.rows(false)).singleElement().isEqualTo(row);
    }

    private WorkflowId ready(RepoId repo, String to) {
        WorkflowId move = stage.move(repo, to);
        stage.confirm(move);
        stage.append(move, new MoveRepoEvent.Released(stage.fence(repo)));
        return move;
    }

    private WorkflowId moved(RepoId repo, String to) {
        WorkflowId move = ready(repo, to);
        stage.append(move, new MoveRepoEvent.Moved(new HostPath("/shadow/b"), stage.fence(repo)));
        stage.awaitPhase(move, "COMMITTED");
        return move;
    }
}
