package io.vedette.cli.lever;

import io.vedette.proto.v1.Control;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code vedette pause repo ID|PATH}. */
@Command(name = "pause", description = "Holds what an observer does, until it is resumed or the observer restarts.")
public final class PauseCommand {

    @Command(
            name = "repo",
            description =
                    "A repository, on whichever observer has it. What runs goes on to its end, and nothing begins.")
    int repo(
            @Mixin LeverFlags flags,
            @Parameters(paramLabel = "ID|PATH", description = "The repository's id, or its path.") String which) {
        return flags.pull(Control.Lever.PAUSE, which);
    }
}
