package io.vedette.observer.internal.repo;

import io.vedette.domain.WorkflowId;
import io.vedette.workflows.Step;
import java.util.Locale;

/**
 * A step of a part in a workflow. Two are the same when they call the same with the same arguments, or tell the same, for the
 * same workflow, whatever the history says meanwhile.
 *
 * @param workflow whose step
 * @param name the effect, as {@code initializer.moveRepo}, or the command
 * @param step what is to be done: an effect or a command
 */
public record Work(WorkflowId workflow, String name, Step step) {

    /** The name that implementors and operators see, as {@code discard-move}. */
    String label() {
        return name.substring(name.indexOf('.') + 1)
                .replaceAll("Repo$", "")
                .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
    }

    private Object what() {
        return step instanceof Step.Do effect ? effect.call() : name;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Work that && workflow.equals(that.workflow) && what().equals(that.what());
    }

    @Override
    public int hashCode() {
        return 31 * workflow.hashCode() + what().hashCode();
    }
}
