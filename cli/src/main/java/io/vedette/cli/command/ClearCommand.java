package io.vedette.cli.command;

import io.vedette.cli.Connection;
import io.vedette.cli.Exit;
import io.vedette.cli.Repos;
import io.vedette.cli.UserError;
import io.vedette.client.RegistryClient;
import io.vedette.domain.RepoCommand;
import io.vedette.domain.RepoId;
import io.vedette.proto.v1.Repo;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vedette clear error ID|PATH}. */
@Command(name = "clear", description = "Clears something stored.")
public final class ClearCommand {

    @Command(name = "error", description = "Clears a stored error; what is open is tried again.")
    int error(
            @Mixin CommandFlags flags,
            @Mixin Repos repos,
            @Parameters(paramLabel = "ID|PATH", description = "The repository's id, or its path.") String which,
            @Option(
                            names = "--message",
                            paramLabel = "TEXT",
                            description = "Only if this is the stored text. Default: whatever is stored now.")
                    @Nullable
                    String message) {
        if (flags.commandId != null && message == null) {
            throw new UserError(
                    Exit.USAGE,
                    "--command-id needs --message: what is stored may be another error when the command is repeated");
        }
        try (RegistryClient client = flags.connect()) {
            RepoId repo = repos.id(client, which);
            String text = message == null ? stored(client, repo) : message;
            flags.print(flags.execute(client, new RepoCommand.ClearRepoError(repo, text)), Map.of("cleared", text));
            return Exit.OK;
        }
    }

    private static String stored(RegistryClient client, RepoId repo) {
        Repo found = Connection.await(client.repo(repo));
        return found == null ? "" : found.getError();
    }
}
