package io.vedette.cli.explain;

import io.vedette.cli.Connection;
import io.vedette.cli.Exit;
import io.vedette.cli.Repos;
import io.vedette.cli.UserError;
import io.vedette.cli.output.Output;
import io.vedette.cli.output.OutputOption;
import io.vedette.client.RegistryClient;
import io.vedette.domain.RepoId;
import io.vedette.domain.codec.WireIds;
import io.vedette.proto.v1.ExplainReply;
import io.vedette.proto.v1.ExplainRequest;
import io.vedette.proto.v1.Explanation;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vedette explain}. */
@Command(name = "explain", description = "Asks all observers what their activities do, wait for, and suffer from.")
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

    @Override
    public Integer call() {
        if (ask(connection, output, ExplainRequest.newBuilder().setAll(all)) == 0 && !all) {
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
        if (ask(server, format, request) == 0) {
            throw new UserError(
                    Exit.FINDINGS,
                    "no observer that answered follows repository " + which
                            + "; see what is there with: vedette get repo " + which);
        }
        return Exit.OK;
    }

    /** Prints what the observers say, and how many activities that is. */
    private int ask(Connection server, OutputOption format, ExplainRequest.Builder request) {
        try (RegistryClient client = server.open();
                Output out = format.open(Objects.requireNonNull(spec), "activities")) {
            int observers = 0;
            int count = 0;
            for (ExplainReply reply : Connection.each(client.explain(request.build()))) {
                observers++;
                if (reply.getSilent()) {
                    say("observer " + reply.getObserver() + " did not answer");
                }
                for (Explanation row : reply.getExplanationsList()) {
                    out.row(row(reply.getObserver(), row));
                    count++;
                }
            }
            if (observers == 0) {
                throw new UserError(
                        Exit.FINDINGS,
                        "no observer is linked to this registry server; start one with: vedette observe");
            }
            return count;
        }
    }

    private void say(String what) {
        Objects.requireNonNull(spec).commandLine().getErr().println("vedette: " + what);
    }

    private static Map<String, @Nullable Object> row(String observer, Explanation explained) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("observer", observer);
        row.put("kind", explained.getAggregate().getKind().name().toLowerCase(Locale.ROOT));
        row.put("id", WireIds.uuid(explained.getAggregate().getId()).toString());
        row.put("path", orNull(explained.getPath()));
        row.put("role", orNull(explained.getRole()));
        row.put("state", explained.getState().name());
        row.put("since", time(explained.getSinceMillis()));
        row.put("tail", explained.getTailVersion());
        row.put("head", explained.getHeadVersion());
        row.put("waiting", orNull(explained.getWaitingFor()));
        row.put("pausedSince", time(explained.getPausedSinceMillis()));
        row.put("effect", orNull(explained.getEffect()));
        row.put("effectSince", time(explained.getEffectSinceMillis()));
        row.put("errors", explained.getErrorCount());
        row.put("nextTry", time(explained.getNextTryMillis()));
        row.put("pending", explained.getPendingList());
        row.put("unknown", explained.getUnknownEvents());
        row.put("lastError", orNull(explained.getLastError()));
        return row;
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static @Nullable String time(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis).toString();
    }
}
