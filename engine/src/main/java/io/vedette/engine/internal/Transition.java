package io.vedette.engine.internal;

import java.util.List;

/**
 * What an input leads to.
 *
 * @param next where the activity stands then
 * @param actions what the engine does, in this order
 */
public record Transition(Standing next, List<Action> actions) {}
