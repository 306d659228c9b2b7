package io.vedette.cli.workflow;

import io.vedette.cli.Connection;
import io.vedette.cli.Repos;
import io.vedette.cli.command.CommandFlags;
import io.vedette.client.CommandResult;
import io.vedette.client.RegistryClient;
import io.vedette.domain.HostPath;
import io.vedette.domain.RegistryCommand;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.WorkflowId;
import io.vedette.domain.codec.WireIds;
import io.vedette.proto.v1.Repo;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vedette move repo|shadow}. */
@Command(name = "move", description = "Moves something by a workflow, across all whom it concerns.")
public final class MoveCommand {

    @Command(
            name = "repo",
            description =
                    "Moves a repository with its files and its history to another path, on the same file server or on"
                            + " another one. The former owner closes it, applications say that they are ready, the new owner takes"
                            + " it.")
    int repo(
            @Mixin CommandFlags flags,
            @Mixin Repos repos,
            @Mixin WorkflowOption workflow,
            @Mixin WaitFlag wait,
            @Parameters(paramLabel = "ID|PATH", description = "The repository's id, or its path.") String which,
            @Parameters(
                            paramLabel = "NEW_PATH",
                            description = "Where it shall be, as /ex/b. The root there says on" + " which file server.")
                    String newPath,
            @Option(
                            names = "--accept",
                            description = "Say for applications that they are ready, as soon as it has begun.")
                    boolean accept) {
        RepoPath to = new RepoPath(newPath);
        try (RegistryClient client = flags.connect()) {
            Repo found = repos.find(client, which);
            WorkflowId id = workflow.orNew(flags);
            RegistryCommand.BeginMoveRepo move =
                    new RegistryCommand.BeginMoveRepo(found.getRegistry(), id(found), id, to);
            CommandResult result = flags.execute(client, move);
            Follow follow = Begun.follow(result, id, found.getRegistry(), client, wait);
            Ending ending = accept ? accepted(client, follow, id) : null;
            if (ending == null) {
                ending = wait.wanted ? follow.untilEnded() : Ending.begun();
            }
            return Begun.end(result, id, ending, flags, wait);
        }
    }

    private static @Nullable Ending accepted(RegistryClient client, Follow follow, WorkflowId workflow) {
        Ending ended = follow.untilBegun();
        if (ended == null) {
            Connection.await(Acceptance.of(client, workflow));
        }
        return ended;
    }

    @Command(
            name = "shadow",
            description =
                    "Moves the shadow of a repository on its file server. The observer closes the repository, a person"
                            + " moves the shadow and confirms the task, the observer opens it again.")
    int shadow(
            @Mixin CommandFlags flags,
            @Mixin Repos repos,
            @Mixin WorkflowOption workflow,
            @Mixin WaitFlag wait,
            @Parameters(paramLabel = "ID|PATH", description = "The repository's id, or its path.") String which,
            @Parameters(paramLabel = "NEW_SHADOW_PATH", description = "Where the shadow shall be on the file server.")
                    String newShadow) {
        HostPath to = new HostPath(newShadow);
        try (RegistryClient client = flags.connect()) {
            Repo found = repos.find(client, which);
            WorkflowId id = workflow.orNew(flags);
            return Begun.by(
                    new RegistryCommand.BeginMoveShadow(found.getRegistry(), id(found), id, to),
                    id,
                    found.getRegistry(),
                    client,
                    flags,
                    wait);
        }
    }

    private static RepoId id(Repo repo) {
        return new RepoId(WireIds.uuid(repo.getId()));
    }
}
