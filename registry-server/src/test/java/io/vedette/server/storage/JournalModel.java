package io.vedette.server.storage;

import io.vedette.domain.AggregateId;
import io.vedette.domain.Event;
import io.vedette.domain.EventId;
import io.vedette.domain.Recorded;
import io.vedette.server.storage.AppendReply.Appended;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The contract in the plainest form: one list of events and one of commands, searched from end to end. */
final class JournalModel {

    final List<Recorded> events = new ArrayList<>();
    private final List<Executed> executed = new ArrayList<>();
    private long clock;

    private record Executed(CommandKey command, long time, Appended reply) {}

    AppendReply append(Append append) {
        long now = Math.max(clock, append.timeMillis());
        CommandKey command = append.command();
        for (Executed earlier : executed) {
            if (command != null
                    && earlier.command().id().equals(command.id())
                    && now - earlier.time() <= 7 * Histories.DAY) {
                Appended reply = earlier.reply();
                return earlier.command().equals(command)
                        ? new Appended(reply.aggregate(), reply.version(), reply.position(), reply.events(), true)
                        : new AppendReply.CommandReused();
            }
        }
        int version = history(append.aggregate()).size();
        if (!append.expected().allows(version)) {
            return new AppendReply.Conflict(version);
        }

        clock = now;
        List<EventId> ids = new ArrayList<>();
        for (Event event : append.events()) {
            ids.add(add(append, event, now));
        }
        List<Recorded> history = history(append.aggregate());
        long position = history.isEmpty() ? 0 : history.get(history.size() - 1).position();
        Appended reply = new Appended(append.aggregate(), history.size(), position, ids, false);
        if (command != null) {
            executed.add(new Executed(command, now, reply));
        }
        return reply;
    }

    private EventId add(Append append, Event event, long now) {
        List<Recorded> history = history(append.aggregate());
        EventId parent =
                history.isEmpty() ? null : history.get(history.size() - 1).id();
        long position = events.size() + 1L;
        EventId id = new EventId(now << 16 | 1, position);
        CommandKey command = append.command();
        events.add(new Recorded(
                id,
                parent,
                append.aggregate(),
                history.size() + 1,
                position,
                now,
                command == null ? null : command.id(),
                event));
        return id;
    }

    List<Recorded> history(AggregateId aggregate) {
        return events.stream()
                .filter(event -> event.aggregate().equals(aggregate))
                .toList();
    }

    List<HeadRow> changedSince(long position) {
        return events.stream()
                .map(Recorded::aggregate)
                .distinct()
                .map(aggregate -> {
                    List<Recorded> history = history(aggregate);
                    Recorded newest = history.get(history.size() - 1);
                    return new HeadRow(aggregate, newest.version(), newest.id(), newest.position());
                })
                .filter(head -> head.position() > position)
                .sorted(Comparator.comparingLong(HeadRow::position))
                .toList();
    }
}
