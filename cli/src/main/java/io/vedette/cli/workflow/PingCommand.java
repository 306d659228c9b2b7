package io.vedette.cli.workflow;

import io.vedette.cli.Connection;
import io.vedette.cli.command.CommandFlags;
import io.vedette.client.RegistryClient;
import io.vedette.domain.RegistryId;
import io.vedette.domain.WorkflowCommand;
import io.vedette.domain.WorkflowId;
import io.vedette.workflows.kind.PingRegistry;
import io.vedette.workflows.kind.PingRegistryEvent;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vedette ping registry}. */
@Command(name = "ping", description = "Asks who is there.")
public final class PingCommand {

    private static final PingRegistry PING = new PingRegistry();

    @Command(
            name = "registry",
            description = "Has a registry and each observer that follows it say that they are there.")
    int registry(
            @Mixin CommandFlags flags,
            @Mixin WorkflowOption workflow,
            @Mixin WaitFlag wait,
            @Parameters(paramLabel = "NAME", description = "The registry's name.") String name,
            @Option(
                            names = "--seconds",
                            paramLabel = "N",
                            defaultValue = "5",
                            description = "How long answers are gathered. Default: 5.")
                    long seconds) {
        try (RegistryClient client = flags.connect()) {
            Connection.await(client.roots(name).then()); // refused, with the name, where there is no such registry
            WorkflowId id = workflow.orNew(flags);
            PingRegistryEvent.Started started = new PingRegistryEvent.Started(RegistryId.ofName(name), seconds);
            return Begun.by(
                    new WorkflowCommand.Append(id, PING.events().write(PING.kind(), started)),
                    id,
                    name,
                    client,
                    flags,
                    wait);
        }
    }
}
