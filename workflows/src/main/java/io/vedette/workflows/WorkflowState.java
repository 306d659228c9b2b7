package io.vedette.workflows;

/** What a workflow has come to, folded from its history. Immutable, with {@code equals}. */
public interface WorkflowState {

    /** Where it stands in the table of {@link Transitions}. */
    Enum<?> phase();
}
