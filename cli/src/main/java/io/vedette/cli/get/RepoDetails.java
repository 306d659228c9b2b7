package io.vedette.cli.get;

import io.vedette.cli.output.Cell;
import io.vedette.cli.output.Output;
import io.vedette.cli.output.OutputFormat;
import io.vedette.cli.output.OutputOption;
import io.vedette.cli.workflow.Sentence;
import io.vedette.domain.codec.WireIds;
import io.vedette.proto.v1.Omission;
import io.vedette.proto.v1.Repo;
import io.vedette.proto.v1.StorageTier;
import io.vedette.proto.v1.Workflow;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints one repository: as a table of facts, or as one JSON object. */
final class RepoDetails {

    private RepoDetails() {}

    /**
     * Prints a repository.
     *
     * @param under the workflow that it is in; null if it is in none, or in one that has just ended
     */
    static void print(Repo repo, @Nullable Workflow under, OutputOption output, PrintWriter out) {
        Map<String, @Nullable Object> facts = facts(repo, under);
        if (output.format() != OutputFormat.table) {
            try (Output rows = output.open(out, "repositories")) {
                rows.row(facts);
            }
            return;
        }
        try (Output rows = output.open(out, "repository")) {
            facts.forEach((name, value) -> {
                if (!(value instanceof List<?>)) {
                    rows.row(fact(name, value));
                }
            });
            for (Omission omission : repo.getOmissionsList()) {
                rows.row(fact("omitted", omission.getPath() + " (" + omission.getReason() + ")"));
            }
            int unlisted = repo.getOmissionCount() - repo.getOmissionsCount();
            if (unlisted > 0) {
                rows.row(fact("omitted", "and " + unlisted + " more"));
            }
        }
    }

    private static Map<String, @Nullable Object> fact(String name, @Nullable Object value) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("fact", name);
        row.put("value", value);
        return row;
    }

    private static Map<String, @Nullable Object> facts(Repo repo, @Nullable Workflow under) {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("id", WireIds.uuid(repo.getId()).toString());
        facts.put("registry", repo.getRegistry());
        facts.put("path", repo.getPath());
        facts.put("creator", repo.getCreator());
        facts.put("host", repo.getHost());
        facts.put("hostPath", repo.getHostPath());
        facts.put("shadowPath", Cell.orNull(repo.getShadowPath()));
        facts.put(
                "tier",
                repo.getTier() == StorageTier.STORAGE_TIER_UNSPECIFIED
                        ? null
                        : repo.getTier().name());
        facts.put("error", Cell.orNull(repo.getError()));
        facts.put("remote", Cell.orNull(repo.getRemote()));
        facts.put(
                "workflow",
                repo.getWorkflowId().isEmpty()
                        ? null
                        : WireIds.uuid(repo.getWorkflowId()).toString());
        facts.put("workflowKind", under == null ? null : Cell.orNull(under.getKind()));
        facts.put("underWay", under == null ? null : Cell.orNull(Sentence.of(under)));
        facts.put("events", repo.getVersion());
        facts.put("unknownEvents", repo.getUnknownEvents());
        facts.put("omissionCount", repo.getOmissionCount());
        facts.put(
                "omissions",
                repo.getOmissionsList().stream()
                        .map(one -> Map.of("path", one.getPath(), "reason", one.getReason()))
                        .toList());
        return facts;
    }
}
