package io.vedette.server.internal.signal;

import io.vedette.domain.AggregateId;
import io.vedette.domain.Recorded;
import io.vedette.domain.codec.WireIds;
import io.vedette.proto.v1.Head;
import io.vedette.proto.v1.Signals;
import io.vedette.server.internal.feed.Stored;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Merges consecutive events into one head for each aggregate, in the order of their newest positions. */
final class Coalescer {

    /** The events of an aggregate ride along if they are together no larger, in bytes. */
    static final int RIDING = 4 * 1024;

    /** All that rides in one frame is no larger, in bytes. */
    static final int RIDING_IN_ALL = 256 * 1024;

    private final Map<AggregateId, List<Stored>> changed = new LinkedHashMap<>();
    private int riding;

    void add(Stored stored) {
        AggregateId id = stored.recorded().aggregate();
        List<Stored> events = changed.remove(id);
        if (events == null) {
            events = new ArrayList<>(2);
        }
        events.add(stored);
        changed.put(id, events);
    }

    boolean isEmpty() {
        return changed.isEmpty();
    }

    Signals.Builder signals() {
        Signals.Builder signals = Signals.newBuilder();
        changed.values().forEach(events -> signals.addHeads(head(events)));
        return signals;
    }

    private Head head(List<Stored> events) {
        Recorded newest = events.get(events.size() - 1).recorded();
        Head.Builder head = Head.newBuilder()
                .setAggregate(WireIds.ref(newest.aggregate()))
                .setEventId(WireIds.bytes(newest.id()))
                .setVersion(newest.version())
                .setPosition(newest.position());
        int size = events.stream().mapToInt(Stored::size).sum();
        if (size <= RIDING && riding + size <= RIDING_IN_ALL) {
            riding += size;
            events.forEach(event -> head.addRiding(event.envelope()));
        }
        return head.build();
    }
}
