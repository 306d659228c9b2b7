package io.vedette.cli.lever;

import io.vedette.cli.Repos;
import io.vedette.proto.v1.Control;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code vedette retry}. */
@Command(name = "retry", description = "Tries at once what is parked, backs off or waits.")
public final class RetryCommand {

    @Command(
            name = "repo",
            description = "A repository, on whichever observer has it. One that is paused is tried after its resume.")
    int repo(
            @Mixin LeverFlags flags,
            @Mixin Repos repos,
            @Parameters(paramLabel = "ID|PATH", description = "The repository's id, or its path.") String which) {
        return flags.pullForRepo(Control.Lever.RETRY, repos, which);
    }

    @Command(name = "registry", description = "The following of a registry, which finds its new repositories.")
    int registry(
            @Mixin LeverFlags flags,
            @Parameters(paramLabel = "NAME", description = "The registry's name.") String name) {
        return flags.pullForRegistry(Control.Lever.RETRY, name);
    }

    @Command(
            name = "workflow",
            description =
                    "The registry's own part in a workflow, and that of observers. What they do with its repository, retry repo tries.")
    int workflow(
            @Mixin LeverFlags flags, @Parameters(paramLabel = "ID", description = "The workflow's id.") String id) {
        return flags.pullForWorkflow(Control.Lever.RETRY, id);
    }
}
