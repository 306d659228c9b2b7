package io.vedette.cli.explain;

import io.vedette.cli.Connection;
import io.vedette.cli.Exit;
import io.vedette.cli.Repos;
import io.vedette.cli.UserError;
import io.vedette.cli.output.Output;
import io.vedette.cli.output.OutputFormat;
import io.vedette.cli.output.OutputOption;
import io.vedette.client.RegistryClient;
import io.vedette.domain.RepoId;
import io.vedette.domain.WorkflowId;
import io.vedette.domain.codec.WireIds;
import io.vedette.proto.v1.Condition;
import io.vedette.proto.v1.ExplainReply;
import io.vedette.proto.v1.ExplainRequest;
import io.vedette.proto.v1.Explanation;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vedette explain}. */
@Command(
        name = "explain",
        description = "Asks all observers what their activities do, wait for, and suffer from, and what can be done.")
public final class ExplainCommand implements Callable<Integer> {

    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    Connection connection = new Connection();

    @Mixin
    OutputOption output = new OutputOption();

    @Option(names = "--all", description = "Sleeping activities too.")
    boolean all;

    /**
     * What was answered.
     *
     * @param activities how many
     * @param conditions how many troubles of observers themselves
     * @param observers who is linked, and what they observe
     */
    private record Heard(int activities, int conditions, Set<String> observers) {}

    @Override
    public Integer call() {
        Heard heard = ask(connection, output, ExplainRequest.newBuilder().setAll(all));
        if (heard.activities() + heard.conditions() == 0 && !all) {
            say("nothing is awake; --all shows what sleeps");
        }
        return Exit.OK;
    }

    @Command(name = "repo", description = "One repository, on whichever observer has it.")
    int repo(
            @Mixin Connection server,
            @Mixin OutputOption format,
            @Parameters(paramLabel = "ID|PATH", description = "The repository's id, or its path.") String which) {
        ExplainRequest.Builder request = ExplainRequest.newBuilder().setAll(true);
        if (Repos.isPath(which)) {
            request.setPath(which);
        } else {
            request.setAggregate(WireIds.ref(RepoId.of(which).aggregate()));
        }
        Heard heard = ask(server, format, request);
        if (heard.activities() == 0) {
            throw new UserError(
                    Exit.FINDINGS,
                    "no observer that answered follows repository " + which + "; linked are: "
                            + String.join("; ", heard.observers()) + "; see where it lives with: vedette get repo "
                            + which);
        }
        return Exit.OK;
    }

    @Command(name = "workflow", description = "One workflow, in the registry and on observers that play a part in it.")
    int workflow(
            @Mixin Connection server,
            @Mixin OutputOption format,
            @Parameters(paramLabel = "ID", description = "The workflow's id.") String which) {
        WorkflowId workflow = WorkflowId.of(which);
        ExplainRequest.Builder request =
                ExplainRequest.newBuilder().setAll(true).setAggregate(WireIds.ref(workflow.aggregate()));
        if (ask(server, format, request).activities() == 0) {
            try (RegistryClient client = server.open()) {
                Connection.await(client.workflow(workflow)); // refused where there is no such workflow
            }
            throw new UserError(
                    Exit.FINDINGS,
                    "nobody is at work on workflow " + workflow + "; see how it ended with: vedette events workflow "
                            + workflow);
        }
        return Exit.OK;
    }

    /** Prints what the observers say, and the registry as one of them. */
    private Heard ask(Connection server, OutputOption format, ExplainRequest.Builder request) {
        boolean table = format.format() == OutputFormat.table;
        try (RegistryClient client = server.open();
                Output out = format.open(Objects.requireNonNull(spec), "activities")) {
            Set<String> observers = new TreeSet<>();
            int activities = 0;
            int conditions = 0;
            for (ExplainReply reply : Connection.each(client.explain(request.build()))) {
                if (!reply.getRegistry().isEmpty()) { // the registry itself observes none
                    observers.add(reply.getObserver() + ", which observes "
                            + String.join(" ", reply.getPathPrefixesList()) + " of registry " + reply.getRegistry());
                }
                if (reply.getSilent()) {
                    say("observer " + reply.getObserver() + " did not answer");
                }
                for (Explanation row : reply.getExplanationsList()) {
                    out.row(table ? Rows.brief(reply.getObserver(), row) : Rows.full(reply.getObserver(), row));
                    activities++;
                }
                for (Condition row : reply.getConditionsList()) {
                    out.row(table ? Rows.brief(reply.getObserver(), row) : Rows.full(reply.getObserver(), row));
                    conditions++;
                }
            }
            if (observers.isEmpty() && activities > 0) {
                say("no observer is linked to this registry server; start one with: vedette observe");
            } else if (observers.isEmpty()) {
                throw UserError.noObserver();
            }
            return new Heard(activities, conditions, observers);
        }
    }

    private void say(String what) {
        Objects.requireNonNull(spec).commandLine().getErr().println("vedette: " + what);
    }
}
