package io.vedette.cli.command;

import io.vedette.cli.Exit;
import io.vedette.cli.ThisUser;
import io.vedette.client.CommandResult;
import io.vedette.client.RegistryClient;
import io.vedette.domain.RegistryCommand;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vedette init repo REGISTRY PATH}. */
@Command(name = "init", description = "Starts something.")
public final class InitCommand {

    @Command(
            name = "repo",
            description = "Makes a repository. The observer of its file server initialises and opens it.")
    int repo(
            @Mixin CommandFlags flags,
            @Parameters(paramLabel = "REGISTRY", description = "The registry's name.") String registry,
            @Parameters(paramLabel = "PATH", description = "Where, as /ex/a/foo.") String path,
            @Option(names = "--id", paramLabel = "UUID", description = "The repository's id. Default: a new one.")
                    @Nullable
                    UUID id,
            @Option(
                            names = "--creator",
                            paramLabel = "\"NAME <MAIL>\"",
                            description = "Who asks. Default: the user of this machine.")
                    @Nullable
                    String creator,
            @Mixin WaitFlag wait) {
        RepoId repo = new RepoId(id == null ? flags.newId("repo") : id);
        RegistryCommand.InitRepo init =
                new RegistryCommand.InitRepo(registry, repo, new RepoPath(path), ThisUser.or(creator));
        try (RegistryClient client = flags.connect()) {
            CommandResult result = flags.execute(client, init);
            Settled settled = wait.wanted ? wait.untilSettled(client, registry, repo) : Settled.NOT_AWAITED;
            flags.print(result, settled.columns(repo));
            return settled.failed() ? Exit.FINDINGS : Exit.OK;
        }
    }

    /** How a repository ended up. */
    record Settled(@Nullable String shadow, @Nullable String error) {

        static final Settled NOT_AWAITED = new Settled(null, null);

        boolean failed() {
            return error != null;
        }

        Map<String, String> columns(RepoId repo) {
            Map<String, String> columns = new LinkedHashMap<>();
            columns.put("repo", repo.toString());
            columns.put("result", error != null ? error : shadow != null ? shadow : "accepted");
            return columns;
        }
    }
}
