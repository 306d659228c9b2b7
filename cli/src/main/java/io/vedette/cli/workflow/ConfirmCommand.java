package io.vedette.cli.workflow;

import io.vedette.cli.Exit;
import io.vedette.cli.command.CommandFlags;
import io.vedette.client.CommandResult;
import io.vedette.client.RegistryClient;
import io.vedette.domain.WorkflowCommand;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code vedette confirm task ID}. */
@Command(name = "confirm", description = "Says that a person has done something.")
public final class ConfirmCommand {

    @Command(
            name = "task",
            description = "What a workflow asked for is done, so that it goes on. See: vedette get tasks.")
    int task(
            @Mixin CommandFlags flags,
            @Mixin WorkflowParameter workflow,
            @Option(
                            names = "--event",
                            paramLabel = "EVENT",
                            defaultValue = "",
                            description =
                                    "The event that says so, for a task that is done in the stead of an observer; vedette get"
                                            + " tasks names it.")
                    String event) {
        try (RegistryClient client = flags.connect()) {
            String task = workflow.find(client).getTask();
            CommandResult result = flags.execute(client, new WorkflowCommand.ConfirmTask(workflow.id(), event));
            flags.print(result, Map.of("done", task));
            return Exit.OK;
        }
    }
}
