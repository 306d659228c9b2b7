package io.vedette.cli.workflow;

import io.vedette.cli.output.Printable;
import io.vedette.domain.Event;
import io.vedette.domain.Recorded;
import io.vedette.domain.RegistryEvent;
import io.vedette.domain.TierChangeCode;
import io.vedette.domain.WorkflowId;
import io.vedette.domain.codec.WireIds;
import io.vedette.proto.v1.Repo;
import io.vedette.proto.v1.StorageTier;
import io.vedette.proto.v1.Workflow;
import io.vedette.workflows.EventTypes;
import io.vedette.workflows.WorkflowKinds;
import io.vedette.workflows.WorkflowView;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a workflow came out, or why it does not go on.
 *
 * @param well whether it did what was asked
 * @param result in a few words
 * @param advice what to do now; null if nothing
 */
record Ending(boolean well, String result, @Nullable String advice) {

    /** It has only been asked for. */
    static Ending begun() {
        return new Ending(true, "begun", null);
    }

    /** What an event of a registry says of a workflow that never began; null if it says nothing of that. */
    static @Nullable Ending rejected(Event event, WorkflowId workflow) {
        String reason = event instanceof RegistryEvent.RepoMoveRejected move
                        && move.workflow().equals(workflow)
                ? move.reason()
                : event instanceof RegistryEvent.ShadowMoveAborted shadow
                                && shadow.workflow().equals(workflow)
                        ? shadow.reason()
                        : event instanceof RegistryEvent.TierChangeCompleted change
                                        && change.workflow().equals(workflow)
                                        && change.code() == TierChangeCode.ABORTED
                                ? change.message()
                                : null;
        return reason == null ? null : new Ending(false, "rejected: " + reason, null);
    }

    /** It stands still until a person clears an error. */
    static Ending stuck(Repo repo, WorkflowId workflow) {
        return new Ending(
                false,
                "stands still: an error is stored: " + repo.getError(),
                "mend the cause, then: vedette clear error " + WireIds.uuid(repo.getId())
                        + "; or take it back: vedette abort workflow " + workflow);
    }

    /**
     * How a workflow has ended.
     *
     * @param repo its repository; null if it has none
     */
    static Ending of(Workflow row, List<Recorded> history, WorkflowKinds kinds, @Nullable Repo repo) {
        Map<String, String> last = new LinkedHashMap<>();
        for (Recorded recorded : history) {
            if (recorded.event() instanceof Event.OfWorkflow event) {
                last.putAll(WorkflowView.fields(kinds, event));
            }
        }
        boolean failed = TierChangeCode.FAILED.name().equals(last.get("code"));
        boolean well = !failed && !row.getPhase().equals("ABORTED");
        String fromEvents = EventTypes.message(last);
        String said = fromEvents.isEmpty() ? row.getMessage() : fromEvents;
        String how = failed ? "FAILED" : row.getPhase();
        return new Ending(
                well, said.isEmpty() ? how : how + ": " + said, well || repo == null ? null : afterFailure(repo, row));
    }

    /** A change of tier that was aborted while the files were at work has failed, too. */
    private static @Nullable String afterFailure(Repo repo, Workflow row) {
        String again = repo.getTier() == StorageTier.FREEZE_FAILED
                ? "freeze"
                : repo.getTier() == StorageTier.UNFREEZE_FAILED ? "unfreeze" : null;
        return again == null
                ? null
                : "to try again: vedette " + again + " repo " + WireIds.uuid(repo.getId())
                        + "; to give it up: vedette give-up workflow " + WireIds.uuid(row.getId());
    }

    /** As columns of the command that began it. */
    Map<String, String> columns(WorkflowId workflow) {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("workflow", workflow.toString());
        columns.put("result", result);
        return columns;
    }

    /** Says what went wrong, if anything did. */
    void say(WorkflowId workflow, PrintWriter err) {
        if (!well) {
            String line = "vedette: workflow " + workflow + " " + result + (advice == null ? "" : "; " + advice);
            err.println(Printable.of(line));
        }
    }
}
