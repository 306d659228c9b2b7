package io.vedette.server.storage.internal;

import io.vedette.domain.AggregateId;
import io.vedette.domain.CommandId;
import io.vedette.domain.Recorded;
import io.vedette.server.storage.HeadRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The rows of a journal on the heap. Its owner guards it with one lock. */
public final class MemoryTables implements JournalView {

    private final NavigableMap<Long, Recorded> events = new TreeMap<>();
    private final Map<AggregateId, NavigableMap<Long, Recorded>> streams = new HashMap<>();
    private final Map<AggregateId, HeadRow> heads = new HashMap<>();
    private final NavigableMap<Long, HeadRow> headsByPosition = new TreeMap<>();
    private final Map<CommandId, CommandRow> commands = new HashMap<>();
    private final NavigableSet<CommandTime> commandTimes = new TreeSet<>();
    private final StorageProbe probe;
    private JournalEnd end = JournalEnd.EMPTY;

    /** Empty tables. */
    public MemoryTables(StorageProbe probe) {
        this.probe = probe;
    }

    /** Makes changes visible. */
    public void write(JournalChanges changes) {
        for (HeadRow replaced : changes.replacedHeads()) {
            headsByPosition.remove(replaced.position());
        }
        for (CommandTime forgotten : changes.forgotten()) {
            commandTimes.remove(forgotten);
            commands.remove(forgotten.id());
        }
        for (Recorded event : changes.events()) {
            events.put(event.position(), event);
            streams.computeIfAbsent(event.aggregate(), first -> new TreeMap<>()).put(event.version(), event);
        }
        for (HeadRow head : changes.heads().values()) {
            heads.put(head.aggregate(), head);
            headsByPosition.put(head.position(), head);
        }
        changes.commands().forEach((id, row) -> {
            commands.put(id, row);
            commandTimes.add(new CommandTime(row.millis(), id));
        });
        end = changes.end();
    }

    @Override
    public JournalEnd end() {
        return end;
    }

    @Override
    public @Nullable HeadRow head(AggregateId aggregate) {
        return heads.get(aggregate);
    }

    @Override
    public @Nullable CommandRow command(CommandId id) {
        return commands.get(id);
    }

    @Override
    public List<CommandTime> oldestCommands(int limit) {
        return commandTimes.stream().limit(limit).toList();
    }

    /** The event at a position; null if there is none. */
    public @Nullable Recorded event(long position) {
        return events.get(position);
    }

    /** Events of one history after a version. */
    public Page<Recorded> stream(AggregateId aggregate, long after, int rows) {
        NavigableMap<Long, Recorded> stream = streams.getOrDefault(aggregate, new TreeMap<>());
        return page(stream.tailMap(after, false).values(), Recorded::version, all -> true, after, rows);
    }

    /** Events of all histories after one position and up to another. */
    public Page<Recorded> events(long after, long upTo, Predicate<AggregateId> filter, int rows) {
        return page(
                events.subMap(Math.min(after, upTo), false, upTo, true).values(),
                Recorded::position,
                event -> filter.test(event.aggregate()),
                after,
                rows);
    }

    /** Heads after a position. */
    public Page<HeadRow> heads(long after, Predicate<AggregateId> filter, int rows) {
        return page(
                headsByPosition.tailMap(after, false).values(),
                HeadRow::position,
                head -> filter.test(head.aggregate()),
                after,
                rows);
    }

    private <T> Page<T> page(Collection<T> table, ToLongFunction<T> place, Predicate<T> filter, long after, int rows) {
        List<T> page = new ArrayList<>(Math.min(rows, 16));
        long reached = after;
        int seen = 0;
        for (T row : table) {
            if (page.size() == rows || seen++ == Page.ROWS_SEEN) {
                return new Page<>(page, reached, false);
            }
            probe.rowRead();
            reached = place.applyAsLong(row);
            if (filter.test(row)) {
                page.add(row);
            }
        }
        return new Page<>(page, reached, true);
    }
}
