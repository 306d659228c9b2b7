package io.vedette.cli.workflow;

import io.vedette.cli.Exit;
import io.vedette.cli.ThisUser;
import io.vedette.cli.command.CommandFlags;
import io.vedette.client.CommandResult;
import io.vedette.client.RegistryClient;
import io.vedette.domain.WorkflowCommand;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code vedette abort workflow ID}. */
@Command(name = "abort", description = "Takes something back that is under way.")
public final class AbortCommand {

    @Command(
            name = "workflow",
            description =
                    "Ends a workflow with everything where it was. Refused once it is past its point of no return.")
    int workflow(
            @Mixin CommandFlags flags,
            @Mixin WorkflowParameter workflow,
            @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the history. Default: your name.")
                    @Nullable
                    String reason) {
        String why = reason == null ? "aborted by " + ThisUser.or(null) : reason;
        try (RegistryClient client = flags.connect()) {
            CommandResult result = flags.execute(client, new WorkflowCommand.Abort(workflow.id(), why));
            flags.print(result, Map.of("result", "is being aborted: " + why));
            return Exit.OK;
        }
    }
}
