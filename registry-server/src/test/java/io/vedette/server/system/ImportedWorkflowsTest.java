package io.vedette.server.system;

import static io.vedette.server.system.Import.repo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vedette.client.RegistryClient;
import io.vedette.domain.Event;
import io.vedette.domain.Host;
import io.vedette.domain.HostPath;
import io.vedette.domain.Location;
import io.vedette.domain.RegistryEvent;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RepoEvent;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.WorkflowCommand;
import io.vedette.domain.WorkflowId;
import io.vedette.server.RegistryServer;
import io.vedette.server.storage.StorageBackend;
import io.vedette.workflows.WorkflowDefinition;
import io.vedette.workflows.WorkflowEvent;
import io.vedette.workflows.WorkflowKinds;
import io.vedette.workflows.kind.MoveRepoEvent;
import io.vedette.workflows.kind.PingRegistryEvent;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Histories that are imported with workflows in the middle of something: the registry goes on with them after the import. */
@Timeout(120)
class ImportedWorkflowsTest extends ImportSteps {

    private static final WorkflowId MOVED = new WorkflowId(new UUID(9, 1));
    private static final WorkflowId ACCEPTED = new WorkflowId(new UUID(9, 2));
    private static final WorkflowId PING = new WorkflowId(new UUID(9, 3));

    @Test
    void whatWasOpenIsLeftAloneWhileTheImportIsOpenAndGoneOnWithAfterwards() {
        Import file = history();
        StorageBackend storage = LiveRegistry.memory();
        RegistryServer first = serve(storage);
        try (RegistryClient client = connect(first)) {
            partOfTheRegistry(client, file, storage);
            assertThat(names(file.of(MOVED.aggregate()))).hasSize(4);
            assertBusy(client, new WorkflowCommand.Abort(MOVED, "no"));
        }
        first.close();

        RegistryServer second = serve(storage);
        try (RegistryClient client = connect(second)) {
            assertBusy(client, new WorkflowCommand.Abort(PING, "no"));
            run(client, file.build());

            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                assertThat(last(storage, MOVED.aggregate()).name()).isEqualTo("MOVE_REPO_COMMITTED");
                assertThat(last(storage, repo(1).aggregate()).name()).isEqualTo("REPO_MOVED");
                assertThat(last(storage, ACCEPTED.aggregate()).name()).isEqualTo("MOVE_REPO_STARTED");
                assertThat(last(storage, repo(2).aggregate()).name()).isEqualTo("REPO_MOVE_STARTED");
                assertThat(last(storage, PING.aggregate()).name()).isEqualTo("PING_REGISTRY_COMMITTED");
            });
            execute(client, new WorkflowCommand.Abort(ACCEPTED, "enough"));
        } finally {
            second.close();
        }
    }

    /** One move whose files have arrived, one that was accepted only, one ping, and enough else to need two requests. */
    private static Import history() {
        Import file = new Import("workflows").registry("exreg");
        RepoId moved = repo(1);
        RepoId accepted = repo(2);
        file.complete("exreg", moved, "/ex/a/1").complete("exreg", accepted, "/ex/a/2");
        file.add(EXREG, new RegistryEvent.RepoMoveAccepted(moved, MOVED, new RepoPath("/ex/b/1")));
        file.add(EXREG, new RegistryEvent.RepoMoveAccepted(accepted, ACCEPTED, new RepoPath("/ex/b/2")));
        Location from = new Location(
                new RepoPath("/ex/a/1"), Scribe.HOST, new HostPath("/data/ex/a/1"), RecordingFiles.shadowOf(moved));
        HostPath to = new HostPath("/data/ex/b/1");
        file.add(
                moved.aggregate(),
                new RepoEvent.RepoMoveStarted(MOVED, from, new RepoPath("/ex/b/1"), Scribe.HOST, to));
        Host host = Scribe.HOST;
        add(
                file,
                MOVED,
                "MOVE_REPO",
                new MoveRepoEvent.Started(
                        RegistryId.ofName("exreg"),
                        moved,
                        3,
                        from.path(),
                        host,
                        from.hostPath(),
                        RecordingFiles.shadowOf(moved),
                        new RepoPath("/ex/b/1"),
                        host,
                        to),
                new MoveRepoEvent.AppAccepted(),
                new MoveRepoEvent.Released(3),
                new MoveRepoEvent.Moved(new HostPath("/shadow/new"), 3));
        add(file, PING, "PING_REGISTRY", new PingRegistryEvent.Started(RegistryId.ofName("exreg"), 1));
        for (int i = 10; i < 1_510; i++) {
            file.complete("exreg", repo(i), "/ex/a/r" + i);
        }
        return file;
    }

    @SuppressWarnings("unchecked")
    private static void add(Import file, WorkflowId id, String kind, WorkflowEvent... events) {
        var definition = (WorkflowDefinition<?, WorkflowEvent>)
                Objects.requireNonNull(WorkflowKinds.builtIn().named(kind));
        for (WorkflowEvent event : events) {
            Event stored = definition.events().write(kind, event);
            file.add(id.aggregate(), stored);
        }
    }
}
