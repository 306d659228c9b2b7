package io.vedette.cli.lever;

import io.vedette.cli.AskingFlags;
import io.vedette.cli.Connection;
import io.vedette.cli.Exit;
import io.vedette.cli.Repos;
import io.vedette.cli.UserError;
import io.vedette.cli.output.Cell;
import io.vedette.cli.output.Output;
import io.vedette.client.RegistryClient;
import io.vedette.domain.AggregateId;
import io.vedette.domain.RegistryId;
import io.vedette.domain.WorkflowId;
import io.vedette.domain.codec.WireIds;
import io.vedette.proto.v1.Control;
import io.vedette.proto.v1.LeverReply;
import io.vedette.proto.v1.LeverRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every lever, and how one is pulled. */
final class LeverFlags extends AskingFlags {

    @Option(
            names = "--by",
            paramLabel = "NAME",
            defaultValue = "${sys:user.name:-}",
            description = "Who pulls it, as explain tells others. Default: your name on this machine.")
    String by = "";

    /** Pulls a lever for a repository; refused if there is no such one. */
    int pullForRepo(Control.Lever lever, Repos repos, String which) {
        return pull(lever, client -> repos.known(client, which).aggregate(), "repository " + which);
    }

    /** Pulls a lever for the following of a registry. */
    int pullForRegistry(Control.Lever lever, String name) {
        return pull(lever, client -> RegistryId.ofName(name).aggregate(), "registry " + name);
    }

    /** Pulls a lever for a workflow, at the registry and at observers that play a part in it; refused if there is none. */
    int pullForWorkflow(Control.Lever lever, String id) {
        WorkflowId workflow = WorkflowId.of(id);
        return pull(
                lever,
                client -> {
                    Connection.await(client.workflow(workflow));
                    return workflow.aggregate();
                },
                "workflow " + workflow);
    }

    /**
     * Pulls a lever at all observers and prints what each of them says.
     *
     * @param at finds whose activity it is; refused if there is no such thing
     * @param what how people call that
     */
    private int pull(Control.Lever lever, Function<RegistryClient, AggregateId> at, String what) {
        try (RegistryClient client = connect()) {
            LeverRequest request = LeverRequest.newBuilder()
                    .setLever(lever)
                    .setAggregate(WireIds.ref(at.apply(client)))
                    .setBy(by)
                    .build();
            List<LeverReply> replies = new ArrayList<>();
            Connection.each(client.lever(request)).forEach(replies::add);
            replies.sort(Comparator.comparing(LeverReply::getObserver));
            try (Output out = output("observers")) {
                replies.forEach(reply -> out.row(row(reply)));
            }
            if (replies.isEmpty()) {
                throw UserError.noObserver();
            }
            if (replies.stream().noneMatch(LeverReply::getFound)) {
                throw new UserError(Exit.FINDINGS, nobody(lever, what, replies));
            }
            return Exit.OK;
        }
    }

    private static Map<String, @Nullable Object> row(LeverReply reply) {
        boolean there = reply.getFound() && reply.hasExplanation();
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("observer", reply.getObserver());
        row.put("answer", reply.getSilent() ? "silent" : reply.getFound() ? "pulled" : "not followed");
        row.put("path", there ? Cell.orNull(reply.getExplanation().getPath()) : null);
        row.put("state", there ? reply.getExplanation().getState().name() : null);
        row.put("said", reply.getMessage());
        row.put("why", there ? Cell.orNull(reply.getExplanation().getWhy()) : null);
        return row;
    }

    private static String nobody(Control.Lever lever, String what, List<LeverReply> replies) {
        String silent = replies.stream()
                .filter(LeverReply::getSilent)
                .map(LeverReply::getObserver)
                .collect(Collectors.joining(", "));
        return "no observer that answered follows " + what + ", so nobody could "
                + lever.name().toLowerCase(Locale.ROOT) + " it"
                + (silent.isEmpty() ? "; see who follows what with: vedette explain --all" : "; silent: " + silent);
    }
}
