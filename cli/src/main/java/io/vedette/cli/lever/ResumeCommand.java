package io.vedette.cli.lever;

import io.vedette.cli.Repos;
import io.vedette.proto.v1.Control;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code vedette resume}. */
@Command(name = "resume", description = "Lets what is paused go on at once.")
public final class ResumeCommand {

    @Command(
            name = "repo",
            description = "A repository, on whichever observer has it. What it missed leads to one run.")
    int repo(
            @Mixin LeverFlags flags,
            @Mixin Repos repos,
            @Parameters(paramLabel = "ID|PATH", description = "The repository's id, or its path.") String which) {
        return flags.pullForRepo(Control.Lever.RESUME, repos, which);
    }

    @Command(name = "registry", description = "The following of a registry. New repositories that it missed are found.")
    int registry(
            @Mixin LeverFlags flags,
            @Parameters(paramLabel = "NAME", description = "The registry's name.") String name) {
        return flags.pullForRegistry(Control.Lever.RESUME, name);
    }

    @Command(name = "workflow", description = "The registry's own part in a workflow, and that of observers.")
    int workflow(
            @Mixin LeverFlags flags, @Parameters(paramLabel = "ID", description = "The workflow's id.") String id) {
        return flags.pullForWorkflow(Control.Lever.RESUME, id);
    }
}
