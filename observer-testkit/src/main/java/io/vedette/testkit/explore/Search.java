package io.vedette.testkit.explore;

import io.vedette.domain.Command;
import io.vedette.domain.Event;
import io.vedette.workflows.EventTypes;
import io.vedette.workflows.Transitions;
import io.vedette.workflows.WorkflowEvent;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Visits all states, breadth first, so that the first one that breaks a property is as near as any. After that it walks
 * back from the ends to see whether one can be reached from everywhere.
 */
final class Search {

    /** A run that breaks a property: its states, and how. */
    record Broken(List<long[]> path, Violation violation) {}

    private final Play play;
    private final Aggregates aggregates;
    private final Steps steps;
    private final Moves moves;
    private final States states;
    private final BitSet ends = new BitSet();
    private final Map<Integer, Boolean> checkedAborts = new HashMap<>();
    private long transitions;
    private int depth;

    Search(Play play, Aggregates aggregates, Steps steps, Moves moves) {
        this.play = play;
        this.aggregates = aggregates;
        this.steps = steps;
        this.moves = moves;
        this.states = new States(2 + play.observers().size());
    }

    Exploration.Counts counts() {
        return new Exploration.Counts(states.size(), transitions, ends.cardinality(), depth);
    }

    /** Visits all; null if no property is broken. */
    @Nullable
    Broken run() {
        states.add(moves.first(), -1);
        int levelEnd = 1;
        long[] state = new long[2 + play.observers().size()];
        for (int next = 0; next < states.size(); next++) {
            if (next == levelEnd) {
                depth++;
                levelEnd = states.size();
            }
            states.read(next, state);
            try {
                visit(state, next);
            } catch (Violation violation) {
                return new Broken(path(next), violation);
            }
        }
        Broken stuck = stuck();
        return stuck != null ? stuck : unreached();
    }

    private void visit(long[] state, int number) {
        check(state);
        boolean[] goesOn = {false};
        moves.from(state, (after, label, progress) -> {
            transitions++;
            goesOn[0] |= progress;
            states.add(after, number);
        });
        if (!goesOn[0]) {
            moves.checkEnd(state);
            ends.set(number);
        }
    }

    private void check(long[] state) {
        for (Command stranger : play.strangers()) {
            long[] after = state.clone();
            if (aggregates.deliver(after, aggregates.number(stranger)) && after[0] != state[0]) {
                throw new Violation(
                        Property.FENCING, stranger + " was accepted at " + steps.phase(Bits.workflow(state)));
            }
        }
        moves.checkOwners(state);
        int repo = Bits.repo(state);
        if (aggregates.repo().view(repo).relocation() != null
                && play.other() != null
                && aggregates.accepts(Bits.registry(state), play.other())) {
            throw new Violation(
                    Property.ONE_AT_A_TIME, "the registry begins something else while the repository is in a workflow");
        }
        checkedAborts.computeIfAbsent(Bits.workflow(state), node -> {
            checkAbort(node);
            return true;
        });
    }

    private void checkAbort(int node) {
        WorkflowEvent abort = play.definition().abort("");
        if (abort == null
                || play.lastAbortable() == null
                || aggregates.workflow().length(node) == 0) {
            return;
        }
        String type = EventTypes.nameOf(abort.getClass());
        boolean expected = aggregates.workflow().view(node).isOpen()
                && !happened(node, play.lastAbortable())
                && !happened(node, type);
        int command = moves.abort();
        int after = aggregates.after(node, command);
        boolean accepted = after != Aggregates.REFUSED && after != node;
        if (accepted != expected) {
            throw new Violation(
                    Property.ABORT,
                    "at " + steps.phase(node) + " an abort is "
                            + (accepted
                                    ? "accepted, but it is past its point of no return, " + play.lastAbortable()
                                    : "refused, but it is before its point of no return, " + play.lastAbortable()));
        }
    }

    private boolean happened(int node, String type) {
        return aggregates.workflow().events(node).stream()
                .anyMatch(each -> each.event() instanceof Event.OfWorkflow event
                        && event.type().equals(type));
    }

    private List<long[]> path(int number) {
        List<long[]> path = new ArrayList<>();
        for (int at = number; at >= 0; at = states.from(at)) {
            long[] state = new long[2 + play.observers().size()];
            states.read(at, state);
            path.add(0, state);
        }
        return path;
    }

    /** Ways to an end mostly lead to states that were found later, so a few rounds from the last one back are enough. */
    private @Nullable Broken stuck() {
        BitSet safe = (BitSet) ends.clone();
        long[] state = new long[2 + play.observers().size()];
        boolean more = true;
        while (more) {
            more = false;
            for (int i = safe.previousClearBit(states.size() - 1);
                    i >= 0;
                    i = i == 0 ? -1 : safe.previousClearBit(i - 1)) {
                states.read(i, state);
                boolean[] found = {false};
                moves.from(state, (after, label, progress) -> {
                    if (progress && !found[0]) {
                        found[0] = safe.get(states.find(after));
                    }
                });
                if (found[0]) {
                    safe.set(i);
                    more = true;
                }
            }
        }
        int first = safe.nextClearBit(0);
        return first >= states.size()
                ? null
                : new Broken(
                        wander(first),
                        new Violation(Property.ALWAYS_AN_END, "however it goes on, it never comes to an end"));
    }

    /** A run that goes on from a state, as others may too, until it comes to where it was. */
    private List<long[]> wander(int first) {
        List<long[]> path = path(first);
        BitSet seen = new BitSet();
        int[] next = {first};
        while (next[0] >= 0 && !seen.get(next[0])) {
            seen.set(next[0]);
            long[] state = path.get(path.size() - 1);
            next[0] = -1;
            moves.from(state, (after, label, progress) -> {
                if (progress && (next[0] < 0 || seen.get(next[0]))) {
                    next[0] = states.find(after);
                }
            });
            if (next[0] >= 0) {
                long[] after = state.clone();
                states.read(next[0], after);
                path.add(after);
            }
        }
        return path;
    }

    private @Nullable Broken unreached() {
        List<String> phases = new ArrayList<>();
        for (int node = 0; node < aggregates.workflow().size(); node++) {
            phases.add(steps.phase(node));
        }
        for (Transitions.Row row : play.definition().transitions().rows()) {
            for (Enum<?> phase : List.of(row.from(), row.to())) {
                if (!phases.contains(phase.name()) && !play.outside().contains(phase.name())) {
                    return new Broken(
                            path(0), new Violation(Property.REACHED, "nothing ever leads to " + phase.name()));
                }
            }
        }
        return null;
    }
}
