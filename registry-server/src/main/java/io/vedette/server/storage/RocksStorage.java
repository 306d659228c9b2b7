package io.vedette.server.storage;

import io.vedette.domain.AggregateId;
import io.vedette.domain.Cursor;
import io.vedette.domain.Recorded;
import io.vedette.server.storage.internal.CommandRow;
import io.vedette.server.storage.internal.CommitRelay;
import io.vedette.server.storage.internal.PagedRead;
import io.vedette.server.storage.internal.StorageProbe;
import io.vedette.server.storage.internal.rocks.DiskFaults;
import io.vedette.server.storage.internal.rocks.GroupWriter;
import io.vedette.server.storage.internal.rocks.LiveTables;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Journals on the local disk of one node, in RocksDB. One thread writes: it takes all appends that wait, writes them as
 * one synced batch, then answers them. Reads run on {@link Schedulers#boundedElastic()}, replies and commits arrive on
 * {@link Schedulers#parallel()}; only {@link #check} may read one row on the caller's thread. Memory is fixed whatever the length of the history.
 *
 * <p>When a write fails, its appends are answered {@link AppendReply.Unavailable}, the files are opened again as soon as
 * there is room on the disk, and later appends go on. What turns out to be on disk after all then counts as stored. Only
 * an error of the Java machine ends appending for good, see {@link #breakdown}.
 */
public final class RocksStorage implements StorageBackend {

    private static final int COMMITS_AHEAD = 1024;

    private final LiveTables tables;
    private final GroupWriter writer;
    private final CommitRelay feed = new CommitRelay();

    private RocksStorage(Path directory, RocksOptions options, StorageProbe probe, DiskFaults faults) {
        this.tables = LiveTables.open(directory, options, probe, faults);
        this.writer = new GroupWriter(tables, feed, options.waitingAppends(), probe);
    }

    /**
     * Opens the journals in a directory, or makes new ones if it is empty or absent.
     *
     * @throws UnusableDirectoryException if it holds anything else, is in use by another process, or cannot be written
     */
    public static RocksStorage open(Path directory, RocksOptions options) {
        return open(directory, options, StorageProbe.NONE, DiskFaults.NONE);
    }

    static RocksStorage open(Path directory, RocksOptions options, StorageProbe probe, DiskFaults faults) {
        RocksStorage storage = new RocksStorage(directory, options, probe, faults);
        storage.writer.start();
        return storage;
    }

    @Override
    public Mono<AppendReply> append(Append append) {
        return writer.append(append).publishOn(Schedulers.parallel());
    }

    @Override
    public Mono<AppendReply.Appended> command(CommandKey command) {
        return reading(() -> tables.read(open -> {
            CommandRow row = open.command(command.id());
            return row == null
                            || row.expiredAt(open.end().millis())
                            || !row.fingerprint().equals(command.fingerprint())
                    ? null
                    : row.replay();
        }));
    }

    @Override
    public Flux<Recorded> read(AggregateId aggregate, long afterVersion, int limit) {
        return PagedRead.read(
                        afterVersion, limit, (after, rows) -> tables.read(open -> open.stream(aggregate, after, rows)))
                .subscribeOn(Schedulers.boundedElastic());
    }

    @Override
    public Flux<Recorded> readAll(long afterPosition, Predicate<AggregateId> filter) {
        return Flux.defer(() -> {
                    long upTo = tables.end().position();
                    return PagedRead.read(
                            afterPosition,
                            Long.MAX_VALUE,
                            (after, rows) -> tables.read(open -> open.events(after, upTo, filter, rows)));
                })
                .subscribeOn(Schedulers.boundedElastic());
    }

    @Override
    public Flux<HeadRow> changedSince(long afterPosition, Predicate<AggregateId> filter, int limit) {
        return PagedRead.read(
                        afterPosition, limit, (after, rows) -> tables.read(open -> open.heads(after, filter, rows)))
                .subscribeOn(Schedulers.boundedElastic());
    }

    @Override
    public Mono<HeadRow> head(AggregateId aggregate) {
        return reading(() -> tables.read(open -> open.head(aggregate)));
    }

    @Override
    public Cursor end() {
        return tables.end().cursor(tables.identity());
    }

    @Override
    public Resumption check(Cursor cursor) {
        return tables.read(open -> tables.identity().check(cursor, open.end(), open::idAt));
    }

    @Override
    public Flux<Commit> commits() {
        return feed.flux().publishOn(Schedulers.parallel(), COMMITS_AHEAD);
    }

    @Override
    public Mono<String> breakdown() {
        return writer.breakdown();
    }

    @Override
    public void close() {
        if (writer.close()) {
            tables.close();
        }
        feed.complete();
    }

    private static <T> Mono<T> reading(Supplier<@Nullable T> read) {
        return Mono.fromSupplier(read).subscribeOn(Schedulers.boundedElastic());
    }
}
