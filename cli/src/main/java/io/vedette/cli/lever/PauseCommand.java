package io.vedette.cli.lever;

import io.vedette.cli.Repos;
import io.vedette.proto.v1.Control;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code vedette pause}. */
@Command(
        name = "pause",
        description =
                "Holds what an observer does, so that no call begins, until it is resumed or the observer restarts.")
public final class PauseCommand {

    @Command(
            name = "repo",
            description =
                    "A repository, on whichever observer has it. What runs goes on to its end, and nothing begins. A pause is not"
                            + " stored: an observer that restarts goes on.")
    int repo(
            @Mixin LeverFlags flags,
            @Mixin Repos repos,
            @Parameters(paramLabel = "ID|PATH", description = "The repository's id, or its path.") String which) {
        return flags.pullForRepo(Control.Lever.PAUSE, repos, which);
    }

    @Command(
            name = "registry",
            description =
                    "The following of a registry, so that no new repository is found. Those that are followed go on.")
    int registry(
            @Mixin LeverFlags flags,
            @Parameters(paramLabel = "NAME", description = "The registry's name.") String name) {
        return flags.pullForRegistry(Control.Lever.PAUSE, name);
    }

    @Command(name = "workflow", description = "The registry's own part in a workflow, and that of observers.")
    int workflow(
            @Mixin LeverFlags flags, @Parameters(paramLabel = "ID", description = "The workflow's id.") String id) {
        return flags.pullForWorkflow(Control.Lever.PAUSE, id);
    }
}
