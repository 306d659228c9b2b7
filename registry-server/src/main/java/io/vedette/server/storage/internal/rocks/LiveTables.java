package io.vedette.server.storage.internal.rocks;

import io.vedette.server.storage.RocksOptions;
import io.vedette.server.storage.UnusableDirectoryException;
import io.vedette.server.storage.internal.JournalChanges;
import io.vedette.server.storage.internal.JournalEnd;
import io.vedette.server.storage.internal.StorageProbe;
import io.vedette.server.storage.internal.StoreIdentity;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/**
 * The tables while they are open. Native memory is never touched after it was freed: reads hold the shared lock for one
 * page, closing and opening again hold the exclusive one.
 */
public final class LiveTables implements AutoCloseable {

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Path directory;
    private final RocksOptions settings;
    private final NativeOptions options;
    private final StorageProbe probe;
    private final DiskFaults faults;
    private final StoreIdentity identity;
    private final FileStore disk;
    private @Nullable OpenDatabase database;
    private @Nullable RocksTables tables;
    private String absence = "are closed";
    private volatile JournalEnd end;
    private volatile boolean closed;

    private LiveTables(
            Path directory,
            RocksOptions settings,
            NativeOptions options,
            OpenDatabase database,
            StorageProbe probe,
            DiskFaults faults)
            throws IOException {
        this.directory = directory;
        this.settings = settings;
        this.options = options;
        this.database = database;
        this.probe = probe;
        this.faults = faults;
        this.identity = database.identity();
        this.disk = Files.getFileStore(directory);
        RocksTables opened = new RocksTables(database, probe);
        this.tables = opened;
        this.end = opened.end();
    }

    /** Opens or makes the tables; throws {@link UnusableDirectoryException}. */
    public static LiveTables open(Path directory, RocksOptions settings, StorageProbe probe, DiskFaults faults) {
        NativeOptions options = new NativeOptions(settings);
        try {
            RocksDirectory.prepare(directory, options);
            OpenDatabase database = OpenDatabase.open(directory, options, settings.newStore());
            try {
                return new LiveTables(directory, settings, options, database, probe, faults);
            } catch (IOException failed) {
                database.close();
                throw new UnusableDirectoryException(directory, "is on no disk that can be asked: " + failed, failed);
            } catch (RuntimeException failed) {
                database.close();
                throw failed;
            }
        } catch (RuntimeException failed) {
            options.close();
            throw failed;
        }
    }

    /** Which store it is. */
    public StoreIdentity identity() {
        return identity;
    }

    /** Where the journal ends. */
    public JournalEnd end() {
        if (closed) {
            throw closedError();
        }
        return end;
    }

    /** Reads with the guarantee that the tables stay open meanwhile. */
    public <T extends @Nullable Object> T read(Function<RocksTables, T> work) {
        lock.readLock().lock();
        try {
            return work.apply(open());
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Only for the writer: the tables to decide and write on. */
    RocksTables open() {
        if (tables == null) {
            throw new IllegalStateException("the journals in " + directory + " " + absence);
        }
        return tables;
    }

    void write(JournalChanges changes) throws RocksDBException {
        open().write(changes, faults);
        end = changes.end();
    }

    /** Null if the disk has room for a group; else what to tell those who wait. */
    @Nullable
    String shortOfSpace() {
        long usable;
        try {
            usable = disk.getUsableSpace();
        } catch (IOException unknown) {
            // A disk that is gone shows itself when it is written to.
            return null;
        }
        usable = faults.usableBytes(usable);
        return usable >= settings.reservedBytes()
                ? null
                : "the disk of " + directory + " has " + usable + " bytes free and keeps " + settings.reservedBytes()
                        + " in reserve: free some space, appends then go on by themselves";
    }

    /** Only for the writer: opens the files again, which ends whatever error the database remembers. */
    void reopen() throws RocksDBException {
        lock.writeLock().lock();
        try {
            if (closed) {
                throw closedError();
            }
            release();
            absence = "could not be opened again; later appends try once more";
            faults.beforeReopen();
            OpenDatabase opened = OpenDatabase.open(directory, options, settings.newStore());
            database = opened;
            tables = new RocksTables(opened, probe);
            end = tables.end();
        } finally {
            lock.writeLock().unlock();
        }
    }

    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                absence = "are closed";
                release();
                options.close();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void release() {
        tables = null;
        if (database != null) {
            database.close();
            database = null;
        }
    }

    private IllegalStateException closedError() {
        return new IllegalStateException("the journals in " + directory + " are closed");
    }
}
