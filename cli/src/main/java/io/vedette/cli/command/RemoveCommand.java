package io.vedette.cli.command;

import io.vedette.domain.RegistryCommand;
import io.vedette.domain.RepoPath;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code vedette remove root REGISTRY PATH}. */
@Command(name = "remove", description = "Removes from a registry.")
public final class RemoveCommand {

    @Command(name = "root", description = "Removes a root below which no repository lives.")
    int root(
            @Mixin CommandFlags flags,
            @Parameters(paramLabel = "REGISTRY", description = "The registry's name.") String registry,
            @Parameters(paramLabel = "PATH", description = "The root's path.") String path) {
        return flags.run(new RegistryCommand.RemoveRoot(registry, new RepoPath(path)));
    }
}
