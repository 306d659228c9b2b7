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

    /**
     * Says that a person has done what it asks of people.
     *
     * @param event the type of the event that says so; empty for a task that is for people to do. What was done in the stead
     *     of an observer must be said by name, so that a command for an earlier task does not say it
     */
    record ConfirmTask(WorkflowId workflow, String event) implements WorkflowCommand {

        /** A person has done what is for people to do. */
        public ConfirmTask(WorkflowId workflow) {
            this(workflow, "");
        }
    }

    /** Appends an event that is not for others to append. Posted by the registry itself. */
    record Record(WorkflowId workflow, Event.OfWorkflow event) implements WorkflowCommand {}
}
