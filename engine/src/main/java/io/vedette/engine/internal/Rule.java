package io.vedette.engine.internal;

import io.vedette.engine.ActivityState;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One row of the table of transitions.
 *
 * @param from the state it applies to
 * @param on the input it applies to
 * @param guard the condition, for people; empty if there is none
 * @param when the condition
 * @param to the state it leads to
 * @param target makes that state
 * @param actions what the engine does
 */
public record Rule(
        ActivityState.Kind from,
        Input.Kind on,
        String guard,
        Predicate<Input> when,
        ActivityState.Kind to,
        Function<Input, ActivityState> target,
        List<Action> actions) {}
