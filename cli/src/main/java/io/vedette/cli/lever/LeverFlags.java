package io.vedette.cli.lever;

import io.vedette.cli.Connection;
import io.vedette.cli.Exit;
import io.vedette.cli.Repos;
import io.vedette.cli.UserError;
import io.vedette.cli.output.Output;
import io.vedette.cli.output.OutputOption;
import io.vedette.client.RegistryClient;
import io.vedette.domain.RepoId;
import io.vedette.domain.codec.WireIds;
import io.vedette.proto.v1.Control;
import io.vedette.proto.v1.Explanation;
import io.vedette.proto.v1.LeverReply;
import io.vedette.proto.v1.LeverRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The options of every lever, and how one is pulled. */
final class LeverFlags {

    @Spec(Spec.Target.MIXEE)
    @Nullable
    CommandSpec spec;

    @Mixin
    Connection connection = new Connection();

    @Mixin
    OutputOption output = new OutputOption();

    @Mixin
    Repos repos = new Repos();

    /** Pulls a lever at all observers and prints what each of them says. */
    int pull(Control.Lever lever, String which) {
        try (RegistryClient client = connection.open()) {
            RepoId repo = repos.id(client, which);
            List<LeverReply> replies = ask(client, lever, repo);
            print(repo, replies);
            if (replies.stream().noneMatch(LeverReply::getFound)) {
                throw new UserError(Exit.FINDINGS, nobody(lever, which, replies));
            }
            return Exit.OK;
        }
    }

    private static List<LeverReply> ask(RegistryClient client, Control.Lever lever, RepoId repo) {
        List<LeverReply> replies = new ArrayList<>();
        LeverRequest request = LeverRequest.newBuilder()
                .setLever(lever)
                .setAggregate(WireIds.ref(repo.aggregate()))
                .build();
        Connection.each(client.lever(request)).forEach(replies::add);
        replies.sort(Comparator.comparing(LeverReply::getObserver));
        return replies;
    }

    private void print(RepoId repo, List<LeverReply> replies) {
        if (replies.isEmpty()) {
            return;
        }
        try (Output out = output.open(Objects.requireNonNull(spec), "observers")) {
            replies.forEach(reply -> out.row(row(repo, reply)));
        }
    }

    private static Map<String, @Nullable Object> row(RepoId repo, LeverReply reply) {
        Explanation now = reply.hasExplanation() ? reply.getExplanation() : null;
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("observer", reply.getObserver());
        row.put("found", reply.getSilent() ? null : reply.getFound());
        row.put("id", repo.toString());
        row.put("path", now == null ? null : orNull(now.getPath()));
        row.put("state", now == null ? null : now.getState().name());
        row.put("effect", now == null ? null : orNull(now.getEffect()));
        row.put("waiting", now == null ? null : orNull(now.getWaitingFor()));
        row.put("said", reply.getMessage());
        return row;
    }

    private static String nobody(Control.Lever lever, String which, List<LeverReply> replies) {
        if (replies.isEmpty()) {
            return "no observer is linked to this registry server; start one with: vedette observe";
        }
        String silent = replies.stream()
                .filter(LeverReply::getSilent)
                .map(LeverReply::getObserver)
                .collect(Collectors.joining(", "));
        return "no observer that answered follows repository " + which + ", so nobody could "
                + lever.name().toLowerCase(Locale.ROOT) + " it"
                + (silent.isEmpty() ? "; see who follows what with: vedette explain --all" : "; silent: " + silent);
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
