package io.vedette.testkit.standin;

import io.vedette.domain.AggregateId;
import io.vedette.domain.Cursor;
import io.vedette.domain.Event;
import io.vedette.domain.EventId;
import io.vedette.domain.Head;
import io.vedette.domain.Recorded;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;

/** The events of a stand-in registry, each history by itself and all in one order. */
final class Histories {

    private final Map<AggregateId, List<Recorded>> histories = new LinkedHashMap<>();
    private final LongSupplier millis;
    private UUID store = new UUID(7, 7);
    private long position;
    private EventId last = new EventId(0, 0);

    Histories(LongSupplier millis) {
        this.millis = millis;
    }

    Recorded append(AggregateId aggregate, Event event) {
        List<Recorded> history = histories.computeIfAbsent(aggregate, id -> new ArrayList<>());
        position++;
        last = new EventId(Math.max(millis.getAsLong() << 16, last.msb()), position);
        Recorded recorded = new Recorded(
                last,
                history.isEmpty() ? null : history.get(history.size() - 1).id(),
                aggregate,
                history.size() + 1,
                position,
                last.millis(),
                null,
                event);
        history.add(recorded);
        return recorded;
    }

    List<Recorded> after(AggregateId aggregate, long version) {
        List<Recorded> history = histories.getOrDefault(aggregate, List.of());
        return List.copyOf(history.subList((int) Math.min(version, history.size()), history.size()));
    }

    /** Another store takes the place of this one, empty at first. */
    void replace(UUID by) {
        store = by;
        histories.clear();
        position = 0;
    }

    /** The last events of a history are lost. */
    void cut(AggregateId aggregate, int keep) {
        List<Recorded> history = histories.getOrDefault(aggregate, new ArrayList<>());
        history.subList(keep, history.size()).clear();
    }

    long version(AggregateId aggregate) {
        return histories.getOrDefault(aggregate, List.of()).size();
    }

    Cursor cursor() {
        return new Cursor(store, 1, position, position == 0 ? null : last);
    }

    /** One row for each history that changed after a position, the newest last. */
    List<Head> changedSince(long after) {
        return histories.values().stream()
                .map(history -> history.get(history.size() - 1))
                .filter(newest -> newest.position() > after)
                .sorted(Comparator.comparingLong(Recorded::position))
                .map(newest -> head(newest, List.of()))
                .toList();
    }

    static Head head(Recorded newest, List<Recorded> riding) {
        return new Head(newest.aggregate(), newest.id(), newest.version(), newest.position(), riding);
    }
}
