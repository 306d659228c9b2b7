package io.vedette.cli.workflow;

import io.vedette.cli.Exit;
import io.vedette.cli.UserError;
import io.vedette.cli.command.CommandFlags;
import io.vedette.client.RegistryClient;
import io.vedette.domain.RegistryCommand;
import io.vedette.domain.RepoId;
import io.vedette.domain.codec.WireIds;
import io.vedette.proto.v1.Workflow;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code vedette give-up workflow ID}. */
@Command(name = "give-up", description = "Gives up something that has failed.")
public final class GiveUpCommand {

    @Command(
            name = "workflow",
            description = "A change of tier that failed: the repository is in its former tier again, as its files are.")
    int workflow(@Mixin CommandFlags flags, @Mixin WorkflowParameter workflow) {
        try (RegistryClient client = flags.connect()) {
            Workflow found = workflow.find(client);
            if (found.getRepoId().isEmpty()) {
                throw new UserError(
                        Exit.REFUSED,
                        "workflow " + workflow.id() + " (" + found.getKind()
                                + ") changes the tier of no repository; there is nothing to give up");
            }
            RepoId repo = new RepoId(WireIds.uuid(found.getRepoId()));
            flags.print(
                    flags.execute(
                            client, new RegistryCommand.GiveUpTierChange(found.getRegistry(), repo, workflow.id())),
                    Map.of("repo", repo.toString()));
            return Exit.OK;
        }
    }
}
