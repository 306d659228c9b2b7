package io.vedette.cli.get;

import io.vedette.cli.output.Cell;
import io.vedette.cli.workflow.Sentence;
import io.vedette.domain.codec.WireIds;
import io.vedette.proto.v1.Workflow;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Workflows and tasks as they are printed: in sentences for a table, with all fields for programs. */
final class WorkflowRows {

    private WorkflowRows() {}

    static Map<String, @Nullable Object> brief(Workflow workflow) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("id", id(workflow));
        row.put("kind", Cell.orNull(workflow.getKind()));
        row.put("phase", Cell.orNull(workflow.getPhase()));
        row.put("path", Cell.orNull(workflow.getPath()));
        row.put("new path", Cell.orNull(workflow.getNewPath()));
        row.put("why", Cell.orNull(Sentence.why(workflow)));
        return row;
    }

    static Map<String, @Nullable Object> full(Workflow workflow) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("id", id(workflow));
        row.put("kind", Cell.orNull(workflow.getKind()));
        row.put("phase", Cell.orNull(workflow.getPhase()));
        row.put("open", workflow.getOpen());
        row.put("registry", Cell.orNull(workflow.getRegistry()));
        row.put(
                "repo",
                workflow.getRepoId().isEmpty()
                        ? null
                        : WireIds.uuid(workflow.getRepoId()).toString());
        row.put("path", Cell.orNull(workflow.getPath()));
        row.put("newPath", Cell.orNull(workflow.getNewPath()));
        row.put("events", workflow.getVersion());
        row.put("started", time(workflow.getStartedMillis()));
        row.put("changed", time(workflow.getChangedMillis()));
        row.put("waitsFor", Cell.orNull(workflow.getWaitsFor()));
        row.put("from", Cell.orNull(workflow.getWaitsForWhom()));
        row.put("task", Cell.orNull(workflow.getTask()));
        row.put("parked", Cell.orNull(workflow.getParked()));
        row.put("message", Cell.orNull(workflow.getMessage()));
        return row;
    }

    static Map<String, @Nullable Object> task(Workflow workflow) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("workflow", id(workflow));
        row.put("kind", workflow.getKind());
        row.put("path", Cell.orNull(workflow.getPath()));
        row.put("task", workflow.getTask());
        row.put("confirm", Sentence.confirmation(workflow));
        return row;
    }

    private static String id(Workflow workflow) {
        return WireIds.uuid(workflow.getId()).toString();
    }

    private static @Nullable String time(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis).toString();
    }
}
