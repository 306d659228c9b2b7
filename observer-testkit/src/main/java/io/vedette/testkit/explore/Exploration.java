package io.vedette.testkit.explore;

import org.jspecify.annotations.Nullable;

/**
 * What an exploration has come to.
 *
 * @param kind of workflow
 * @param states how many states were visited
 * @param transitions how many ways lead from one of them to another
 * @param ends in how many of them everything is over
 * @param depth how many steps the longest of the shortest ways has
 * @param counterexample how a property is broken; null if all hold
 */
public record Exploration(
        String kind,
        long states,
        long transitions,
        long ends,
        int depth,
        @Nullable Counterexample counterexample) {

    record Counts(long states, long transitions, long ends, int depth) {}

    static Exploration of(String kind, Counts counts, @Nullable Counterexample counterexample) {
        return new Exploration(
                kind, counts.states(), counts.transitions(), counts.ends(), counts.depth(), counterexample);
    }

    @Override
    public String toString() {
        return kind + ": " + states + " states, " + transitions + " transitions, " + ends + " ends, depth " + depth
                + (counterexample == null
                        ? ""
                        : "; broken: " + counterexample.property().text());
    }
}
