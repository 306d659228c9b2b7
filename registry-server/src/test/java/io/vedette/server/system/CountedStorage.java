package io.vedette.server.system;

import io.vedette.domain.AggregateId;
import io.vedette.domain.Recorded;
import io.vedette.server.WrappedStorage;
import io.vedette.server.storage.Append;
import io.vedette.server.storage.AppendReply;
import io.vedette.server.storage.StorageBackend;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A store that notes whose histories are read, and that can be told not to answer appends. */
final class CountedStorage extends WrappedStorage {

    private final Queue<AggregateId> reads = new ConcurrentLinkedQueue<>();
    private volatile boolean stuck;

    CountedStorage(StorageBackend inner) {
        super(inner);
    }

    /** Whose histories were read since the last {@link #forgetReads}, in order. */
    List<AggregateId> reads() {
        return List.copyOf(reads);
    }

    void forgetReads() {
        reads.clear();
    }

    /** From now on no append is answered. */
    void stick() {
        stuck = true;
    }

    @Override
    public Mono<AppendReply> append(Append append) {
        return Mono.defer(() -> stuck ? Mono.<AppendReply>never() : super.append(append));
    }

    @Override
    public Flux<Recorded> read(AggregateId aggregate, long afterVersion, int limit) {
        return Flux.defer(() -> {
            reads.add(aggregate);
            return super.read(aggregate, afterVersion, limit);
        });
    }
}
