package io.vedette.cli.workflow;

import io.vedette.cli.command.CommandFlags;
import io.vedette.domain.StorageTier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code vedette unfreeze repo}. */
@Command(name = "unfreeze", description = "Lets something read-only be written again.")
public final class UnfreezeCommand {

    @Command(name = "repo", description = "Gives the files of a frozen repository the very modes back that they had.")
    int repo(
            @Mixin CommandFlags flags,
            @Mixin TierFlags tier,
            @Mixin WaitFlag wait,
            @Parameters(paramLabel = "ID|PATH", description = "The repository's id, or its path.") String which) {
        return tier.change(StorageTier.ONLINE, which, flags, wait);
    }
}
