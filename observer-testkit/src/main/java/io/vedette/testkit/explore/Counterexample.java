package io.vedette.testkit.explore;

import java.util.List;

/**
 * A shortest run that breaks a property.
 *
 * @param property which
 * @param message how
 * @param steps what happened, in order, in words
 * @param history the same as a history file: its events, and the steps as comments between them
 */
public record Counterexample(Property property, String message, List<String> steps, String history) {

    /** Copies the list. */
    public Counterexample {
        steps = List.copyOf(steps);
    }
}
