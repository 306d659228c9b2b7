package io.vedette.server;

import static io.vedette.server.TestRegistry.await;

import io.grpc.StatusRuntimeException;
import io.vedette.domain.AggregateId;
import io.vedette.domain.Command;
import io.vedette.domain.Event;
import io.vedette.domain.HostPath;
import io.vedette.domain.Location;
import io.vedette.domain.RegistryCommand;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.RepoView;
import io.vedette.domain.StorageTier;
import io.vedette.domain.WorkflowCommand;
import io.vedette.domain.WorkflowId;
import io.vedette.domain.codec.WireIds;
import io.vedette.proto.v1.GetWorkflowRequest;
import io.vedette.proto.v1.ListWorkflowsRequest;
import io.vedette.proto.v1.Workflow;
import io.vedette.server.storage.StorageBackend;
import io.vedette.workflows.WorkflowDefinition;
import io.vedette.workflows.WorkflowEvent;
import io.vedette.workflows.WorkflowKinds;
import io.vedette.workflows.kind.PingRegistryEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.assertj.core.api.Assertions;

/**
 * A registry named exreg with roots on two file servers, /ex on h1 below /data and /far on h2 below /far, and what others
 * do in workflows there.
 */
final class Stage implements AutoCloseable {

    static final AggregateId EXREG = RegistryId.ofName("exreg").aggregate();

    final TestRegistry registry;
    private final WorkflowKinds kinds;
    private int workflows;

    private Stage(TestRegistry registry, WorkflowKinds kinds) {
        this.registry = registry;
        this.kinds = kinds;
    }

    static Stage start() {
        return start(WorkflowKinds.builtIn());
    }

    static Stage start(WorkflowKinds kinds) {
        return start(kinds, settings -> settings);
    }

    static Stage start(WorkflowKinds kinds, UnaryOperator<RegistryServer.Builder> settings) {
        Stage stage = on(TestRegistry.memory(), kinds, settings);
        stage.registry.withRoot().execute(TestRegistry.addRoot("/far", "h2", "/far"));
        return stage;
    }

    /** On a store that has all of it already. */
    static Stage on(StorageBackend storage, WorkflowKinds kinds, UnaryOperator<RegistryServer.Builder> settings) {
        return new Stage(TestRegistry.on(storage, builder -> settings.apply(builder.workflows(kinds))), kinds);
    }

    static WorkflowId id(String name) {
        return new WorkflowId(UUID.nameUUIDFromBytes(("workflow " + name).getBytes(StandardCharsets.UTF_8)));
    }

    private WorkflowId next() {
        return id("number " + ++workflows);
    }

    /** A repository that clients use. */
    RepoId online(String path) {
        RepoId repo = TestRegistry.repo(path);
        registry.execute(TestRegistry.init(repo, path));
        await(() -> registry.names(EXREG).contains("REPO_ADDED") && view(repo).version() > 0);
        registry.execute(TestRegistry.shadow(repo, "/shadow" + path));
        await(() -> registry.queries
                .listRepos(io.vedette.proto.v1.ListReposRequest.newBuilder()
                        .setRegistry("exreg")
                        .setPathPrefix(path)
                        .build())
                .next()
                .getAdded());
        return repo;
    }

    WorkflowId begin(Command command) {
        registry.execute(command);
        return command instanceof RegistryCommand.BeginMoveRepo move
                ? move.workflow()
                : command instanceof RegistryCommand.BeginMoveShadow shadow
                        ? shadow.workflow()
                        : ((RegistryCommand.BeginTierChange) command).workflow();
    }

    static RegistryCommand.BeginMoveRepo moveRepo(RepoId repo, WorkflowId id, String to) {
        return new RegistryCommand.BeginMoveRepo("exreg", repo, id, new RepoPath(to));
    }

    static RegistryCommand.BeginMoveShadow moveShadow(RepoId repo, WorkflowId id, String to) {
        return new RegistryCommand.BeginMoveShadow("exreg", repo, id, new HostPath(to));
    }

    static RegistryCommand.BeginTierChange tier(RepoId repo, WorkflowId id, StorageTier tier) {
        return new RegistryCommand.BeginTierChange("exreg", repo, id, tier, TestRegistry.ADA);
    }

    WorkflowId move(RepoId repo, String to) {
        return begun(moveRepo(repo, next(), to));
    }

    WorkflowId freeze(RepoId repo) {
        return begun(tier(repo, next(), StorageTier.FROZEN));
    }

    WorkflowId unfreeze(RepoId repo) {
        return begun(tier(repo, next(), StorageTier.ONLINE));
    }

    WorkflowId shadowMove(RepoId repo, String to) {
        return begun(moveShadow(repo, next(), to));
    }

    private WorkflowId begun(Command command) {
        WorkflowId id = begin(command);
        await(() -> row(id).getVersion() > 0);
        return id;
    }

    WorkflowId ping(long seconds) {
        WorkflowId id = next();
        append(id, "PING_REGISTRY", new PingRegistryEvent.Started(RegistryId.ofName("exreg"), seconds));
        return id;
    }

    /** Does what an observer, an application or a person does. */
    void append(WorkflowId id, WorkflowEvent event) {
        append(id, row(id).getKind(), event);
    }

    void append(WorkflowId id, String kind, WorkflowEvent event) {
        registry.execute(new WorkflowCommand.Append(id, write(kind, event)));
    }

    @SuppressWarnings("unchecked")
    Event.OfWorkflow write(String kind, WorkflowEvent event) {
        var definition = (WorkflowDefinition<?, WorkflowEvent>) Objects.requireNonNull(kinds.named(kind));
        return definition.events().write(kind, event);
    }

    void abort(WorkflowId id) {
        registry.execute(new WorkflowCommand.Abort(id, "not today"));
    }

    void confirm(WorkflowId id) {
        registry.execute(new WorkflowCommand.ConfirmTask(id));
    }

    void giveUp(RepoId repo, WorkflowId id) {
        registry.execute(new RegistryCommand.GiveUpTierChange("exreg", repo, id));
    }

    Workflow row(WorkflowId id) {
        return registry.queries.getWorkflow(
                GetWorkflowRequest.newBuilder().setId(WireIds.bytes(id.uuid())).build());
    }

    List<Workflow> rows(boolean ended) {
        List<Workflow> rows = new ArrayList<>();
        registry.queries
                .listWorkflows(ListWorkflowsRequest.newBuilder().setEnded(ended).build())
                .forEachRemaining(rows::add);
        return rows;
    }

    void awaitPhase(WorkflowId id, String phase) {
        org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(20))
                .pollInterval(java.time.Duration.ofMillis(5))
                .untilAsserted(() -> Assertions.assertThat(row(id).getPhase()).isEqualTo(phase));
    }

    List<String> names(WorkflowId id) {
        return registry.names(id.aggregate());
    }

    RepoView view(RepoId repo) {
        return registry.history(repo.aggregate()).stream()
                .reduce(RepoView.empty(repo), RepoView::evolve, (one, other) -> other);
    }

    Location location(RepoId repo) {
        return Objects.requireNonNull(view(repo).location());
    }

    /** What whoever works on the repository now must say. */
    long fence(RepoId repo) {
        return Objects.requireNonNull(view(repo).relocated()).version();
    }

    /** The tier that the registry knows. */
    String tier(String path) {
        return registry.queries
                .listRepos(io.vedette.proto.v1.ListReposRequest.newBuilder()
                        .setRegistry("exreg")
                        .setPathPrefix(path)
                        .build())
                .next()
                .getTier()
                .name();
    }

    StatusRuntimeException refused(Runnable doing) {
        return Assertions.catchThrowableOfType(StatusRuntimeException.class, doing::run);
    }

    static String state(StatusRuntimeException refused) {
        return TestRegistry.info(refused).getMetadataMap().getOrDefault("state", "");
    }

    /** Waits until nobody works on anything. */
    void quiet() {
        await(() -> {
            registry.server.core().processes().whenIdle().block();
            return registry.server.core().isFollowed() && registry.server.core().isIdle();
        });
        registry.server.core().processes().whenIdle().block();
    }

    @Override
    public void close() {
        registry.close();
    }
}
