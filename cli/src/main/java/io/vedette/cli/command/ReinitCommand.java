package io.vedette.cli.command;

import io.vedette.domain.RegistryCommand;
import io.vedette.domain.RepoId;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vedette reinit repo REGISTRY REPO}. */
@Command(name = "reinit", description = "Starts something again.")
public final class ReinitCommand {

    @Command(name = "repo", description = "Clears a stored error and initialises again where there is no shadow.")
    int repo(
            @Mixin CommandFlags flags,
            @Parameters(paramLabel = "REGISTRY", description = "The registry's name.") String registry,
            @Parameters(paramLabel = "REPO", description = "The repository's id.") UUID repo,
            @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why, for the history.")
                    String reason) {
        return flags.run(new RegistryCommand.ReinitRepo(registry, new RepoId(repo), reason));
    }
}
