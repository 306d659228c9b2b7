package io.vedette.cli.lever;

import io.vedette.proto.v1.Control;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code vedette retry repo ID|PATH}. */
@Command(name = "retry", description = "Tries at once what is parked or backs off.")
public final class RetryCommand {

    @Command(
            name = "repo",
            description = "A repository, on whichever observer has it. One that is paused is tried after its resume.")
    int repo(
            @Mixin LeverFlags flags,
            @Parameters(paramLabel = "ID|PATH", description = "The repository's id, or its path.") String which) {
        return flags.pull(Control.Lever.RETRY, which);
    }
}
