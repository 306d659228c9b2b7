package io.vedette.server;

import static io.vedette.server.Stage.EXREG;
import static io.vedette.server.Stage.id;
import static io.vedette.server.TestRegistry.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.domain.HostPath;
import io.vedette.domain.RegistryCommand;
import io.vedette.domain.RegistryEvent;
import io.vedette.domain.RepoCommand;
import io.vedette.domain.RepoEvent;
import io.vedette.domain.RepoId;
import io.vedette.domain.StorageTier;
import io.vedette.domain.TierChangeCode;
import io.vedette.domain.WorkflowId;
import io.vedette.server.storage.StorageBackend;
import io.vedette.workflows.WorkflowKinds;
import io.vedette.workflows.kind.TierChangeEvent;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Repositories are frozen and unfrozen, on a real registry, with observers played by hand. */
class TierChangeWorkflowTest {

    private final Stage stage = Stage.start();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void freezingAndUnfreezingLeadToTheTiersInAllThreeHistories() {
        RepoId repo = stage.online("/ex/a");

        WorkflowId freeze = stage.freeze(repo);
        completed(freeze, repo, TierChangeCode.OK, "");

        assertThat(stage.names(freeze))
                .containsExactly(
                        "FREEZE_REPO_STARTED",
                        "FREEZE_REPO_FILES_STARTED",
                        "FREEZE_REPO_FILES_COMPLETED",
                        "FREEZE_REPO_COMMITTED");
        assertTier(repo, "/ex/a", StorageTier.FROZEN);
        WorkflowId unfreeze = stage.unfreeze(repo);
        assertTier(repo, "/ex/a", StorageTier.UNFREEZING);
        completed(unfreeze, repo, TierChangeCode.OK, "");
        assertTier(repo, "/ex/a", StorageTier.ONLINE);
        assertThat(stage.names(unfreeze)).startsWith("UNFREEZE_REPO_STARTED").endsWith("UNFREEZE_REPO_COMMITTED");
    }

    @Test
    void aFreezeThatFailedCanBeTriedAgain() {
        RepoId repo = stage.online("/ex/a");
        completed(stage.freeze(repo), repo, TierChangeCode.FAILED, "disk is read-only");
        assertTier(repo, "/ex/a", StorageTier.FREEZE_FAILED);

        completed(stage.freeze(repo), repo, TierChangeCode.OK, "");

        assertTier(repo, "/ex/a", StorageTier.FROZEN);
    }

    @Test
    void aFreezeThatFailedCanBeGivenUpOnce() {
        RepoId repo = stage.online("/ex/a");
        WorkflowId freeze = stage.freeze(repo);
        completed(freeze, repo, TierChangeCode.FAILED, "disk is read-only");

        stage.giveUp(repo, freeze);

        await(() -> stage.view(repo).tier() == StorageTier.ONLINE);
        assertTier(repo, "/ex/a", StorageTier.ONLINE);
        assertThat(stage.registry.names(repo.aggregate())).endsWith("TIER_CHANGE_COMPLETED", "TIER_CHANGE_COMPLETED");
        assertThat(stage.refused(() -> stage.giveUp(repo, freeze))).hasMessageContaining("nothing to give up");
        assertThat(stage.row(freeze).getPhase()).isEqualTo("COMMITTED");
    }

    @Test
    void whatWasGivenUpIsTakenBackInTheRepositoryBeforeTheNextThingBegins() {
        RepoId repo = stage.online("/ex/a");
        WorkflowId freeze = stage.freeze(repo);
        completed(freeze, repo, TierChangeCode.FAILED, "disk is read-only");

        stage.giveUp(repo, freeze);
        WorkflowId move = stage.move(repo, "/far/a");

        stage.awaitPhase(move, "STARTED");
        assertThat(stage.registry.names(EXREG)).doesNotContain("REPO_MOVE_REJECTED");
    }

    @Test
    void aFreezeThatIsAbortedWhileTheFilesAreTouchedHasFailed() {
        RepoId repo = stage.online("/ex/a");
        WorkflowId freeze = stage.freeze(repo);
        stage.awaitPhase(freeze, "FILES_STARTED");
        long fence = stage.fence(repo);

        stage.abort(freeze);
        stage.awaitPhase(freeze, "ABORTED");

        assertTier(repo, "/ex/a", StorageTier.FREEZE_FAILED);
        var late = stage.refused(
                () -> stage.append(freeze, new TierChangeEvent.FilesCompleted(TierChangeCode.OK, "", fence)));
        assertThat(Stage.state(late)).isEqualTo("ABORTED");
        assertTier(repo, "/ex/a", StorageTier.FREEZE_FAILED);
    }

    @Test
    void aFreezeThatIsAbortedBeforeTheFilesWereTouchedLeadsBack() {
        RepoId repo = stage.online("/ex/a");
        WorkflowId freeze = id("early");
        stage.registry.execute(Stage.tier(repo, freeze, StorageTier.FROZEN));
        // The registry starts the files at once, so that an abort before that is a matter of luck: as a history has it.
        StorageBackend storage = stage.registry.storage;
        stage.awaitPhase(freeze, "FILES_STARTED");

        StorageBackend early = TestRegistry.memory();
        copyUntil(storage, early, freeze, 1);
        ByHand hand = new ByHand(early, "exreg");
        hand.append(
                freeze.aggregate(), stage.write("FREEZE_REPO", new TierChangeEvent.AbortAccepted("changed my mind")));
        try (Stage again = Stage.on(early, WorkflowKinds.builtIn(), settings -> settings)) {
            again.awaitPhase(freeze, "ABORTED");
            assertThat(again.view(repo).tier()).isEqualTo(StorageTier.ONLINE);
            assertThat(again.tier("/ex/a")).isEqualTo("ONLINE");
            assertThat(again.names(freeze))
                    .containsExactly("FREEZE_REPO_STARTED", "FREEZE_REPO_ABORT_ACCEPTED", "FREEZE_REPO_ABORTED");
        }
    }

    private static void copyUntil(StorageBackend from, StorageBackend to, WorkflowId id, long version) {
        ByHand hand = new ByHand(to, "exreg");
        from.readAll(0, any -> true)
                .toStream()
                .filter(event -> !event.aggregate().equals(id.aggregate()) || event.version() <= version)
                .forEach(event -> hand.append(event.aggregate(), event.event()));
    }

    @Test
    void whoReportsWithAnotherFenceIsRefusedAndTwiceChangesNothing() {
        RepoId repo = stage.online("/ex/a");
        WorkflowId first = stage.freeze(repo);
        stage.awaitPhase(first, "FILES_STARTED");
        long old = stage.fence(repo);
        completed(first, repo, TierChangeCode.FAILED, "no");
        WorkflowId second = stage.freeze(repo);
        stage.awaitPhase(second, "FILES_STARTED");

        var late = stage.refused(
                () -> stage.append(second, new TierChangeEvent.FilesCompleted(TierChangeCode.OK, "", old)));

        assertThat(Stage.state(late)).isEqualTo("FENCED");
        assertTier(repo, "/ex/a", StorageTier.FREEZING);
    }

    /** The defect to prevent: a commit that was repeated after a lost reply was taken for another one's, and retried for ever. */
    @Test
    @Tag("W38")
    void aCommitThatIsRepeatedIsASuccessAndStoresNothing() {
        RepoId repo = stage.online("/ex/a");
        WorkflowId freeze = stage.freeze(repo);
        completed(freeze, repo, TierChangeCode.OK, "");
        long end = stage.registry.storage.end().position();
        StorageBackend storage = stage.registry.storage;

        var handler = Offices.handler(storage);
        handler.execute(new RepoCommand.FinishTierChange(repo, freeze, TierChangeCode.OK, ""));
        handler.execute(new RegistryCommand.ConcludeTierChange("exreg", repo, freeze, TierChangeCode.OK, ""));

        assertThat(storage.end().position()).isEqualTo(end);
    }

    /** The defect to prevent: an aborted unfreeze was stored as a failed freeze. */
    @Test
    @Tag("W39")
    void anAbortedUnfreezeIsToldAsAnUnfreeze() {
        RepoId repo = stage.online("/ex/a");
        completed(stage.freeze(repo), repo, TierChangeCode.OK, "");
        WorkflowId unfreeze = stage.unfreeze(repo);
        stage.awaitPhase(unfreeze, "FILES_STARTED");

        stage.abort(unfreeze);
        stage.awaitPhase(unfreeze, "ABORTED");

        assertTier(repo, "/ex/a", StorageTier.UNFREEZE_FAILED);
        assertThat(last(repo).message()).startsWith("unfreeze aborted: not today");
        stage.giveUp(repo, unfreeze);
        await(() -> stage.view(repo).tier() == StorageTier.FROZEN);
    }

    private RepoEvent.TierChangeCompleted last(RepoId repo) {
        return stage.registry.history(repo.aggregate()).stream()
                .map(event -> event.event())
                .filter(RepoEvent.TierChangeCompleted.class::isInstance)
                .map(RepoEvent.TierChangeCompleted.class::cast)
                .reduce((one, next) -> next)
                .orElseThrow();
    }

    /** Why a repository refuses a freeze that its registry has begun. */
    private enum Objection {
        NO_SHADOW("no shadow yet"),
        ERROR("bad disk"),
        BUSY("move of the shadow"),
        WRONG_TIER("is FROZEN");

        final String words;

        Objection(String words) {
            this.words = words;
        }

        RepoId arrange(Stage stage) {
            RepoId repo = this == NO_SHADOW ? stage.registry.added("/ex/ill") : stage.online("/ex/ill");
            // What the registry does not know of, as after a history that somebody else has written.
            ByHand hand = new ByHand(stage.registry.storage, "exreg");
            switch (this) {
                case NO_SHADOW -> {}
                case ERROR -> stage.registry.execute(new RepoCommand.SetRepoError(repo, "bad disk"));
                case BUSY ->
                    hand.append(
                            repo.aggregate(),
                            new RepoEvent.ShadowMoveStarted(id("foreign"), new HostPath("/shadow/b")));
                case WRONG_TIER ->
                    hand.append(
                                    repo.aggregate(),
                                    new RepoEvent.TierChangeStarted(
                                            id("foreign"), StorageTier.FROZEN, TestRegistry.ADA))
                            .append(
                                    repo.aggregate(),
                                    new RepoEvent.TierChangeCompleted(
                                            id("foreign"), StorageTier.FROZEN, TierChangeCode.OK, ""));
            }
            return repo;
        }
    }

    /** The defect to prevent: a repository that refused was asked for ever, and the registry said FREEZING meanwhile. */
    @ParameterizedTest
    @EnumSource
    @Tag("W40")
    void aRepositoryThatRefusesLeadsTheRegistryBackWhateverItsWordsAre(Objection objection) {
        RepoId ill = objection.arrange(stage);
        List<String> before = stage.registry.names(ill.aggregate());

        stage.begin(Stage.tier(ill, id("ill"), StorageTier.FROZEN));

        await(() -> stage.registry.names(EXREG).contains("TIER_CHANGE_COMPLETED"));
        await(() -> stage.tier("/ex/ill").equals("ONLINE"));
        var completed = (RegistryEvent.TierChangeCompleted) stage.registry.history(EXREG).stream()
                .map(event -> event.event())
                .filter(RegistryEvent.TierChangeCompleted.class::isInstance)
                .findFirst()
                .orElseThrow();
        assertThat(completed.code()).isEqualTo(TierChangeCode.ABORTED);
        assertThat(completed.message()).contains(objection.words);
        stage.quiet();
        await(() -> stage.registry.server.core().processes().counts().activities() == 1);
        assertThat(stage.registry.names(ill.aggregate())).isEqualTo(before);
        assertThat(stage.names(id("ill"))).isEmpty();
    }

    @Test
    void aTierThatNoKindOfWorkflowLeadsToIsRefusedAtOnce() {
        RepoId repo = stage.online("/ex/a");
        completed(stage.freeze(repo), repo, TierChangeCode.OK, "");
        long end = stage.registry.storage.end().position();

        var refused = stage.refused(
                () -> stage.begin(Stage.tier(repo, new WorkflowId(UUID.randomUUID()), StorageTier.ARCHIVED)));

        assertThat(Stage.state(refused)).isEqualTo("NO_DEFINITION");
        assertThat(stage.registry.storage.end().position()).isEqualTo(end);
    }

    private void completed(WorkflowId id, RepoId repo, TierChangeCode code, String message) {
        stage.awaitPhase(id, "FILES_STARTED");
        stage.append(id, new TierChangeEvent.FilesCompleted(code, message, stage.fence(repo)));
        stage.awaitPhase(id, "COMMITTED");
    }

    private void assertTier(RepoId repo, String path, StorageTier tier) {
        await(() -> stage.tier(path).equals(tier.name()));
        assertThat(stage.view(repo).tier()).isEqualTo(tier);
    }
}
