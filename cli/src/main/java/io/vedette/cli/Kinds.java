package io.vedette.cli;

import io.vedette.workflows.WorkflowKinds;

/** The kinds of workflow that this program knows, the same in all its commands. */
public final class Kinds {

    private Kinds() {}

    /** All of them. */
    public static WorkflowKinds known() {
        return WorkflowKinds.builtIn();
    }
}
