package io.vedette.cli.workflow;

import io.vedette.cli.command.CommandFlags;
import io.vedette.domain.StorageTier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code vedette freeze repo}. */
@Command(name = "freeze", description = "Makes something read-only.")
public final class FreezeCommand {

    @Command(
            name = "repo",
            description = "Makes the files of a repository read-only, and tells its clients. It can still be read.")
    int repo(
            @Mixin CommandFlags flags,
            @Mixin TierFlags tier,
            @Mixin WaitFlag wait,
            @Parameters(paramLabel = "ID|PATH", description = "The repository's id, or its path.") String which) {
        return tier.change(StorageTier.FROZEN, which, flags, wait);
    }
}
