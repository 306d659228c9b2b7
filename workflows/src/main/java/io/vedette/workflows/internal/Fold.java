package io.vedette.workflows.internal;

import io.vedette.domain.Event;
import io.vedette.domain.Refusal;
import io.vedette.domain.RegistryState;
import io.vedette.domain.RepoView;
import io.vedette.domain.WorkflowId;
import io.vedette.workflows.EventTypes;
import io.vedette.workflows.Party;
import io.vedette.workflows.Role;
import io.vedette.workflows.Situation;
import io.vedette.workflows.Step;
import io.vedette.workflows.Subject;
import io.vedette.workflows.Transitions;
import io.vedette.workflows.WorkflowDefinition;
import io.vedette.workflows.WorkflowEvent;
import io.vedette.workflows.WorkflowState;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A definition and the state of one workflow of its kind, so that who holds them needs to know neither type. Immutable.
 * What the state says of itself is asked once, where a definition that breaks its word can still be told.
 *
 * @param definition of the kind
 * @param state of the workflow
 * @param phase of the state
 * @param isEnded whether that phase is the end
 */
public record Fold<S extends WorkflowState, E extends WorkflowEvent>(
        WorkflowDefinition<S, E> definition, S state, Enum<?> phase, boolean isEnded) {

    /**
     * Before the first event.
     *
     * @throws RuntimeException if the definition is broken
     */
    public static <S extends WorkflowState, E extends WorkflowEvent> Fold<S, E> begin(
            WorkflowDefinition<S, E> definition) {
        return Guard.ask(() -> of(definition, definition.initial(), "initial"));
    }

    /**
     * After an event; null if the kind does not know its type.
     *
     * @throws IllegalArgumentException if its payload is broken
     * @throws RuntimeException if the definition is broken
     */
    public @Nullable Fold<S, E> evolve(Event.OfWorkflow stored) {
        return Guard.ask(() -> {
            E event = definition.events().read(stored);
            return event == null ? null : of(definition, definition.evolve(state, event), "evolve");
        });
    }

    private static <S extends WorkflowState, E extends WorkflowEvent> Fold<S, E> of(
            WorkflowDefinition<S, E> definition, S state, String from) {
        Enum<?> phase = given(given(state, definition, from).phase(), definition, "phase");
        return new Fold<>(definition, state, phase, definition.transitions().isEnd(phase));
    }

    private static <T> T given(@Nullable T answer, WorkflowDefinition<?, ?> definition, String from) {
        return Objects.requireNonNull(
                answer, () -> from + "() of " + definition.getClass().getName() + " answers null");
    }

    /** What it is about; null before its first event. */
    public @Nullable Subject subject() {
        return Guard.ask(() -> definition.subject(state));
    }

    /** What a party does next. */
    public Step next(Party party, WorkflowId workflow, @Nullable RepoView repo, @Nullable RegistryState registry) {
        return Guard.ask(() ->
                given(definition.next(party, new Situation<>(workflow, state, repo, registry)), definition, "next"));
    }

    /** Why an event is refused; null if it is not. */
    public @Nullable Refusal refusal(WorkflowId workflow, Event.OfWorkflow stored, boolean fromOutside) {
        return Guard.ask(() -> refused(workflow, stored, fromOutside));
    }

    private @Nullable Refusal refused(WorkflowId workflow, Event.OfWorkflow stored, boolean fromOutside) {
        E event;
        try {
            event = definition.events().read(stored);
        } catch (IllegalArgumentException broken) {
            return Refusal.invalid("payload", String.valueOf(broken.getMessage()));
        }
        if (event == null) {
            return Refusal.invalid(
                    "type",
                    "there is no event " + stored.type() + " of " + definition.kind() + "; there are "
                            + definition.events().names());
        }
        Transitions.Row row = definition.transitions().row(phase, event.getClass());
        if (row == null) {
            return Refusal.precondition(
                    "workflow " + workflow + " (" + definition.kind() + ") is " + phase + ", which allows no "
                            + stored.type() + "; allowed are " + allowed(),
                    phase.name());
        }
        return fromOutside && row.by() == Role.SERVER
                ? Refusal.precondition(
                        "only the registry itself appends " + stored.type() + " to a workflow of kind "
                                + definition.kind(),
                        phase.name())
                : definition.refusal(workflow, state, event);
    }

    /** The parts that an observer plays. */
    public List<Role> roles(boolean wasOurs, boolean isOurs) {
        return Guard.ask(() -> given(definition.roles(wasOurs, isOurs), definition, "roles"));
    }

    private List<String> allowed() {
        return definition.transitions().rows().stream()
                .filter(row -> row.from() == phase)
                .map(row -> EventTypes.nameOf(row.event()))
                .toList();
    }

    /** Whether an event leads on from here; one that is not known is left to {@link #refusal}. */
    public boolean leadsOn(Event.OfWorkflow stored) {
        return Guard.ask(() -> {
            Class<? extends E> type = definition.events().named(stored.type());
            return type == null || definition.transitions().row(phase, type) != null;
        });
    }

    /** Whether an event is for people to post here, and not for them in the stead of an observer. */
    public boolean isForPeople(Event.OfWorkflow stored) {
        return Guard.ask(() -> {
            Class<? extends E> type = definition.events().named(stored.type());
            Transitions.Row row = type == null ? null : definition.transitions().row(phase, type);
            return row != null && row.by() == Role.ADMIN;
        });
    }

    /** Whether its kind can be aborted, in this phase or another. */
    public boolean isAbortable(String reason) {
        return Guard.ask(() -> definition.abort(reason)) != null;
    }

    /** The event that aborts it; null if it cannot be aborted in this phase or at all. */
    public Event.@Nullable OfWorkflow abort(String reason) {
        return Guard.ask(() -> {
            E event = definition.abort(reason);
            return event == null || definition.transitions().row(phase, event.getClass()) == null
                    ? null
                    : definition.events().write(definition.kind(), event);
        });
    }
}
