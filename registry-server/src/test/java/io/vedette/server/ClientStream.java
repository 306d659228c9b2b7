package io.vedette.server;

import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The client's end of a stream: keeps what it received, and receives no more than it asked for. */
final class ClientStream<Q, A> implements ClientResponseObserver<Q, A> {

    final List<A> received = new CopyOnWriteArrayList<>();
    private final int initial;
    private volatile @Nullable ClientCallStreamObserver<Q> call;
    private volatile @Nullable Status end;

    /** Asks for so many messages at first. */
    ClientStream(int initial) {
        this.initial = initial;
    }

    /** Takes everything. */
    static <Q, A> ClientStream<Q, A> eager() {
        return new ClientStream<>(Integer.MAX_VALUE);
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<Q> stream) {
        call = stream;
        stream.disableAutoRequestWithInitial(initial);
    }

    ClientCallStreamObserver<Q> call() {
        ClientCallStreamObserver<Q> started = call;
        if (started == null) {
            throw new IllegalStateException("not started");
        }
        return started;
    }

    void request(int messages) {
        call().request(messages);
    }

    void cancel() {
        call().cancel("enough", null);
    }

    @Override
    public void onNext(A message) {
        received.add(message);
    }

    @Override
    public void onError(Throwable error) {
        end = Status.fromThrowable(error);
    }

    @Override
    public void onCompleted() {
        end = Status.OK;
    }

    void awaitMessage(Predicate<A> wanted) {
        TestRegistry.await(() -> received.stream().anyMatch(wanted));
    }

    Status awaitEnd() {
        TestRegistry.await(() -> end != null);
        Status known = end;
        return known == null ? Status.UNKNOWN : known;
    }

    boolean isOpen() {
        return end == null;
    }
}
