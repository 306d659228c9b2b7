package io.vedette.server;

import io.vedette.domain.AggregateId;
import io.vedette.domain.Cursor;
import io.vedette.domain.Recorded;
import io.vedette.server.storage.Append;
import io.vedette.server.storage.AppendReply;
import io.vedette.server.storage.CommandKey;
import io.vedette.server.storage.Commit;
import io.vedette.server.storage.HeadRow;
import io.vedette.server.storage.Resumption;
import io.vedette.server.storage.StorageBackend;
import java.util.function.Predicate;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A store in which a test changes what it wants to. */
public class WrappedStorage implements StorageBackend {

    protected final StorageBackend inner;

    protected WrappedStorage(StorageBackend inner) {
        this.inner = inner;
    }

    @Override
    public Mono<AppendReply> append(Append append) {
        return inner.append(append);
    }

    @Override
    public Mono<AppendReply.Appended> command(CommandKey command) {
        return inner.command(command);
    }

    @Override
    public Flux<Recorded> read(AggregateId aggregate, long afterVersion, int limit) {
        return inner.read(aggregate, afterVersion, limit);
    }

    @Override
    public Flux<Recorded> readAll(long afterPosition, Predicate<AggregateId> filter) {
        return inner.readAll(afterPosition, filter);
    }

    @Override
    public Flux<HeadRow> changedSince(long afterPosition, Predicate<AggregateId> filter, int limit) {
        return inner.changedSince(afterPosition, filter, limit);
    }

    @Override
    public Mono<HeadRow> head(AggregateId aggregate) {
        return inner.head(aggregate);
    }

    @Override
    public Cursor end() {
        return inner.end();
    }

    @Override
    public Resumption check(Cursor cursor) {
        return inner.check(cursor);
    }

    @Override
    public Flux<Commit> commits() {
        return inner.commits();
    }

    @Override
    public Mono<String> breakdown() {
        return inner.breakdown();
    }

    @Override
    public void close() {
        inner.close();
    }
}
