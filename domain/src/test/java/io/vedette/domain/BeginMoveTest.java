package io.vedette.domain;

import static io.vedette.domain.Deciding.FOO;
import static io.vedette.domain.Deciding.R1;
import static io.vedette.domain.Deciding.R2;
import static io.vedette.domain.Deciding.W1;
import static io.vedette.domain.Deciding.W2;
import static io.vedette.domain.Deciding.accepted;
import static io.vedette.domain.Deciding.added;
import static io.vedette.domain.Deciding.moving;
import static io.vedette.domain.Deciding.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a repository may begin to move to. */
class BeginMoveTest {

    private static Decision move(String path, Event... given) {
        return move(R1, W1, path, given);
    }

    private static Decision move(RepoId repo, WorkflowId workflow, String path, Event... given) {
        return RegistryDecider.decide(
                Deciding.with(given),
                new RegistryCommand.BeginMoveRepo(Deciding.EXREG, repo, workflow, new RepoPath(path)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ex/b/foo", "/ex/a/foo2", "/ex/foo", "/other/a/foo", "/ex/a/fo", "/ex/z/y/x"})
    void aRepositoryMovesToAFreePath(String path) {
        assertThat(accepted(move(path))).containsExactly(moving(R1, W1, path));
    }

    @Test
    void aRepositoryMovesToAnotherRootAtItsOwnPath() {
        Event nearer =
                new RegistryEvent.RootAdded(new Root(new RepoPath("/ex/a"), new Host("h2"), new HostPath("/data2")));

        assertThat(accepted(move(FOO.value(), nearer))).containsExactly(moving(R1, W1, FOO.value()));
    }

    @Test
    void refusesWhereItIsAlready() {
        assertThat(refused(move(FOO.value())))
                .isEqualTo(Refusal.invalid("new_path", "is where the repository is already; choose another path"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ex/a/foo/x", "/ex/a/foo/x/y", "/ex/a", "/ex"})
    void refusesAPathAboveOrBelowItself(String path) {
        Refusal refusal = refused(move(path));

        assertThat(refusal.code()).isEqualTo(Refusal.Code.INVALID_ARGUMENT);
        assertThat(refusal.details()).containsEntry("field", "new_path");
        assertThat(refusal.message()).contains("neither above nor below", "/ex/a/foo", "choose another");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/foreign/foo", "/exx/foo", "/"})
    void refusesAPathOnNoRoot(String path) {
        Refusal refusal = refused(move(path));

        assertThat(refusal.details()).isEqualTo(Map.of("state", "NO_ROOT"));
        assertThat(refusal.message()).contains("no root at or above " + path, "vedette add root");
    }

    @Test
    void refusesAPathThatIsTooLongOnItsFileServer() {
        Event deep = new RegistryEvent.RootAdded(
                new Root(new RepoPath("/deep"), new Host("h3"), new HostPath("/d".repeat(2000))));

        Refusal refusal = refused(move("/deep" + "/x".repeat(100), deep));

        assertThat(refusal.code()).isEqualTo(Refusal.Code.INVALID_ARGUMENT);
        assertThat(refusal.details()).containsEntry("field", "new_path");
        assertThat(refusal.message()).contains("too long", "h3", "choose a shorter one");
    }

    @Test
    void refusesAPathWhereAnotherRepositoryLivesOrStarts() {
        Event accepted = new RegistryEvent.RepoAccepted(R2, new RepoPath("/ex/b"), Deciding.ADA);

        for (Event there : new Event[] {added(R2, "/ex/b"), accepted}) {
            Refusal refusal = refused(move("/ex/b", there));
            assertThat(refusal.code()).isEqualTo(Refusal.Code.ALREADY_EXISTS);
            assertThat(refusal.details()).isEqualTo(Map.of("id", R2.toString()));
            assertThat(refusal.message()).contains("/ex/b", R2.toString(), "choose another path");
        }
    }

    @Test
    void refusesAPathThatAnotherRepositoryIsMovingTo() {
        Refusal refusal = refused(move("/ex/b", added(R2, "/ex/c"), moving(R2, W2, "/ex/b")));

        assertThat(refusal.code()).isEqualTo(Refusal.Code.ALREADY_EXISTS);
        assertThat(refusal.details()).isEqualTo(Map.of("id", R2.toString()));
        assertThat(refusal.message()).contains(R2.toString(), "is moving to /ex/b", "choose another path");
    }

    @Test
    void refusesANewRepositoryWhereOneIsMovingTo() {
        Refusal refusal = refused(RegistryDecider.decide(
                Deciding.with(moving(R1, W1, "/ex/b")),
                new RegistryCommand.InitRepo(Deciding.EXREG, R2, new RepoPath("/ex/b"), Deciding.ADA)));

        assertThat(refusal.code()).isEqualTo(Refusal.Code.ALREADY_EXISTS);
        assertThat(refusal.details()).isEqualTo(Map.of("id", R1.toString()));
    }

    @Test
    void refusesTheFormerPathOfARepositoryThatIsStillMovingAway() {
        assertThat(refused(move(FOO.value(), added(R2, "/ex/b"), moving(R2, W2, "/ex/c")))
                        .code())
                .isEqualTo(Refusal.Code.INVALID_ARGUMENT);
        assertThat(refused(move("/ex/b", added(R2, "/ex/b"), moving(R2, W2, "/ex/c")))
                        .details())
                .isEqualTo(Map.of("id", R2.toString()));
    }

    @Test
    void refusesTheParentOfAnotherRepository() {
        for (Refusal refusal : new Refusal[] {
            refused(move("/ex/b", added(R2, "/ex/b/x/y"))),
            refused(move("/ex/b", added(R2, "/other/x"), moving(R2, W2, "/ex/b/x")))
        }) {
            assertThat(refusal.code()).isEqualTo(Refusal.Code.FAILED_PRECONDITION);
            assertThat(refusal.details()).isEqualTo(Map.of("state", "PARENT"));
            assertThat(refusal.message()).contains("/ex/b", R2.toString(), "choose another path");
        }
        assertThat(accepted(move("/ex/b", added(R2, "/ex/bb/x")))).hasSize(1);
    }

    @Test
    void refusesToMoveAParentAwayUnderWhatLivesInItsDirectory() {
        for (Refusal refusal : new Refusal[] {
            refused(move("/ex/b", added(R2, "/ex/a/foo/inner"))),
            refused(move("/ex/b", added(R2, "/other/x"), moving(R2, W2, "/ex/a/foo/inner")))
        }) {
            assertThat(refusal.details()).isEqualTo(Map.of("state", "PARENT"));
            assertThat(refusal.message()).contains(R2.toString(), "/ex/a/foo", "move that one away first");
        }
    }

    @Test
    void nothingBeginsInTheFilesOfARepositoryThatAreMovingOrNotToBeWrittenTo() {
        Event moving = moving(R2, W2, "/ex/c");
        Event freezing = new RegistryEvent.TierChangeStarted(R2, W2, StorageTier.FROZEN, null);
        Event frozen = new RegistryEvent.TierChangeCompleted(R2, W2, StorageTier.FROZEN, TierChangeCode.OK, "");

        for (Event[] given : new Event[][] {{added(R2, "/ex/b"), moving}, {added(R2, "/ex/b"), freezing}}) {
            for (Decision decision : new Decision[] {move("/ex/b/x/y", given), init("/ex/b/x/y", given)}) {
                Refusal refusal = refused(decision);
                assertThat(refusal.details()).isEqualTo(Map.of("state", "BUSY", "workflow", W2.toString()));
                assertThat(refusal.message()).contains("/ex/b/x/y", R2.toString(), W2.toString(), "another path");
            }
        }
        Refusal target = refused(init("/ex/c/x", added(R2, "/ex/b"), moving));
        assertThat(target.message()).contains("/ex/c/x", R2.toString(), "move to /ex/c");
        Refusal readOnly = refused(init("/ex/b/x", added(R2, "/ex/b"), freezing, frozen));
        assertThat(readOnly.details()).isEqualTo(Map.of("state", "FROZEN"));
        assertThat(readOnly.message()).contains("/ex/b/x", R2.toString(), "FROZEN", "choose another path");
        assertThat(accepted(init("/ex/b/x", added(R2, "/ex/b")))).hasSize(1);
        assertThat(accepted(init(
                        "/ex/b/x", added(R2, "/ex/b"), new RegistryEvent.ShadowMoveStarted(R2, W2, Deciding.SHADOW))))
                .hasSize(1);
    }

    private static Decision init(String path, Event... given) {
        return RegistryDecider.decide(
                Deciding.with(given),
                new RegistryCommand.InitRepo(Deciding.EXREG, Deciding.R3, new RepoPath(path), Deciding.ADA));
    }

    @Test
    void refusesAPathWhoseDirectoryIsAboveBelowOrItsOwnOnTheSameFileServer() {
        Event alias =
                new RegistryEvent.RootAdded(new Root(new RepoPath("/alias"), new Host("h1"), new HostPath("/data/a")));
        Event elsewhere =
                new RegistryEvent.RootAdded(new Root(new RepoPath("/alias"), new Host("h9"), new HostPath("/data/a")));

        for (String path : new String[] {"/alias", "/alias/foo", "/alias/foo/x"}) {
            Refusal refusal = refused(move(path, alias));
            assertThat(refusal.code()).isEqualTo(Refusal.Code.INVALID_ARGUMENT);
            assertThat(refusal.details()).containsEntry("field", "new_path");
            assertThat(refusal.message()).contains("/data/a", "h1", "own directory", "choose another");
            assertThat(accepted(move(path, elsewhere))).hasSize(1);
        }
        assertThat(accepted(move("/alias/foo2", alias))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"FROZEN, FROZEN", "ARCHIVED, ARCHIVED"})
    void refusesToMoveWhatIsNotOnline(StorageTier target, StorageTier tier) {
        Event[] given = {
            new RegistryEvent.TierChangeStarted(R1, W2, StorageTier.FROZEN, null),
            new RegistryEvent.TierChangeCompleted(R1, W2, target, TierChangeCode.OK, "")
        };

        Refusal refusal = refused(move("/ex/b", given));

        assertThat(refusal.details()).isEqualTo(Map.of("state", tier.name()));
        assertThat(refusal.message()).contains(R1.toString(), "/ex/a/foo", tier.name(), "when it is ONLINE");
    }

    @Test
    void refusesWhatIsUnknownOrBeingStarted() {
        Refusal unknown = refused(move(R2, W1, "/ex/b"));
        Refusal starting =
                refused(move(R2, W1, "/ex/b", new RegistryEvent.RepoAccepted(R2, new RepoPath("/ex/c"), Deciding.ADA)));

        assertThat(unknown.code()).isEqualTo(Refusal.Code.NOT_FOUND);
        assertThat(unknown.message()).contains(R2.toString(), "vedette get repos");
        assertThat(starting.details()).isEqualTo(Map.of("state", "ACCEPTED"));
        assertThat(starting.message()).contains(R2.toString(), "try again shortly");
    }

    @Test
    @Tag("W43")
    void aMoveThatCannotBeginLeavesNoTrace() {
        RegistryState state = Deciding.with(moving(R1, W1, "/ex/b"), new RegistryEvent.RepoMoveRejected(R1, W1, "no"));

        assertThat(state.entryMovingTo(new RepoPath("/ex/b"))).isNull();
        assertThat(state.underWay()).isEmpty();
        assertThat(accepted(move("/ex/b", moving(R1, W1, "/ex/b"), new RegistryEvent.RepoMoveRejected(R1, W1, "no"))))
                .hasSize(1);
    }
}
