package io.vedette.server;

import static io.vedette.server.TestRegistry.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.domain.AggregateKind;
import io.vedette.domain.Event;
import io.vedette.domain.Filter;
import io.vedette.domain.HostPath;
import io.vedette.domain.Omissions;
import io.vedette.domain.RegistryEvent;
import io.vedette.domain.RepoEvent;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.Start;
import io.vedette.domain.WorkflowId;
import io.vedette.engine.EngineCounts;
import io.vedette.server.storage.Append;
import io.vedette.server.storage.Expected;
import io.vedette.server.storage.StorageBackend;
import io.vedette.workflows.WorkflowKinds;
import io.vedette.workflows.kind.MoveRepoEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Workflows in numbers: those that wait cost nothing. */
class ManyWorkflowsTest {

    private static final int MANY = 10_000;

    @Test
    @Tag("slow")
    void tenThousandThatWaitOnlySleepAndNewsOfOneWakesOne() {
        StorageBackend storage = TestRegistry.memory();
        ByHand hand = new ByHand(storage, "exreg").registryWithRoot();
        List<Event> begun = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            RepoId repo = TestRegistry.repo("many" + i);
            RepoPath path = new RepoPath("/ex/from/" + i);
            begun.add(new RegistryEvent.RepoAccepted(repo, path, TestRegistry.ADA));
            begun.add(new RegistryEvent.RepoAdded(repo, path));
            begun.add(new RegistryEvent.RepoMoveAccepted(repo, Stage.id("many" + i), new RepoPath("/ex/to/" + i)));
            storage.append(new Append(
                            repo.aggregate(),
                            new Expected.NoStream(),
                            null,
                            1,
                            List.of(
                                    new RepoEvent.RepoInitStarted(
                                            io.vedette.domain.RegistryId.ofName("exreg"),
                                            path,
                                            TestRegistry.ADA,
                                            new io.vedette.domain.Host("h1"),
                                            new HostPath("/data/from/" + i)),
                                    new RepoEvent.ShadowRepoCreated(new HostPath("/s/" + i), Omissions.NONE))))
                    .block();
        }
        for (int i = 0; i < begun.size(); i += 3_000) {
            storage.append(new Append(
                            hand.id(),
                            new Expected.Any(),
                            null,
                            1,
                            begun.subList(i, Math.min(i + 3_000, begun.size()))))
                    .block();
        }

        try (Stage stage = Stage.on(storage, WorkflowKinds.builtIn(), settings -> settings)) {
            org.awaitility.Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .until(() ->
                            stage.registry.server.core().processes().counts().sleeping() == MANY + 1);
            stage.quiet();
            EngineCounts counts = stage.registry.server.core().processes().counts();
            assertThat(counts.activities()).isEqualTo(MANY + 1);
            assertThat(counts.waiting() + counts.backingOff() + counts.parked() + counts.running())
                    .isZero();
            assertThat(stage.registry.server.core().hub().size()).isZero();
            assertThat(stage.registry.server.core().mailboxes().size()).isZero();
            assertThat(stage.rows(false)).hasSize(MANY);

            WorkflowId one = Stage.id("many7");
            stage.append(one, new MoveRepoEvent.AppAccepted());
            await(() -> stage.row(one).getPhase().equals("ACCEPTED"));
            stage.quiet();
            EngineCounts after = stage.registry.server.core().processes().counts();
            assertThat(after.runs() - counts.runs()).isLessThanOrEqualTo(2);
            assertThat(after.sleeping()).isEqualTo(MANY + 1);
        }
    }

    @Test
    void signalsOfWorkflowsReachThoseWhoseRepositoriesTheyConcern() {
        try (Stage stage = Stage.start()) {
            stage.registry.execute(new io.vedette.domain.RegistryCommand.CreateRegistry("other"));
            RepoId repo = stage.online("/ex/a");
            Watcher from = watch(stage, Set.of(), "/ex/a");
            Watcher to = watch(stage, Set.of("exreg"), "/far");
            Watcher elsewhere = watch(stage, Set.of(), "/ex/b");
            Watcher foreign = Watcher.signals(
                            stage.registry, new Start.Now(), new Filter(Set.of("other"), List.of(), Set.of()))
                    .caughtUp();

            WorkflowId move = stage.move(repo, "/far/a");
            WorkflowId ping = stage.ping(3600);

            await(() -> from.heardOf(move.uuid(), 1) && to.heardOf(move.uuid(), 1));
            await(() -> from.heardOf(ping.uuid(), 2) && elsewhere.heardOf(ping.uuid(), 2));
            assertThat(elsewhere.newest()).doesNotContainKey(move.uuid());
            stage.registry.history(9, 1);
            await(() -> foreign.heardOf(new java.util.UUID(3, 9), 1));
            assertThat(foreign.newest()).doesNotContainKeys(move.uuid(), ping.uuid());
            Watcher later = Watcher.signals(
                            stage.registry,
                            new Start.Beginning(),
                            new Filter(Set.of(), List.of(new RepoPath("/ex/b")), Set.of(AggregateKind.WORKFLOW)))
                    .caughtUp();
            assertThat(later.newest()).containsKey(ping.uuid()).doesNotContainKey(move.uuid());
        }
    }

    private static Watcher watch(Stage stage, Set<String> registries, String prefix) {
        return Watcher.signals(
                        stage.registry,
                        new Start.Now(),
                        new Filter(registries, List.of(new RepoPath(prefix)), Set.of()))
                .caughtUp();
    }
}
