package io.vedette.server.system;

import static io.vedette.server.system.LiveRegistry.PATIENCE;
import static io.vedette.server.system.LiveRegistry.await;
import static io.vedette.server.system.LiveRegistry.createRegistry;
import static io.vedette.server.system.LiveRegistry.initRepo;
import static io.vedette.server.system.RecordingFiles.DISABLE;
import static io.vedette.server.system.RecordingFiles.ENABLE;
import static io.vedette.server.system.RecordingFiles.GET;
import static io.vedette.server.system.RecordingFiles.INIT;
import static io.vedette.server.system.Scribe.repo;
import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.client.RegistryClient;
import io.vedette.domain.Command;
import io.vedette.domain.Event;
import io.vedette.domain.RegistryCommand;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.StorageTier;
import io.vedette.domain.WorkflowCommand;
import io.vedette.domain.WorkflowId;
import io.vedette.workflows.kind.PingRegistry;
import io.vedette.workflows.kind.PingRegistryEvent;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Workflows from a command to two file servers and back, with nothing but real parts. */
@Tag("slow")
class WorkflowLoopTest {

    private final RecordingFiles here = new RecordingFiles();
    private final RecordingFiles there = new RecordingFiles();
    private final WorkflowId w1 = new WorkflowId(new UUID(9, 1));
    private final LiveRegistry registry = LiveRegistry.inMemory();
    private final RegistryClient admin = registry.client();

    @BeforeEach
    void aRepositoryIsServedHere() {
        createRegistry(admin);
        registry.start(registry.observer(here).name("here"));
        registry.start(registry.observer(there).name("there").prefixes("/ex/b"));
        initRepo(admin, repo(1), "/ex/a/foo");
        await(() -> here.served().contains(repo(1)));
    }

    @AfterEach
    void close() throws Exception {
        registry.close();
    }

    private void post(Command command) {
        admin.execute(command).block(PATIENCE);
    }

    private void awaitEnd(WorkflowId workflow) {
        await(() ->
                admin.workflows("exreg", false).collectList().block(PATIENCE).isEmpty());
    }

    private List<String> history(WorkflowId workflow) {
        return admin.read(workflow.aggregate(), 0)
                .map(recorded -> ((Event.OfWorkflow) recorded.event()).type())
                .collectList()
                .block(PATIENCE);
    }

    @Test
    void aRepositoryMovesFromOneObserverToAnother() {
        post(new RegistryCommand.BeginMoveRepo("exreg", repo(1), w1, new RepoPath("/ex/b/bar")));
        await(() -> here.calls(repo(1)).contains(DISABLE));
        await(() -> !admin.workflows("exreg", false)
                .filter(each -> !each.getTask().isEmpty())
                .collectList()
                .block(PATIENCE)
                .isEmpty());
        post(new WorkflowCommand.ConfirmTask(w1));

        await(() -> there.served().contains(repo(1)));
        awaitEnd(w1);
        assertThat(here.calls(repo(1))).containsExactly(INIT, GET, ENABLE, DISABLE);
        assertThat(there.calls(repo(1))).containsExactly("moveRepo", GET, ENABLE);
        assertThat(history(w1)).containsExactly("STARTED", "APP_ACCEPTED", "RELEASED", "MOVED", "COMMITTED");
        assertThat(admin.repo(repo(1)).block(PATIENCE).getPath()).isEqualTo("/ex/b/bar");
        assertThat(registry.scribe().names(repo(1)))
                .containsExactly("REPO_INIT_STARTED", "SHADOW_REPO_CREATED", "REPO_MOVE_STARTED", "REPO_MOVED");
    }

    @Test
    @Tag("W28")
    void aMoveThatIsAbortedLeavesItWhereItWas() {
        there.hold("moveRepo");
        post(new RegistryCommand.BeginMoveRepo("exreg", repo(1), w1, new RepoPath("/ex/b/bar")));
        await(() -> here.calls(repo(1)).contains(DISABLE));
        post(new WorkflowCommand.ConfirmTask(w1));
        await(() -> there.calls(repo(1)).contains("moveRepo"));

        post(new WorkflowCommand.Abort(w1, "changed my mind"));
        await(() -> here.served().contains(repo(1)));
        there.release("moveRepo");

        awaitEnd(w1);
        assertThat(history(w1))
                .containsExactly("STARTED", "APP_ACCEPTED", "RELEASED", "ABORT_ACCEPTED", "DISCARDED", "ABORTED");
        assertThat(there.served()).isEmpty();
        assertThat(there.calls(repo(1))).containsExactly("moveRepo", "discardMove");
        assertThat(admin.repo(repo(1)).block(PATIENCE).getPath()).isEqualTo("/ex/a/foo");
    }

    @Test
    void aRepositoryIsFrozenAndThawed() {
        post(new RegistryCommand.BeginTierChange("exreg", repo(1), w1, StorageTier.FROZEN, Scribe.ADA));
        awaitEnd(w1);
        WorkflowId w2 = new WorkflowId(new UUID(9, 2));
        post(new RegistryCommand.BeginTierChange("exreg", repo(1), w2, StorageTier.ONLINE, Scribe.ADA));
        awaitEnd(w2);

        assertThat(here.calls(repo(1))).containsExactly(INIT, GET, ENABLE, "freezeRepo", "unfreezeRepo");
        assertThat(history(w1)).containsExactly("STARTED", "FILES_STARTED", "FILES_COMPLETED", "COMMITTED");
        assertThat(registry.scribe().names(repo(1)))
                .endsWith(
                        "TIER_CHANGE_STARTED", "TIER_CHANGE_COMPLETED", "TIER_CHANGE_STARTED", "TIER_CHANGE_COMPLETED");
    }

    @Test
    void everyObserverAnswersAPing() {
        post(new WorkflowCommand.Append(
                w1,
                new PingRegistry()
                        .events()
                        .write("PING_REGISTRY", new PingRegistryEvent.Started(RegistryId.ofName("exreg"), 3_600))));

        await(() -> history(w1).equals(List.of("STARTED", "PINGED", "PINGED", "PINGED")));
        post(new WorkflowCommand.Abort(w1, "enough"));
        awaitEnd(w1);
        assertThat(history(w1)).containsExactly("STARTED", "PINGED", "PINGED", "PINGED", "ABORTED");
    }
}
