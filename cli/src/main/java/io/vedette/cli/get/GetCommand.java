package io.vedette.cli.get;

import io.vedette.cli.Connection;
import io.vedette.cli.Exit;
import io.vedette.cli.UserError;
import io.vedette.cli.output.Output;
import io.vedette.cli.output.OutputOption;
import io.vedette.client.RegistryClient;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.Root;
import io.vedette.domain.codec.WireIds;
import io.vedette.proto.v1.Registry;
import io.vedette.proto.v1.Repo;
import io.vedette.proto.v1.RepoSummary;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vedette get registries|roots|repos|repo}. */
@Command(name = "get", description = "Shows the present state.")
public final class GetCommand {

    @Spec
    @Nullable
    CommandSpec spec;

    @Command(name = "registries", description = "Lists the registries.")
    int registries(@Mixin Connection connection, @Mixin OutputOption output) {
        try (RegistryClient client = connection.open();
                Output out = open(output, "registries")) {
            for (Registry registry : Connection.each(client.registries())) {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("name", registry.getName());
                row.put("id", WireIds.uuid(registry.getId()).toString());
                row.put("version", registry.getVersion());
                row.put("roots", registry.getRoots());
                row.put("repos", registry.getRepos());
                out.row(row);
            }
            return Exit.OK;
        }
    }

    @Command(name = "roots", description = "Lists the roots of a registry.")
    int roots(
            @Mixin Connection connection,
            @Mixin OutputOption output,
            @Parameters(paramLabel = "REGISTRY", description = "The registry's name.") String registry) {
        try (RegistryClient client = connection.open();
                Output out = open(output, "roots")) {
            for (Root root : Connection.each(client.roots(registry))) {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("path", root.path().value());
                row.put("host", root.host().name());
                row.put("hostPath", root.hostPath().value());
                out.row(row);
            }
            return Exit.OK;
        }
    }

    @Command(name = "repos", description = "Lists the repositories of a registry.")
    int repos(
            @Mixin Connection connection,
            @Mixin OutputOption output,
            @Parameters(paramLabel = "REGISTRY", description = "The registry's name.") String registry,
            @Option(
                            names = "--prefix",
                            paramLabel = "PATH",
                            defaultValue = "/",
                            description = "Only those at or below this path.")
                    String prefix) {
        try (RegistryClient client = connection.open();
                Output out = open(output, "repositories")) {
            for (RepoSummary repo : Connection.each(client.repos(registry, new RepoPath(prefix)))) {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("id", WireIds.uuid(repo.getId()).toString());
                row.put("path", repo.getPath());
                row.put("state", repo.getAdded() ? "ADDED" : "ACCEPTED");
                row.put("tier", repo.getTier().name());
                out.row(row);
            }
            return Exit.OK;
        }
    }

    @Command(name = "repo", description = "Shows one repository, with what its shadow cannot hold.")
    int repo(
            @Mixin Connection connection,
            @Mixin OutputOption output,
            @Parameters(paramLabel = "ID|PATH", description = "The repository's id, or its path.") String which,
            @Option(names = "--registry", paramLabel = "NAME", description = "The registry that a path belongs to.")
                    @Nullable
                    String registry) {
        try (RegistryClient client = connection.open()) {
            Repo found = Connection.await(
                    which.startsWith("/") ? client.repo(registry, new RepoPath(which)) : client.repo(RepoId.of(which)));
            if (found == null) {
                throw new UserError(Exit.REFUSED, "there is no repository " + which);
            }
            RepoDetails.print(
                    found, output, Objects.requireNonNull(spec).commandLine().getOut());
            return Exit.OK;
        }
    }

    private Output open(OutputOption output, String document) {
        return output.open(Objects.requireNonNull(spec), document);
    }
}
