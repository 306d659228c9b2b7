package io.vedette.workflows;

import io.vedette.domain.Refusal;
import io.vedette.domain.Undertaking;
import io.vedette.domain.WorkflowCommand;
import io.vedette.domain.WorkflowId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A kind of workflow, defined once: the registry's process manager, the observers and the diagrams are driven by it, and know
 * no kind themselves.
 *
 * <p>All of it is pure: nothing here does input or output, reads a clock, draws a random number or throws. {@link #next}
 * names the same step on each call until that step's event is in the history; whoever runs it remembers which steps were
 * answered, so that none is done twice while it lives, and does it again after a restart.
 *
 * @param <S> what a workflow of this kind has come to
 * @param <E> its events: a sealed interface whose permitted classes are records
 */
public interface WorkflowDefinition<S extends WorkflowState, E extends WorkflowEvent> {

    /** What histories call it, as {@code MOVE_REPO}: capitals, digits and underscores, beginning with a letter. */
    String kind();

    /** Its events. The one that leaves the first phase begins the history. */
    EventTypes<E> events();

    /** Which event leads where. */
    Transitions transitions();

    /** Before the first event. */
    S initial();

    /** The state after an event. One that does not fit changes nothing that matters; it never throws. */
    S evolve(S state, E event);

    /** What a workflow is about; null before its first event. */
    @Nullable
    Subject subject(S state);

    /** What a party does next. */
    Step next(Party party, Situation<S> situation);

    /**
     * Why an event that has its row in the table is refused all the same, as for a fence that does not match.
     *
     * @return null if it is not
     */
    default @Nullable Refusal refusal(WorkflowId workflow, S state, E event) {
        return null;
    }

    /** The event by which an administrator aborts it; null if this kind cannot be aborted. Where it can, the table says. */
    default @Nullable E abort(String reason) {
        return null;
    }

    /** Whether what a registry has begun with a repository is work of this kind. Such a workflow begins there. */
    default boolean opens(Undertaking undertaking) {
        return false;
    }

    /**
     * The parts that an observer plays, in the order in which it plays them.
     *
     * @param wasOurs whether the place that the repository leaves is the observer's
     * @param isOurs whether the place that it comes to is
     */
    default List<Role> roles(boolean wasOurs, boolean isOurs) {
        return wasOurs || isOurs ? List.of(Role.OBSERVER) : List.of();
    }

    /** What people call the command that appends an event, as {@code releaseMoveRepo}. */
    default String command(Class<? extends E> event) {
        return "append" + event.getSimpleName();
    }

    /** Appends an event to a workflow's history, in the name of a party. */
    default Step.Post post(Party party, WorkflowId workflow, E event) {
        var written = events().write(kind(), event);
        return new Step.Post(
                party.role() == Role.SERVER
                        ? new WorkflowCommand.Record(workflow, written)
                        : new WorkflowCommand.Append(workflow, written),
                null);
    }
}
