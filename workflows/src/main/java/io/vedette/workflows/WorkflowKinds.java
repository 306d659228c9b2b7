package io.vedette.workflows;

import io.vedette.domain.Event;
import io.vedette.domain.Undertaking;
import io.vedette.workflows.internal.Guard;
import io.vedette.workflows.kind.FreezeRepo;
import io.vedette.workflows.kind.MoveRepo;
import io.vedette.workflows.kind.MoveShadow;
import io.vedette.workflows.kind.PingRegistry;
import io.vedette.workflows.kind.UnfreezeRepo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The kinds of workflow that a program knows. Immutable. */
public final class WorkflowKinds {

    private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");

    private static final WorkflowKinds BUILT_IN = new WorkflowKinds(
            List.of(new MoveRepo(), new MoveShadow(), new FreezeRepo(), new UnfreezeRepo(), new PingRegistry()));

    private final Map<String, WorkflowDefinition<?, ?>> byName = new LinkedHashMap<>();

    private WorkflowKinds(Collection<? extends WorkflowDefinition<?, ?>> definitions) {
        for (WorkflowDefinition<?, ?> definition : definitions) {
            if (!NAME.matcher(definition.kind()).matches()) {
                throw new IllegalArgumentException("workflow kind \"" + definition.kind()
                        + "\" must be up to 64 capitals, digits and underscores, beginning with a letter");
            }
            WorkflowDefinition<?, ?> other = byName.put(definition.kind(), definition);
            if (other != null) {
                throw new IllegalArgumentException("workflow kind " + definition.kind() + " is defined twice, by "
                        + other.getClass().getName() + " and "
                        + definition.getClass().getName());
            }
        }
    }

    /** Those that every registry and observer knows. */
    public static WorkflowKinds builtIn() {
        return BUILT_IN;
    }

    /**
     * These alone.
     *
     * @throws IllegalArgumentException if a kind has two definitions, or a name that breaks the rule; the message is for
     *     the user
     */
    public static WorkflowKinds of(Collection<? extends WorkflowDefinition<?, ?>> definitions) {
        return new WorkflowKinds(definitions);
    }

    /**
     * These and others.
     *
     * @throws IllegalArgumentException if a kind has two definitions, or a name that breaks the rule; the message is for
     *     the user
     */
    public WorkflowKinds with(Collection<? extends WorkflowDefinition<?, ?>> more) {
        List<WorkflowDefinition<?, ?>> all = new ArrayList<>(byName.values());
        all.addAll(more);
        return new WorkflowKinds(all);
    }

    /** All definitions, the built-in ones first. */
    public List<WorkflowDefinition<?, ?>> all() {
        return List.copyOf(byName.values());
    }

    /** The definition of a kind; null if it is not known. */
    public @Nullable WorkflowDefinition<?, ?> named(String kind) {
        return byName.get(kind);
    }

    /**
     * The definition of the workflow that does what a registry has begun; null if none does.
     *
     * @throws IllegalStateException if none says that it does, and one cannot say that as it is broken; the message names it
     */
    public @Nullable WorkflowDefinition<?, ?> opening(Undertaking undertaking) {
        IllegalStateException trouble = null;
        for (WorkflowDefinition<?, ?> definition : byName.values()) {
            try {
                if (Guard.ask(() -> definition.opens(undertaking))) {
                    return definition;
                }
            } catch (RuntimeException broken) {
                trouble = new IllegalStateException(
                        "the definition in " + definition.getClass().getName() + " cannot say whether it does a "
                                + undertaking.summary() + ": " + broken,
                        broken);
            }
        }
        if (trouble != null) {
            throw trouble;
        }
        return null;
    }

    /** Whether an event ends its workflow whenever it comes; false also where no definition can tell that. */
    public boolean isLast(Event.OfWorkflow event) {
        WorkflowDefinition<?, ?> definition = named(event.kind());
        try {
            return definition != null && Guard.ask(() -> isLast(definition, event.type()));
        } catch (RuntimeException broken) {
            return false;
        }
    }

    private static boolean isLast(WorkflowDefinition<?, ?> definition, String type) {
        Class<?> event = definition.events().named(type);
        Transitions table = definition.transitions();
        List<Transitions.Row> rows =
                table.rows().stream().filter(row -> row.event() == event).toList();
        return !rows.isEmpty() && rows.stream().allMatch(row -> table.isEnd(row.to()));
    }
}
