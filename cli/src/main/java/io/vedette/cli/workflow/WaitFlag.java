package io.vedette.cli.workflow;

import io.vedette.cli.Kinds;
import io.vedette.client.RegistryClient;
import io.vedette.domain.WorkflowId;
import io.vedette.workflows.WorkflowKinds;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option {@code --wait} of commands that begin a workflow. */
final class WaitFlag {

    @Spec(Spec.Target.MIXEE)
    @Nullable
    CommandSpec spec;

    @Option(
            names = "--wait",
            description =
                    "Wait until the workflow has ended, and say on standard error whom it waits for; 1 if it ended"
                            + " otherwise than asked.")
    boolean wanted;

    @Option(
            names = "--wait-timeout",
            paramLabel = "DURATION",
            defaultValue = "1m",
            description = "How long to wait, as 1m. Default: 1m.")
    Duration limit = Duration.ofMinutes(1);

    private WorkflowKinds kinds = Kinds.known();

    /** Reads the events of these kinds, beside which there are none. */
    void know(WorkflowKinds all) {
        kinds = all;
    }

    /**
     * Follows a workflow.
     *
     * @param registry the name of its registry
     * @param since the version of the registry before which nothing was said of it
     */
    Follow follow(RegistryClient client, String registry, long since, WorkflowId workflow) {
        return new Follow(client, kinds, registry, since, workflow, err(), limit);
    }

    PrintWriter err() {
        return Objects.requireNonNull(spec).commandLine().getErr();
    }
}
