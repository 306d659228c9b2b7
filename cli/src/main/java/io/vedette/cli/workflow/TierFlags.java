package io.vedette.cli.workflow;

import io.vedette.cli.Repos;
import io.vedette.cli.ThisUser;
import io.vedette.cli.command.CommandFlags;
import io.vedette.client.RegistryClient;
import io.vedette.domain.RegistryCommand;
import io.vedette.domain.RepoId;
import io.vedette.domain.StorageTier;
import io.vedette.domain.WorkflowId;
import io.vedette.domain.codec.WireIds;
import io.vedette.proto.v1.Repo;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the commands that change a tier have in common. */
final class TierFlags {

    @Mixin
    Repos repos = new Repos();

    @Mixin
    WorkflowOption workflow = new WorkflowOption();

    @Option(
            names = "--author",
            paramLabel = "\"NAME <MAIL>\"",
            description = "Who asks. Default: the user of this machine.")
    @Nullable
    String author;

    int change(StorageTier target, String which, CommandFlags flags, WaitFlag wait) {
        try (RegistryClient client = flags.connect()) {
            Repo found = repos.find(client, which);
            WorkflowId id = workflow.orNew(flags);
            return Begun.by(
                    new RegistryCommand.BeginTierChange(
                            found.getRegistry(),
                            new RepoId(WireIds.uuid(found.getId())),
                            id,
                            target,
                            ThisUser.or(author)),
                    id,
                    found.getRegistry(),
                    client,
                    flags,
                    wait);
        }
    }
}
