package io.vedette.domain;

/** A command to a workflow. What it leads to, the definition of the workflow's kind says. */
public sealed interface WorkflowCommand extends Command {

    /** The workflow. */
    WorkflowId workflow();

    @Override
    default AggregateId target() {
        return workflow().aggregate();
    }

    /**
     * Appends an event.
     *
     * @param event with the kind of workflow
     */
    record Append(WorkflowId workflow, Event.OfWorkflow event) implements WorkflowCommand {}

    /** Aborts it. */
    record Abort(WorkflowId workflow, String reason) implements WorkflowCommand {}

    /** Says that a person has done what it asks of people. */
    record ConfirmTask(WorkflowId workflow) implements WorkflowCommand {}

    /** Appends an event that is not for others to append. Posted by the registry itself. */
    record Record(WorkflowId workflow, Event.OfWorkflow event) implements WorkflowCommand {}
}
