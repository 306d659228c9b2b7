package io.vedette.server.internal.query;

import io.grpc.stub.StreamObserver;
import io.vedette.domain.Refusal;
import io.vedette.domain.RegistryEntry;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RegistryState;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.WorkflowId;
import io.vedette.domain.codec.WireIds;
import io.vedette.proto.v1.GetRepoRequest;
import io.vedette.proto.v1.GetWorkflowRequest;
import io.vedette.proto.v1.ListRegistriesReply;
import io.vedette.proto.v1.ListRegistriesRequest;
import io.vedette.proto.v1.ListReposRequest;
import io.vedette.proto.v1.ListRootsReply;
import io.vedette.proto.v1.ListRootsRequest;
import io.vedette.proto.v1.ListWorkflowsRequest;
import io.vedette.proto.v1.QueryServiceGrpc;
import io.vedette.proto.v1.Registry;
import io.vedette.proto.v1.Repo;
import io.vedette.proto.v1.RepoByPath;
import io.vedette.proto.v1.RepoSummary;
import io.vedette.proto.v1.Workflow;
import io.vedette.server.internal.Refused;
import io.vedette.server.internal.grpc.Answers;
import io.vedette.server.internal.grpc.Fields;
import io.vedette.server.internal.process.Processes;
import io.vedette.server.internal.state.Folded;
import io.vedette.server.internal.state.FoldedRegistry;
import io.vedette.server.internal.state.Registries;
import io.vedette.server.internal.state.RepoViews;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The present state over gRPC. Lists are taken from one snapshot each. */
public final class QueryEndpoint extends QueryServiceGrpc.QueryServiceImplBase {

    private static final RepoPath ALL = new RepoPath("/");

    private final Registries registries;
    private final RepoViews repos;
    private final WorkflowRows workflows;

    /** Answers from what is folded, and from what the processes are doing. */
    public QueryEndpoint(Folded folded, Processes processes) {
        this.registries = folded.registries();
        this.repos = folded.repos();
        this.workflows = new WorkflowRows(folded, processes.engine());
    }

    @Override
    public void listRegistries(ListRegistriesRequest request, StreamObserver<ListRegistriesReply> answer) {
        Answers.one(answer, () -> {
            List<Registry> all = registries.ids().stream()
                    .map(id -> Shapes.registry(id, registries.of(id).state()))
                    .sorted(Comparator.comparing(Registry::getName))
                    .toList();
            return Mono.just(
                    ListRegistriesReply.newBuilder().addAllRegistries(all).build());
        });
    }

    @Override
    public void listRoots(ListRootsRequest request, StreamObserver<ListRootsReply> answer) {
        Answers.one(answer, () -> {
            ListRootsReply.Builder reply = ListRootsReply.newBuilder();
            existing(request.getRegistry()).roots().forEach(root -> reply.addRoots(Shapes.root(root)));
            return Mono.just(reply.build());
        });
    }

    @Override
    public void listRepos(ListReposRequest request, StreamObserver<RepoSummary> answer) {
        Answers.many(answer, () -> {
            RepoPath prefix = request.getPathPrefix().isEmpty()
                    ? ALL
                    : Fields.read("path_prefix", () -> new RepoPath(request.getPathPrefix()));
            return RepoPages.below(existing(request.getRegistry()), prefix).map(Shapes::summary);
        });
    }

    @Override
    public void getRepo(GetRepoRequest request, StreamObserver<Repo> answer) {
        Answers.one(answer, () -> switch (request.getByCase()) {
            case ID -> byId(Fields.read("id", () -> WireIds.repo(request.getId())));
            case PATH -> byPath(request.getPath());
            case BY_NOT_SET -> throw new Refused(Refusal.invalid("by", "must be an id or a path"));
        });
    }

    @Override
    public void listWorkflows(ListWorkflowsRequest request, StreamObserver<Workflow> answer) {
        Answers.many(answer, () -> {
            String registry = request.getRegistry();
            if (!registry.isEmpty()) {
                existing(registry);
            }
            return workflows.list(registry.isEmpty() ? null : RegistryId.ofName(registry), request.getEnded());
        });
    }

    @Override
    public void getWorkflow(GetWorkflowRequest request, StreamObserver<Workflow> answer) {
        Answers.one(answer, () -> {
            WorkflowId id = Fields.read("id", () -> WireIds.workflow(request.getId()));
            return workflows
                    .one(id)
                    .switchIfEmpty(Mono.error(() -> new Refused(Refusal.notFound(
                            "there is no workflow " + id + "; list what there is with: vedette get workflows"))));
        });
    }

    private Mono<Repo> byId(RepoId id) {
        for (FoldedRegistry registry : registries.all()) {
            RegistryEntry entry = registry.state().entry(id);
            if (entry != null) {
                return repo(registry.state(), entry);
            }
        }
        return repos.catchUp(id).map(view -> {
            if (view.version() == 0) {
                throw new Refused(Refusal.notFound("there is no repository " + id));
            }
            return Shapes.repo(view, view.registry() == null ? null : nameOf(view.registry()));
        });
    }

    private Mono<Repo> byPath(RepoByPath by) {
        RepoPath path = Fields.read("path.path", () -> new RepoPath(by.getPath()));
        if (!by.getRegistry().isEmpty()) {
            RegistryState registry = existing(by.getRegistry());
            return repo(registry, found(registry.entryAt(path), path, " in registry " + by.getRegistry()));
        }
        List<RegistryState> having = registries.all().stream()
                .map(FoldedRegistry::state)
                .filter(registry -> registry.entryAt(path) != null)
                .toList();
        if (having.size() > 1) {
            String names = String.join(
                    ", ",
                    having.stream()
                            .map(RegistryState::name)
                            .filter(Objects::nonNull)
                            .sorted()
                            .toList());
            throw new Refused(
                    Refusal.invalid("path.registry", "must be set: " + path + " is in the registries " + names));
        }
        if (having.isEmpty()) {
            throw new Refused(Refusal.notFound("there is no repository at " + path));
        }
        return repo(having.get(0), found(having.get(0).entryAt(path), path, ""));
    }

    private Mono<Repo> repo(RegistryState registry, RegistryEntry entry) {
        return repos.catchUp(entry.repo())
                .map(view ->
                        view.version() == 0 ? Shapes.accepted(registry, entry) : Shapes.repo(view, registry.name()));
    }

    private @Nullable String nameOf(RegistryId id) {
        return registries.of(id).state().name();
    }

    private RegistryState existing(String name) {
        RegistryState registry = registries.named(name);
        if (registry.name() == null) {
            throw new Refused(Refusal.notFound("registry " + name + " does not exist"));
        }
        return registry;
    }

    private static RegistryEntry found(@Nullable RegistryEntry entry, RepoPath path, String where) {
        if (entry == null) {
            throw new Refused(Refusal.notFound("there is no repository at " + path + where));
        }
        return entry;
    }
}
