package io.vedette.server.storage.internal.rocks;

import io.vedette.domain.AggregateId;
import io.vedette.domain.CommandId;
import io.vedette.domain.EventId;
import io.vedette.domain.Recorded;
import io.vedette.server.storage.HeadRow;
import io.vedette.server.storage.internal.CommandRow;
import io.vedette.server.storage.internal.CommandTime;
import io.vedette.server.storage.internal.JournalChanges;
import io.vedette.server.storage.internal.JournalEnd;
import io.vedette.server.storage.internal.JournalView;
import io.vedette.server.storage.internal.Page;
import io.vedette.server.storage.internal.StorageProbe;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/**
 * The rows of a journal in an open database. Any thread may read; one writes. Whoever calls sees to it that the database
 * is not closed meanwhile.
 */
public final class RocksTables implements JournalView {

    private static final long PAGE_BYTES = 256 << 10;

    private final OpenDatabase database;
    private final StorageProbe probe;
    private volatile JournalEnd end;
    /** Only the writer's: the rows before it are gone, and a search from the start would pass what is left of them. */
    private byte[] oldestCommand = Keys.firstCommandTime();

    RocksTables(OpenDatabase database, StorageProbe probe) {
        this.database = database;
        this.probe = probe;
        byte[] row = database.get(Table.META, Keys.END);
        this.end = row == null ? JournalEnd.EMPTY : Rows.end(row);
    }

    void write(JournalChanges changes, DiskFaults faults) throws RocksDBException {
        faults.beforeWrite();
        database.write(changes);
        faults.afterWrite();
        end = changes.end();
    }

    @Override
    public JournalEnd end() {
        return end;
    }

    @Override
    public @Nullable HeadRow head(AggregateId aggregate) {
        byte[] row = database.get(Table.HEADS, Keys.aggregate(aggregate));
        return row == null ? null : Rows.head(aggregate, row);
    }

    @Override
    public @Nullable CommandRow command(CommandId id) {
        byte[] row = database.get(Table.COMMANDS, Keys.command(id));
        return row == null ? null : Rows.command(row);
    }

    @Override
    public List<CommandTime> oldestCommands(int limit) {
        List<CommandTime> oldest = new ArrayList<>();
        try (RocksIterator rows = database.iterator(Table.COMMANDS, database.options().anywhere)) {
            for (rows.seek(oldestCommand); rows.isValid() && oldest.size() < limit; rows.next()) {
                byte[] key = rows.key();
                if (oldest.isEmpty()) {
                    oldestCommand = key;
                }
                oldest.add(Keys.commandTime(key));
            }
            rows.status();
        } catch (RocksDBException failed) {
            throw unreadable(failed);
        }
        return oldest;
    }

    /** The id of the event at a position; null if there is none. */
    public @Nullable EventId idAt(long position) {
        JournalEnd newest = end;
        if (position == newest.position()) {
            return newest.eventId();
        }
        byte[] row = database.get(Table.EVENTS, Keys.position(position));
        return row == null ? null : Rows.eventId(row);
    }

    /** Events of one history after a version. */
    public Page<Recorded> stream(AggregateId aggregate, long after, int rows) {
        return page(
                Table.STREAMS,
                database.options().withinPrefix,
                version -> Keys.stream(aggregate, version),
                after,
                Long.MAX_VALUE,
                rows,
                (version, value) -> Rows.event(value, any -> true));
    }

    /** Events of all histories after one position and up to another. */
    public Page<Recorded> events(long after, long upTo, Predicate<AggregateId> filter, int rows) {
        return page(
                Table.EVENTS,
                database.options().anywhere,
                Keys::position,
                after,
                upTo,
                rows,
                (position, value) -> Rows.event(value, filter));
    }

    /** Heads after a position. */
    public Page<HeadRow> heads(long after, Predicate<AggregateId> filter, int rows) {
        return page(
                Table.HEADS_BY_POSITION,
                database.options().anywhere,
                Keys::position,
                after,
                Long.MAX_VALUE,
                rows,
                (position, value) -> {
                    HeadRow head = Rows.headAtPosition(position, value);
                    return filter.test(head.aggregate()) ? head : null;
                });
    }

    private interface KeyOf {
        byte[] at(long place);
    }

    private interface RowOf<T> {
        @Nullable
        T read(long place, byte[] value);
    }

    private <T> Page<T> page(
            Table table, ReadOptions how, KeyOf keyOf, long after, long upTo, int limit, RowOf<T> rowOf) {
        List<T> page = new ArrayList<>(Math.min(limit, 16));
        long reached = after;
        if (after >= upTo) {
            return new Page<>(page, reached, true);
        }
        try (RocksIterator rows = database.iterator(table, how)) {
            long bytes = 0;
            int seen = 0;
            for (rows.seek(keyOf.at(after + 1)); rows.isValid(); rows.next()) {
                long place = Keys.place(rows.key());
                if (place > upTo) {
                    break;
                }
                if (page.size() == limit || bytes > PAGE_BYTES || seen++ == Page.ROWS_SEEN) {
                    return new Page<>(page, reached, false);
                }
                probe.rowRead();
                byte[] value = rows.value();
                T row = rowOf.read(place, value);
                if (row != null) {
                    page.add(row);
                    bytes += value.length;
                }
                reached = place;
            }
            rows.status();
            return new Page<>(page, reached, true);
        } catch (RocksDBException failed) {
            throw unreadable(failed);
        }
    }

    private UncheckedIOException unreadable(RocksDBException failed) {
        return OpenDatabase.unreadable(database.directory(), failed);
    }
}
