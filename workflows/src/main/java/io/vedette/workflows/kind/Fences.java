package io.vedette.workflows.kind;

import io.vedette.domain.Refusal;
import io.vedette.domain.WorkflowId;
import org.jspecify.annotations.Nullable;

/** Turns away who comes with the fence of another change. */
final class Fences {

    private Fences() {}

    static @Nullable Refusal check(WorkflowId workflow, long expected, long given) {
        return expected == given
                ? null
                : Refusal.precondition(
                        "workflow " + workflow + " was begun by version " + expected + " of the repository, not by "
                                + given + "; whoever reports this comes from another change",
                        "FENCED");
    }
}
