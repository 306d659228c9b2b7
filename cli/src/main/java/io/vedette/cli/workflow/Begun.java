package io.vedette.cli.workflow;

import io.vedette.cli.Exit;
import io.vedette.cli.command.CommandFlags;
import io.vedette.client.CommandResult;
import io.vedette.client.RegistryClient;
import io.vedette.domain.Command;
import io.vedette.domain.WorkflowId;

/** Begins a workflow by a command, and follows it where that is wanted. */
final class Begun {

    private Begun() {}

    /**
     * Begins, waits, prints; the exit code.
     *
     * @param registry the name of the registry that it is about
     */
    static int by(
            Command command,
            WorkflowId workflow,
            String registry,
            RegistryClient client,
            CommandFlags flags,
            WaitFlag wait) {
        CommandResult result = flags.execute(client, command);
        return end(
                result,
                workflow,
                wait.wanted ? follow(result, workflow, registry, client, wait).untilEnded() : Ending.begun(),
                flags,
                wait);
    }

    static Follow follow(
            CommandResult result, WorkflowId workflow, String registry, RegistryClient client, WaitFlag wait) {
        return wait.follow(
                client, registry, Math.max(0, result.version() - result.events().size()), workflow);
    }

    static int end(CommandResult result, WorkflowId workflow, Ending ending, CommandFlags flags, WaitFlag wait) {
        flags.print(result, ending.columns(workflow));
        ending.say(workflow, wait.err());
        return ending.well() ? Exit.OK : Exit.FINDINGS;
    }
}
