package io.vedette.testkit.standin;

import io.vedette.domain.AggregateId;
import io.vedette.domain.Cursor;
import io.vedette.domain.Event;
import io.vedette.domain.EventId;
import io.vedette.domain.Head;
import io.vedette.domain.Recorded;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The events of a stand-in registry, each history by itself and all in one order. */
final class Histories {

    private final Map<AggregateId, List<Recorded>> histories = new LinkedHashMap<>();
    private final List<Recorded> all = new ArrayList<>();
    private final LongSupplier millis;
    private UUID store = new UUID(7, 7);
    private long position;
    private EventId last = new EventId(0, 0);

    Histories(LongSupplier millis) {
        this.millis = millis;
    }

    /**
     * Appends an event.
     *
     * @param given its id, where that is known already; must be after all before it
     * @param time when it was stored; null for that of its id
     */
    Recorded append(AggregateId aggregate, Event event, @Nullable EventId given, @Nullable Instant time) {
        List<Recorded> history = histories.computeIfAbsent(aggregate, id -> new ArrayList<>(8));
        last = given != null ? given : next();
        Recorded recorded = new Recorded(
                last,
                history.isEmpty() ? null : history.get(history.size() - 1).id(),
                aggregate,
                history.size() + 1,
                ++position,
                time != null ? time.toEpochMilli() : last.millis(),
                null,
                event);
        history.add(recorded);
        all.add(recorded);
        return recorded;
    }

    private EventId next() {
        long time = millis.getAsLong() << 16;
        return Long.compareUnsigned(time, last.msb()) > 0
                ? new EventId(time, position + 1)
                : new EventId(last.msb(), last.lsb() + 1);
    }

    List<Recorded> after(AggregateId aggregate, long version) {
        List<Recorded> history = histories.getOrDefault(aggregate, List.of());
        return List.copyOf(history.subList((int) Math.min(version, history.size()), history.size()));
    }

    /** The histories that there are. */
    Set<AggregateId> ids() {
        return new LinkedHashSet<>(histories.keySet());
    }

    /** Another store takes the place of this one, empty at first. */
    void replace(UUID by) {
        store = by;
        histories.clear();
        all.clear();
        position = 0;
    }

    /** The last events of a history are lost. */
    void cut(AggregateId aggregate, int keep) {
        List<Recorded> history = histories.getOrDefault(aggregate, new ArrayList<>());
        List<Recorded> lost = history.subList(keep, history.size());
        all.removeAll(lost);
        lost.clear();
    }

    long version(AggregateId aggregate) {
        return histories.getOrDefault(aggregate, List.of()).size();
    }

    Cursor cursor() {
        return new Cursor(store, 1, position, position == 0 ? null : last);
    }

    /** One row for each history that changed after a position, the newest last. */
    List<Head> changedSince(long after) {
        List<Head> rows = new ArrayList<>();
        Set<AggregateId> seen = new HashSet<>();
        for (int i = all.size() - 1; i >= 0 && all.get(i).position() > after; i--) {
            if (seen.add(all.get(i).aggregate())) {
                List<Recorded> history = histories.getOrDefault(all.get(i).aggregate(), List.of());
                rows.add(head(history.get(history.size() - 1), List.of()));
            }
        }
        Collections.reverse(rows);
        return rows;
    }

    static Head head(Recorded newest, List<Recorded> riding) {
        return new Head(newest.aggregate(), newest.id(), newest.version(), newest.position(), riding);
    }
}
