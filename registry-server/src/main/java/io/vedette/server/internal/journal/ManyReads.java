package io.vedette.server.internal.journal;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.vedette.domain.codec.EventCodec;
import io.vedette.proto.v1.EventEnvelope;
import io.vedette.proto.v1.ReadEnd;
import io.vedette.proto.v1.ReadFailure;
import io.vedette.proto.v1.ReadManyReply;
import io.vedette.proto.v1.ReadManyRequest;
import io.vedette.server.internal.grpc.BatchLimit;
import io.vedette.server.internal.grpc.Batches;
import io.vedette.server.internal.grpc.Serial;
import io.vedette.server.internal.grpc.Statuses;
import io.vedette.server.storage.HeadRow;
import io.vedette.server.storage.StorageBackend;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/**
 * Many reads on one stream. Takes a page of the read whose turn it is, sends it, and puts the read at the end of the
 * line; holds one page at a time, and takes none without credit or while the client does not read.
 */
final class ManyReads implements StreamObserver<ReadManyRequest>, Serial.Steps {

    /** At most so many reads are open on a stream. */
    static final int OPEN = 1_000;

    /** At most so many events of a read are sent before the next one has its turn. */
    static final int TURN = 256;

    private final StorageBackend storage;
    private final ServerCallStreamObserver<ReadManyReply> call;
    private final Serial serial;

    private final ConcurrentLinkedQueue<ReadManyRequest> inbox = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Runnable> results = new ConcurrentLinkedQueue<>();
    private final AtomicLong credit = new AtomicLong();
    private final Disposable.Swap fetch = Disposables.swap();
    private final ArrayDeque<ReadManyReply> replies = new ArrayDeque<>();
    private final ReadLine line = new ReadLine();
    private boolean fetching;
    private volatile boolean halfClosed;
    private volatile @Nullable StatusRuntimeException ending;

    ManyReads(StorageBackend storage, ServerCallStreamObserver<ReadManyReply> call, Executor executor) {
        this.storage = storage;
        this.call = call;
        this.serial = new Serial(executor, this);
        call.disableAutoRequest();
        call.request(OPEN);
    }

    @Override
    public void onNext(ReadManyRequest request) {
        inbox.add(request);
        wake();
    }

    @Override
    public void onError(Throwable gone) {
        cancel();
    }

    @Override
    public void onCompleted() {
        halfClosed = true;
        wake();
    }

    void cancel() {
        serial.stop();
        fetch.dispose();
    }

    void end(StatusRuntimeException status) {
        ending = status;
        wake();
    }

    void wake() {
        serial.wake();
    }

    @Override
    public void broken(Throwable error) {
        finish(Statuses.of(error));
    }

    @Override
    public boolean step() {
        StatusRuntimeException status = ending;
        if (status != null) {
            finish(status);
            return false;
        }
        Runnable result = results.poll();
        if (result != null) {
            result.run();
            return true;
        }
        if (!call.isReady()) {
            return false;
        }
        ReadManyReply reply = replies.poll();
        if (reply != null) {
            call.onNext(reply);
            return true;
        }
        ReadManyRequest request = inbox.poll();
        if (request != null) {
            take(request);
            call.request(1);
            return true;
        }
        if (fetching) {
            return false;
        }
        OpenRead next = line.next(credit.get());
        if (next != null) {
            fetch(next);
            return true;
        }
        if (halfClosed && inbox.isEmpty()) {
            endHalfClosed();
        }
        return false;
    }

    private void endHalfClosed() {
        if (line.isEmpty()) {
            serial.stop();
            call.onCompleted();
        } else {
            finish(Status.INVALID_ARGUMENT
                    .withDescription(line.size() + " reads are open, but no credit is left and none can come after the"
                            + " client has half-closed; send credit before that")
                    .asRuntimeException());
        }
    }

    private void take(ReadManyRequest request) {
        switch (request.getRequestCase()) {
            case OPEN -> open(request.getOpen());
            case CREDIT -> credit.addAndGet(Integer.toUnsignedLong(request.getCredit()));
            case CANCEL -> line.remove(request.getCancel());
            case REQUEST_NOT_SET -> {}
        }
    }

    private void open(io.vedette.proto.v1.OpenRead open) {
        if (line.contains(open.getRead())) {
            finish(Status.INVALID_ARGUMENT
                    .withDescription("read " + Long.toUnsignedString(open.getRead()) + " is open already")
                    .asRuntimeException());
        } else if (line.size() == OPEN) {
            fail(
                    open.getRead(),
                    Status.RESOURCE_EXHAUSTED.withDescription(
                            OPEN + " reads are open on this stream; let some of them end first"));
        } else {
            try {
                line.add(new OpenRead(open.getRead(), OneRead.of(open.getRequest(), storage)));
            } catch (RuntimeException broken) {
                fail(open.getRead(), Statuses.of(broken).getStatus());
            }
        }
    }

    private void fetch(OpenRead read) {
        if (read.knowsHead()) {
            int most = read.ask(Math.min(credit.get(), TURN));
            fetch(
                    read,
                    storage.read(read.aggregate, read.tail(), most)
                            .map(EventCodec::toProto)
                            .takeUntil(new BatchLimit(TURN))
                            .collectList(),
                    events -> sent(read, events));
        } else {
            fetch(read, storage.head(read.aggregate).map(HeadRow::version).defaultIfEmpty(0L), read::headIs);
        }
    }

    private <T> void fetch(OpenRead read, Mono<T> from, Consumer<T> then) {
        fetching = true;
        fetch.update(from.subscribe(
                value -> fetched(() -> {
                    if (line.contains(read)) {
                        then.accept(value);
                        line.turn(read);
                        endIfDone(read);
                    }
                }),
                error -> fetched(() -> {
                    if (line.remove(read.number)) {
                        fail(read.number, Statuses.of(error).getStatus());
                    }
                })));
    }

    private void fetched(Runnable result) {
        results.add(() -> {
            fetching = false;
            result.run();
        });
        wake();
    }

    private void sent(OpenRead read, List<EventEnvelope> events) {
        read.took(events);
        credit.addAndGet(-events.size());
        if (!events.isEmpty()) {
            replies.add(ReadManyReply.newBuilder()
                    .setRead(read.number)
                    .setBatch(Batches.of(events))
                    .build());
        }
    }

    private void endIfDone(OpenRead read) {
        if (read.isDone()) {
            line.remove(read.number);
            replies.add(ReadManyReply.newBuilder()
                    .setRead(read.number)
                    .setEnd(ReadEnd.newBuilder().setHeadVersion(read.head()))
                    .build());
        }
    }

    private void fail(long number, Status status) {
        replies.add(ReadManyReply.newBuilder()
                .setRead(number)
                .setFailure(ReadFailure.newBuilder()
                        .setCode(status.getCode().value())
                        .setMessage(status.getDescription() == null ? "" : status.getDescription()))
                .build());
    }

    private void finish(StatusRuntimeException status) {
        if (!serial.isOver()) {
            serial.stop();
            fetch.dispose();
            call.onError(status);
        }
    }
}
