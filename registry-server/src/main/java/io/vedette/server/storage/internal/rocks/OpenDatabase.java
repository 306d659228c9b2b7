package io.vedette.server.storage.internal.rocks;

import io.vedette.domain.CommandId;
import io.vedette.domain.Recorded;
import io.vedette.server.storage.HeadRow;
import io.vedette.server.storage.UnusableDirectoryException;
import io.vedette.server.storage.internal.CommandRow;
import io.vedette.server.storage.internal.CommandTime;
import io.vedette.server.storage.internal.JournalChanges;
import io.vedette.server.storage.internal.JournalEnd;
import io.vedette.server.storage.internal.StoreIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;

/** One open database. Nothing may be called after {@link #close}, nor while it runs. */
final class OpenDatabase implements AutoCloseable {

    /** Grows when an older version could no longer read the tables. */
    private static final int FORMAT = 1;

    private final Path directory;
    private final NativeOptions options;
    private final RocksDB database;
    private final List<ColumnFamilyHandle> handles;

    private OpenDatabase(Path directory, NativeOptions options, RocksDB database, List<ColumnFamilyHandle> handles) {
        this.directory = directory;
        this.options = options;
        this.database = database;
        this.handles = handles;
    }

    /** Opens the database in a directory that was looked at; a new one gets this id. */
    static OpenDatabase open(Path directory, NativeOptions options, UUID newStore) {
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        OpenDatabase open;
        try {
            RocksDB database = RocksDB.open(options.database, directory.toString(), options.columnFamilies(), handles);
            open = new OpenDatabase(directory, options, database, handles);
        } catch (RocksDBException failed) {
            throw RocksDirectory.openingFailed(directory, failed);
        }
        try {
            open.checkFormat(newStore);
            return open;
        } catch (RocksDBException failed) {
            open.close();
            throw RocksDirectory.openingFailed(directory, failed);
        } catch (RuntimeException failed) {
            open.close();
            throw failed;
        }
    }

    private void checkFormat(UUID newStore) throws RocksDBException {
        byte[] format = database.get(handle(Table.META), Keys.FORMAT);
        if (format != null) {
            int number = Rows.number(format);
            if (number > FORMAT) {
                throw new UnusableDirectoryException(
                        directory,
                        "was written in format " + number + ", and this version reads up to " + FORMAT
                                + ": use a newer version, or name another directory",
                        null);
            }
            return;
        }
        for (Table table : Table.values()) {
            try (RocksIterator rows = iterator(table, options.anywhere)) {
                rows.seekToFirst();
                if (rows.isValid()) {
                    throw new UnusableDirectoryException(
                            directory,
                            "holds tables of an unknown format: name another directory, or restore this one from a"
                                    + " backup",
                            null);
                }
            }
        }
        try (WriteBatch batch = new WriteBatch()) {
            batch.put(handle(Table.META), Keys.FORMAT, Rows.number(FORMAT));
            batch.put(handle(Table.META), Keys.STORE, Rows.uuid(newStore));
            batch.put(handle(Table.META), Keys.INCARNATION, Rows.number(1));
            batch.put(handle(Table.META), Keys.END, Rows.end(JournalEnd.EMPTY));
            database.write(options.synced, batch);
        }
    }

    Path directory() {
        return directory;
    }

    NativeOptions options() {
        return options;
    }

    StoreIdentity identity() {
        byte[] store = get(Table.META, Keys.STORE);
        byte[] incarnation = get(Table.META, Keys.INCARNATION);
        if (store == null || incarnation == null) {
            throw new UnusableDirectoryException(
                    directory, "does not say which store it is: restore it from a backup", null);
        }
        return new StoreIdentity(Rows.uuid(store), Rows.number(incarnation));
    }

    byte @Nullable [] get(Table table, byte[] key) {
        try {
            return database.get(handle(table), key);
        } catch (RocksDBException failed) {
            throw unreadable(directory, failed);
        }
    }

    RocksIterator iterator(Table table, ReadOptions how) {
        return database.newIterator(handle(table), how);
    }

    /** Writes all or nothing; when this returns it is on the disk. */
    void write(JournalChanges changes) throws RocksDBException {
        try (WriteBatch batch = new WriteBatch()) {
            for (HeadRow replaced : changes.replacedHeads()) {
                batch.singleDelete(handle(Table.HEADS_BY_POSITION), Keys.position(replaced.position()));
            }
            for (CommandTime forgotten : changes.forgotten()) {
                batch.singleDelete(handle(Table.COMMANDS), Keys.commandTime(forgotten));
                batch.delete(handle(Table.COMMANDS), Keys.command(forgotten.id()));
            }
            for (Recorded event : changes.events()) {
                byte[] row = Rows.event(event);
                batch.put(handle(Table.EVENTS), Keys.position(event.position()), row);
                batch.put(handle(Table.STREAMS), Keys.stream(event.aggregate(), event.version()), row);
            }
            for (HeadRow head : changes.heads().values()) {
                batch.put(handle(Table.HEADS), Keys.aggregate(head.aggregate()), Rows.head(head));
                batch.put(handle(Table.HEADS_BY_POSITION), Keys.position(head.position()), Rows.headAtPosition(head));
            }
            for (Map.Entry<CommandId, CommandRow> command : changes.commands().entrySet()) {
                CommandRow row = command.getValue();
                batch.put(handle(Table.COMMANDS), Keys.command(command.getKey()), Rows.command(row));
                batch.put(
                        handle(Table.COMMANDS),
                        Keys.commandTime(new CommandTime(row.millis(), command.getKey())),
                        new byte[0]);
            }
            batch.put(handle(Table.META), Keys.END, Rows.end(changes.end()));
            database.write(options.synced, batch);
        }
    }

    private ColumnFamilyHandle handle(Table table) {
        return handles.get(table.ordinal());
    }

    static UncheckedIOException unreadable(Path directory, RocksDBException failed) {
        return new UncheckedIOException(
                new IOException("the journals in " + directory + " cannot be read: " + failed.getMessage(), failed));
    }

    @Override
    public void close() {
        handles.forEach(ColumnFamilyHandle::close);
        database.close();
    }
}
