package io.vedette.server.storage;

import io.vedette.domain.AggregateId;
import io.vedette.domain.Cursor;
import io.vedette.domain.Recorded;
import io.vedette.server.storage.internal.AppendSize;
import io.vedette.server.storage.internal.CommandRow;
import io.vedette.server.storage.internal.CommitRelay;
import io.vedette.server.storage.internal.JournalApply;
import io.vedette.server.storage.internal.JournalChanges;
import io.vedette.server.storage.internal.MemoryTables;
import io.vedette.server.storage.internal.PagedRead;
import io.vedette.server.storage.internal.StorageProbe;
import io.vedette.server.storage.internal.StoreIdentity;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Journals on the heap, for tests and for tiny embedded use: nothing survives the process, and nothing bounds it but the
 * heap. It has no threads of its own. Everything happens on the caller's thread, so that a test decides the order;
 * commits are delivered by the appender, or by another appender that is delivering already.
 */
public final class MemoryStorage implements StorageBackend {

    private final Object lock = new Object();
    private final StoreIdentity identity;
    private final MemoryTables tables;
    private final StorageProbe probe;
    private final CommitRelay feed = new CommitRelay();
    private boolean closed;

    private MemoryStorage(StoreIdentity identity, StorageProbe probe) {
        this.identity = identity;
        this.tables = new MemoryTables(probe);
        this.probe = probe;
    }

    /**
     * An empty store.
     *
     * @param store its id, which cursors carry
     */
    public static MemoryStorage create(UUID store) {
        return create(store, 1, StorageProbe.NONE);
    }

    static MemoryStorage create(UUID store, int incarnation, StorageProbe probe) {
        return new MemoryStorage(new StoreIdentity(store, incarnation), probe);
    }

    @Override
    public Mono<AppendReply> append(Append append) {
        return Mono.create(sink -> {
            AppendReply reply;
            try {
                AppendSize.checked(append);
                reply = locked(() -> applied(append));
            } catch (RuntimeException refused) {
                sink.error(refused);
                return;
            }
            sink.success(reply);
            feed.drain();
        });
    }

    private AppendReply applied(Append append) {
        JournalApply apply = new JournalApply(tables, identity.incarnation());
        AppendReply reply = apply.append(append);
        JournalChanges changes = apply.finish();
        if (!changes.isEmpty()) {
            tables.write(changes);
            probe.groupWritten(1);
        }
        if (!changes.events().isEmpty()) {
            feed.offer(new Commit(changes.events()));
        }
        return reply;
    }

    @Override
    public Mono<AppendReply.Appended> command(CommandKey command) {
        return Mono.defer(() -> locked(() -> {
            CommandRow row = tables.command(command.id());
            return row == null
                            || row.expiredAt(tables.end().millis())
                            || !row.fingerprint().equals(command.fingerprint())
                    ? Mono.<AppendReply.Appended>empty()
                    : Mono.just(row.replay());
        }));
    }

    @Override
    public Flux<Recorded> read(AggregateId aggregate, long afterVersion, int limit) {
        return PagedRead.read(
                afterVersion, limit, (after, rows) -> locked(() -> tables.stream(aggregate, after, rows)));
    }

    @Override
    public Flux<Recorded> readAll(long afterPosition, Predicate<AggregateId> filter) {
        return Flux.defer(() -> {
            long upTo = end().position();
            return PagedRead.read(
                    afterPosition,
                    Long.MAX_VALUE,
                    (after, rows) -> locked(() -> tables.events(after, upTo, filter, rows)));
        });
    }

    @Override
    public Flux<HeadRow> changedSince(long afterPosition, Predicate<AggregateId> filter, int limit) {
        return PagedRead.read(afterPosition, limit, (after, rows) -> locked(() -> tables.heads(after, filter, rows)));
    }

    @Override
    public Mono<HeadRow> head(AggregateId aggregate) {
        return Mono.defer(() -> locked(() -> Mono.justOrEmpty(tables.head(aggregate))));
    }

    @Override
    public Cursor end() {
        return locked(() -> tables.end().cursor(identity));
    }

    @Override
    public Resumption check(Cursor cursor) {
        return locked(() -> identity.check(cursor, tables.end(), position -> {
            Recorded event = tables.event(position);
            return event == null ? null : event.id();
        }));
    }

    @Override
    public Flux<Commit> commits() {
        return feed.flux();
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
        }
        feed.complete();
    }

    private <T> T locked(Supplier<T> work) {
        synchronized (lock) {
            if (closed) {
                throw new IllegalStateException("the journals in memory are closed");
            }
            return work.get();
        }
    }
}
