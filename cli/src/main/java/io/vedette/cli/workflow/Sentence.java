package io.vedette.cli.workflow;

import io.vedette.domain.codec.WireIds;
import io.vedette.proto.v1.Workflow;

/** Where a workflow stands, in words. */
public final class Sentence {

    private Sentence() {}

    /** The workflow, where it stands, and why it does not go on. */
    public static String of(Workflow row) {
        String phase = row.getPhase().isEmpty() ? "is beginning" : "is " + row.getPhase();
        String why = why(row);
        String kind = row.getKind().isEmpty() ? "" : " (" + row.getKind() + ")";
        return "workflow " + WireIds.uuid(row.getId()) + kind + " " + phase + (why.isEmpty() ? "" : ", " + why);
    }

    /** Why it does not go on, or how it ended. */
    public static String why(Workflow row) {
        if (!row.getParked().isEmpty()) {
            return "parked: " + row.getParked() + "; mend the cause, then: vedette retry workflow "
                    + WireIds.uuid(row.getId());
        }
        if (!row.getOpen()) {
            return row.getMessage();
        }
        String waits = row.getWaitsFor().isEmpty()
                ? ""
                : "waits for " + row.getWaitsFor()
                        + (row.getWaitsForWhom().isEmpty() ? "" : " from " + row.getWaitsForWhom());
        String task = row.getTask().isEmpty() ? "" : "a person has to " + confirmed(row);
        return waits + (waits.isEmpty() || task.isEmpty() ? "" : "; ") + task;
    }

    private static String confirmed(Workflow row) {
        return row.getTask() + ", then: " + confirmation(row);
    }

    /** The command that says that its task is done. */
    public static String confirmation(Workflow row) {
        return "vedette confirm task " + WireIds.uuid(row.getId())
                + (row.getTaskEvent().isEmpty() ? "" : " --event " + row.getTaskEvent());
    }
}
