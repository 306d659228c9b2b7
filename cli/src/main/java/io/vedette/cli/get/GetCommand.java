package io.vedette.cli.get;

import io.vedette.cli.Changes;
import io.vedette.cli.Connection;
import io.vedette.cli.Exit;
import io.vedette.cli.Repos;
import io.vedette.cli.output.OutputFormat;
import io.vedette.cli.output.OutputOption;
import io.vedette.client.RefusedException;
import io.vedette.client.RegistryClient;
import io.vedette.domain.Filter;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.Root;
import io.vedette.domain.WorkflowId;
import io.vedette.domain.codec.WireIds;
import io.vedette.proto.v1.Registry;
import io.vedette.proto.v1.Repo;
import io.vedette.proto.v1.RepoSummary;
import io.vedette.proto.v1.Workflow;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** {@code vedette get registries|roots|repos|repo|workflows|tasks}. */
@Command(name = "get", description = "Shows the present state.")
public final class GetCommand {

    @Spec
    @Nullable
    CommandSpec spec;

    @Command(name = "registries", description = "Lists the registries.")
    int registries(@Mixin Connection connection, @Mixin OutputOption output, @Mixin Watch watch) {
        return show(
                connection,
                output,
                watch,
                Filter.ALL,
                "registries",
                client -> client.registries().map(GetCommand::row));
    }

    private static Map<String, @Nullable Object> row(Registry registry) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("name", registry.getName());
        row.put("id", WireIds.uuid(registry.getId()).toString());
        row.put("version", registry.getVersion());
        row.put("roots", registry.getRoots());
        row.put("repos", registry.getRepos());
        return row;
    }

    @Command(name = "roots", description = "Lists the roots of a registry.")
    int roots(
            @Mixin Connection connection,
            @Mixin OutputOption output,
            @Mixin Watch watch,
            @Parameters(paramLabel = "REGISTRY", description = "The registry's name.") String registry) {
        return show(
                connection,
                output,
                watch,
                of(registry),
                "roots",
                client -> client.roots(registry).map(GetCommand::row));
    }

    private static Map<String, @Nullable Object> row(Root root) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("path", root.path().value());
        row.put("host", root.host().name());
        row.put("hostPath", root.hostPath().value());
        return row;
    }

    @Command(name = "repos", description = "Lists the repositories of a registry.")
    int repos(
            @Mixin Connection connection,
            @Mixin OutputOption output,
            @Mixin Watch watch,
            @Parameters(paramLabel = "REGISTRY", description = "The registry's name.") String registry,
            @Option(
                            names = "--prefix",
                            paramLabel = "PATH",
                            defaultValue = "/",
                            description = "Only those at or below this path.")
                    String prefix) {
        RepoPath below = new RepoPath(prefix);
        return show(
                connection,
                output,
                watch,
                of(registry),
                "repositories",
                client -> client.repos(registry, below).map(GetCommand::row));
    }

    private static Map<String, @Nullable Object> row(RepoSummary repo) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("id", WireIds.uuid(repo.getId()).toString());
        row.put("path", repo.getPath());
        row.put("state", repo.getAdded() ? "ADDED" : "ACCEPTED");
        row.put("tier", repo.getTier().name());
        return row;
    }

    @Command(name = "workflows", description = "Lists what is under way, and why it does not go on.")
    int workflows(
            @Mixin Connection connection,
            @Mixin OutputOption output,
            @Mixin Watch watch,
            @Option(names = "--registry", paramLabel = "NAME", description = "Only those of this registry.") @Nullable
                    String registry,
            @Option(names = "--all", description = "Those that have ended, too.") boolean all) {
        boolean table = output.format() == OutputFormat.table;
        return show(
                connection,
                output,
                watch,
                registry == null ? Filter.ALL : of(registry),
                "workflows",
                client -> client.workflows(registry, all)
                        .map(workflow -> table ? WorkflowRows.brief(workflow) : WorkflowRows.full(workflow)));
    }

    @Command(
            name = "tasks",
            description = "Lists what workflows ask people to do, and the command that says that it is done.")
    int tasks(
            @Mixin Connection connection,
            @Mixin OutputOption output,
            @Mixin Watch watch,
            @Option(names = "--registry", paramLabel = "NAME", description = "Only those of this registry.") @Nullable
                    String registry) {
        return show(
                connection,
                output,
                watch,
                registry == null ? Filter.ALL : of(registry),
                "tasks",
                client -> client.workflows(registry, false)
                        .filter(workflow -> !workflow.getTask().isEmpty())
                        .map(WorkflowRows::task));
    }

    @Command(
            name = "repo",
            description = "Shows one repository, with what is under way and what its shadow cannot hold.")
    int repo(
            @Mixin Connection connection,
            @Mixin OutputOption output,
            @Mixin Watch watch,
            @Mixin Repos repos,
            @Parameters(paramLabel = "ID|PATH", description = "The repository's id, or its path.") String which) {
        watch.check(output);
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        try (RegistryClient client = connection.open()) {
            Repo found = repos.find(client, which);
            print(found, client, output, out);
            if (watch.wanted) {
                RepoId id = new RepoId(WireIds.uuid(found.getId()));
                Flux<Repo> news = Changes.answers(client, of(found.getRegistry()), () -> client.repo(id))
                        .startWith(found)
                        .distinctUntilChanged()
                        .skip(1);
                for (Repo next : Connection.each(news)) {
                    print(next, client, output, out);
                    if (out.checkError()) {
                        break; // the reader of the pipe has what it wanted
                    }
                }
            }
            return Exit.OK;
        }
    }

    private static void print(Repo repo, RegistryClient client, OutputOption output, PrintWriter out) {
        Workflow under = repo.getWorkflowId().isEmpty()
                ? null
                : Connection.await(client.workflow(new WorkflowId(WireIds.uuid(repo.getWorkflowId())))
                        .onErrorResume(RefusedException.class, gone -> Mono.empty()));
        RepoDetails.print(repo, under, output, out);
    }

    private static Filter of(String registry) {
        return new Filter(Set.of(registry), List.of(), Set.of());
    }

    private int show(
            Connection connection,
            OutputOption output,
            Watch watch,
            Filter filter,
            String document,
            Function<RegistryClient, Flux<Map<String, @Nullable Object>>> question) {
        try (RegistryClient client = connection.open()) {
            return watch.show(client, filter, question, Objects.requireNonNull(spec), output, document);
        }
    }
}
