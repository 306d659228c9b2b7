package io.vedette.server.internal.journal;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.vedette.domain.Filter;
import io.vedette.domain.Recorded;
import io.vedette.domain.Refusal;
import io.vedette.domain.Start;
import io.vedette.domain.codec.WireCursors;
import io.vedette.proto.v1.JournalServiceGrpc;
import io.vedette.proto.v1.ReadAllRequest;
import io.vedette.proto.v1.ReadBatch;
import io.vedette.proto.v1.ReadManyReply;
import io.vedette.proto.v1.ReadManyRequest;
import io.vedette.proto.v1.ReadRequest;
import io.vedette.proto.v1.SubscribeFrame;
import io.vedette.proto.v1.SubscribeRequest;
import io.vedette.server.internal.Refused;
import io.vedette.server.internal.grpc.Answers;
import io.vedette.server.internal.grpc.Batches;
import io.vedette.server.internal.grpc.Fields;
import io.vedette.server.internal.grpc.Statuses;
import io.vedette.server.internal.signal.Scope;
import io.vedette.server.internal.signal.SignalHub;
import io.vedette.server.internal.state.Folded;
import io.vedette.server.storage.Resumption;
import io.vedette.server.storage.StorageBackend;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import reactor.core.publisher.Flux;

/** Histories over gRPC. */
public final class JournalEndpoint extends JournalServiceGrpc.JournalServiceImplBase {

    private final StorageBackend storage;
    private final Folded folded;
    private final SignalHub hub;
    private final Executor executor;
    private final Set<ManyReads> streams = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Reads from the store; subscriptions belong to the hub. */
    public JournalEndpoint(StorageBackend storage, Folded folded, SignalHub hub, Executor executor) {
        this.storage = storage;
        this.folded = folded;
        this.hub = hub;
        this.executor = executor;
    }

    @Override
    public void read(ReadRequest request, StreamObserver<ReadBatch> answer) {
        Answers.many(answer, () -> {
            OneRead read = OneRead.of(request, storage);
            return Batches.cut(storage.read(read.aggregate(), read.after(), read.limit()));
        });
    }

    @Override
    public void readAll(ReadAllRequest request, StreamObserver<ReadBatch> answer) {
        Answers.many(answer, () -> {
            Start start = Fields.read("start", () -> WireCursors.start(request.getStart()));
            Scope scope = new Scope(filter(request.getFilter()), folded);
            Flux<Recorded> events = storage.readAll(positionOf(start), scope::contains);
            int limit = request.getLimit();
            return Batches.cut(limit == 0 ? events : events.take(Integer.toUnsignedLong(limit)));
        });
    }

    private long positionOf(Start start) {
        if (start instanceof Start.Now) {
            return storage.end().position();
        }
        if (start instanceof Start.After after) {
            Resumption resumption = storage.check(after.cursor());
            if (resumption != Resumption.POSSIBLE) {
                throw new Refused(
                        Refusal.precondition("cannot go on after this cursor; read from the start", resumption.name()));
            }
            return after.cursor().position();
        }
        return 0;
    }

    @Override
    public StreamObserver<ReadManyRequest> readMany(StreamObserver<ReadManyReply> answer) {
        ServerCallStreamObserver<ReadManyReply> call = (ServerCallStreamObserver<ReadManyReply>) answer;
        ManyReads stream = new ManyReads(storage, call, executor);
        streams.add(stream);
        call.setOnReadyHandler(stream::wake);
        call.setOnCloseHandler(() -> streams.remove(stream));
        call.setOnCancelHandler(() -> {
            streams.remove(stream);
            stream.cancel();
        });
        if (closed) {
            stream.end(Statuses.stopping());
        }
        return stream;
    }

    @Override
    public void subscribe(SubscribeRequest request, StreamObserver<SubscribeFrame> answer) {
        ServerCallStreamObserver<SubscribeFrame> call = (ServerCallStreamObserver<SubscribeFrame>) answer;
        Start start;
        Filter filter;
        try {
            start = Fields.read("start", () -> WireCursors.start(request.getStart()));
            filter = filter(request.getFilter());
        } catch (Refused refused) {
            call.onError(Statuses.of(refused));
            return;
        }
        hub.follow(start, filter, request.getMode(), call);
    }

    private static Filter filter(io.vedette.proto.v1.Filter wire) {
        return Fields.read("filter", () -> WireCursors.filter(wire));
    }

    /** Ends all streams of reads. */
    public void close() {
        closed = true;
        streams.forEach(stream -> stream.end(Statuses.stopping()));
    }
}
