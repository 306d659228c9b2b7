package io.vedette.cli.command;

import io.vedette.domain.Host;
import io.vedette.domain.HostPath;
import io.vedette.domain.RegistryCommand;
import io.vedette.domain.RepoPath;
import io.vedette.domain.Root;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vedette add root REGISTRY PATH}. */
@Command(name = "add", description = "Adds to a registry.")
public final class AddCommand {

    @Command(
            name = "root",
            description = "Says on which file server, and below which directory, repositories below a path live.")
    int root(
            @Mixin CommandFlags flags,
            @Parameters(paramLabel = "REGISTRY", description = "The registry's name.") String registry,
            @Parameters(paramLabel = "PATH", description = "The path, as /ex. The longest root wins.") String path,
            @Option(names = "--host", paramLabel = "HOST", required = true, description = "The file server's name.")
                    String host,
            @Option(
                            names = "--host-path",
                            paramLabel = "DIR",
                            required = true,
                            description = "The directory on the file server.")
                    String hostPath) {
        return flags.run(new RegistryCommand.AddRoot(
                registry, new Root(new RepoPath(path), new Host(host), new HostPath(hostPath))));
    }
}
