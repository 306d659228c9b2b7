package io.vedette.server.sim;

import io.vedette.domain.EventId;
import io.vedette.domain.Recorded;
import io.vedette.server.storage.Append;
import io.vedette.server.storage.AppendReply;
import io.vedette.server.storage.MemoryStorage;
import io.vedette.server.storage.StorageBackend;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.MonoSink;

/**
 * What of a store outlives its process: the appends that were flushed, in order. Positions and ids follow from them, so
 * a store that reads them again is the same store.
 */
class Disk {

    private final UUID store;
    private final Weather weather;
    private final Dice dice;
    private final Trace trace;
    private final List<Append> durable = new ArrayList<>();
    private final List<Waiting> waiting = new ArrayList<>();
    private final Set<EventId> answered = new HashSet<>();
    private @Nullable MemoryStorage journal;

    /** An append that is not durable yet. */
    record Waiting(Append append, MonoSink<AppendReply> sink) {}

    Disk(Weather weather, Dice dice, Trace trace) {
        this.store = dice.id();
        this.weather = weather;
        this.dice = dice;
        this.trace = trace;
    }

    /** The store as a process sees it until its end. */
    StorageBackend open(Life life) {
        MemoryStorage read = MemoryStorage.create(store);
        durable.forEach(append -> read.append(append).subscribe());
        journal = read;
        return new LossyStorage(read, this, life, weather, dice.split(), trace);
    }

    /** The events that a process that lives now can read, after a position. */
    List<Recorded> eventsAfter(long position) {
        MemoryStorage now = journal;
        List<Recorded> events = new ArrayList<>();
        if (now != null && now.end().position() > position) {
            now.readAll(position, all -> true).subscribe(events::add);
        }
        return events;
    }

    long end() {
        MemoryStorage now = journal;
        return now == null ? 0 : now.end().position();
    }

    List<Waiting> waiting() {
        return waiting;
    }

    /** What is written where an append is asked for. */
    Append writing(Append asked) {
        return asked;
    }

    /** From now on an append is not lost. */
    void flushed(Append append) {
        durable.add(append);
    }

    /** Whoever asked for an append was told that it is durable. */
    void answered(AppendReply reply) {
        if (reply instanceof AppendReply.Appended appended) {
            answered.addAll(appended.events());
        }
    }

    /** Whether anybody relies on an event. */
    boolean isAnswered(EventId event) {
        return answered.contains(event);
    }

    /** The process ended. What was being written may be there up to some point, and nobody was told. */
    void crash() {
        int written = dice.below(waiting.size() + 1);
        trace.note("disk", "loses " + (waiting.size() - written) + " of " + waiting.size() + " appends");
        waiting.subList(0, written).forEach(each -> flushed(writing(each.append())));
        waiting.clear();
    }
}
