package io.vedette.workflows.kind;

import io.vedette.domain.Refusal;
import io.vedette.domain.RepoView;
import io.vedette.domain.WorkflowId;
import io.vedette.workflows.Situation;
import io.vedette.workflows.Step;
import org.jspecify.annotations.Nullable;

/** Turns away who comes with the fence of another change, and holds back who does not see that one yet. */
final class Fences {

    private Fences() {}

    /**
     * Whether a party knows of the change from the workflow alone. As long as its view of the repository does not show the
     * change, it opens to clients what it has just closed.
     */
    static boolean isAhead(Situation<?> situation, long fence) {
        RepoView seen = situation.repo();
        return seen != null && seen.version() < fence;
    }

    /** Nothing, until the party sees the change. */
    static Step catchUp() {
        return Step.waitFor("the repository's own history to show the change", "this observer");
    }

    static @Nullable Refusal check(WorkflowId workflow, long expected, long given) {
        return expected == given
                ? null
                : Refusal.precondition(
                        "workflow " + workflow + " was begun by version " + expected + " of the repository, not by "
                                + given + "; whoever reports this comes from another change",
                        "FENCED");
    }
}
