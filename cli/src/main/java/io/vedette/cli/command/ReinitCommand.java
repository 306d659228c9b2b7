package io.vedette.cli.command;

import io.vedette.cli.Exit;
import io.vedette.cli.Repos;
import io.vedette.client.RegistryClient;
import io.vedette.domain.RegistryCommand;
import io.vedette.domain.RepoId;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vedette reinit repo REGISTRY ID|PATH}. */
@Command(name = "reinit", description = "Starts something again.")
public final class ReinitCommand {

    @Command(name = "repo", description = "Clears a stored error and initialises again where there is no shadow.")
    int repo(
            @Mixin CommandFlags flags,
            @Parameters(paramLabel = "REGISTRY", description = "The registry's name.") String registry,
            @Parameters(paramLabel = "ID|PATH", description = "The repository's id, or its path.") String which,
            @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why, for the history.")
                    String reason) {
        try (RegistryClient client = flags.connect()) {
            RepoId repo = Repos.id(client, which, registry);
            flags.print(flags.execute(client, new RegistryCommand.ReinitRepo(registry, repo, reason)), Map.of());
            return Exit.OK;
        }
    }
}
