package io.vedette.cli.workflow;

import io.vedette.cli.command.CommandFlags;
import io.vedette.domain.WorkflowId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --workflow}. */
final class WorkflowOption {

    @Option(names = "--workflow", paramLabel = "UUID", description = "The workflow's id. Default: a new one.")
    @Nullable
    UUID id;

    WorkflowId orNew(CommandFlags flags) {
        return new WorkflowId(id == null ? flags.newId("workflow") : id);
    }
}
