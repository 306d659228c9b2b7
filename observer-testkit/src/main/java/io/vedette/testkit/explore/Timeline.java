package io.vedette.testkit.explore;

import io.vedette.domain.AggregateId;
import io.vedette.domain.Event;
import io.vedette.domain.EventId;
import io.vedette.domain.Recorded;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * All histories that an aggregate can have, as a tree whose nodes are numbered: each node is a history, and has the
 * aggregate as its fold leaves it. The first node is the history before the workflow.
 *
 * @param <V> the aggregate
 */
final class Timeline<V> {

    private static final int MOST = 1 << Bits.NODE;

    private record Node<V>(List<Recorded> events, V view, int[] path) {}

    private record Edge(int from, Event event) {}

    private final AggregateId aggregate;
    private final BiFunction<V, Recorded, V> fold;
    private final List<Node<V>> nodes = new ArrayList<>();
    private final Index<Edge> edges = new Index<>("histories of one aggregate", MOST - 1);

    Timeline(AggregateId aggregate, V empty, BiFunction<V, Recorded, V> fold, List<? extends Event> before) {
        this.aggregate = aggregate;
        this.fold = fold;
        List<Recorded> events = new ArrayList<>();
        V view = empty;
        for (Event event : before) {
            events.add(recorded(events, event));
            view = fold.apply(view, events.get(events.size() - 1));
        }
        nodes.add(new Node<>(List.copyOf(events), view, new int[] {0}));
    }

    private Recorded recorded(List<Recorded> before, Event event) {
        long version = before.size() + 1L;
        EventId parent = before.isEmpty() ? null : before.get(before.size() - 1).id();
        return new Recorded(new EventId(0, version), parent, aggregate, version, 0, 0, null, event);
    }

    /** The history with an event more. */
    int append(int node, Event event) {
        int after = edges.of(new Edge(node, event)) + 1;
        if (after == nodes.size()) {
            Node<V> from = nodes.get(node);
            List<Recorded> events = new ArrayList<>(from.events());
            Recorded next = recorded(events, event);
            events.add(next);
            int[] path = java.util.Arrays.copyOf(from.path(), from.path().length + 1);
            path[path.length - 1] = after;
            nodes.add(new Node<>(List.copyOf(events), fold.apply(from.view(), next), path));
        }
        return after;
    }

    V view(int node) {
        return nodes.get(node).view();
    }

    /** How many events came since the first node. */
    int length(int node) {
        return nodes.get(node).path().length - 1;
    }

    /** The history as it was after so many events since the first node. */
    int at(int node, int length) {
        return nodes.get(node).path()[length];
    }

    List<Recorded> events(int node) {
        return nodes.get(node).events();
    }

    int size() {
        return nodes.size();
    }
}
