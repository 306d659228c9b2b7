package io.vedette.cli.get;

import io.vedette.cli.Changes;
import io.vedette.cli.Connection;
import io.vedette.cli.Exit;
import io.vedette.cli.Repos;
import io.vedette.cli.output.OutputOption;
import io.vedette.client.RegistryClient;
import io.vedette.domain.Filter;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.Root;
import io.vedette.domain.codec.WireIds;
import io.vedette.proto.v1.Registry;
import io.vedette.proto.v1.Repo;
import io.vedette.proto.v1.RepoSummary;
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

/** {@code vedette get registries|roots|repos|repo}. */
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

    @Command(name = "repo", description = "Shows one repository, with what its shadow cannot hold.")
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
            RepoDetails.print(found, output, out);
            if (watch.wanted) {
                RepoId id = new RepoId(WireIds.uuid(found.getId()));
                Flux<Repo> news = Changes.answers(client, of(found.getRegistry()), () -> client.repo(id))
                        .startWith(found)
                        .distinctUntilChanged()
                        .skip(1);
                for (Repo next : Connection.each(news)) {
                    RepoDetails.print(next, output, out);
                    if (out.checkError()) {
                        break; // the reader of the pipe has what it wanted
                    }
                }
            }
            return Exit.OK;
        }
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
