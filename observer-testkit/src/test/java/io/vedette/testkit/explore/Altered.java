package io.vedette.testkit.explore;

import io.vedette.domain.Refusal;
import io.vedette.domain.Undertaking;
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
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A definition that is another one but for what a subclass changes. */
abstract class Altered<S extends WorkflowState, E extends WorkflowEvent> implements WorkflowDefinition<S, E> {

    private final WorkflowDefinition<S, E> original;

    Altered(WorkflowDefinition<S, E> original) {
        this.original = original;
    }

    /** The table with rows more. */
    Transitions with(Transitions.Row... more) {
        Transitions.Builder table = Transitions.from(original.transitions().start());
        List<Transitions.Row> rows = original.transitions().rows();
        rows.forEach(row -> table.on(row.from(), row.event(), row.by(), row.to()));
        List.of(more).forEach(row -> table.on(row.from(), row.event(), row.by(), row.to()));
        Set<Enum<?>> ends = rows.stream()
                .map(Transitions.Row::to)
                .filter(original.transitions()::isEnd)
                .collect(Collectors.toSet());
        return table.endingIn(ends.toArray(Enum<?>[]::new));
    }

    @Override
    public String kind() {
        return original.kind();
    }

    @Override
    public EventTypes<E> events() {
        return original.events();
    }

    @Override
    public Transitions transitions() {
        return original.transitions();
    }

    @Override
    public S initial() {
        return original.initial();
    }

    @Override
    public S evolve(S state, E event) {
        return original.evolve(state, event);
    }

    @Override
    public @Nullable Subject subject(S state) {
        return original.subject(state);
    }

    @Override
    public Step next(Party party, Situation<S> situation) {
        return original.next(party, situation);
    }

    @Override
    public @Nullable Refusal refusal(WorkflowId workflow, S state, E event) {
        return original.refusal(workflow, state, event);
    }

    @Override
    public @Nullable E abort(String reason) {
        return original.abort(reason);
    }

    @Override
    public String command(Class<? extends E> event) {
        return original.command(event);
    }

    @Override
    public boolean opens(Undertaking undertaking) {
        return original.opens(undertaking);
    }

    @Override
    public List<Role> roles(boolean wasOurs, boolean isOurs) {
        return original.roles(wasOurs, isOurs);
    }
}
