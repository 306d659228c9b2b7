package io.vedette.server.internal.grpc;

import io.grpc.stub.ServerCallStreamObserver;
import java.util.concurrent.atomic.AtomicBoolean;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

/** Asks for one message at a time, and only while the call's buffer has room. */
final class StreamedAnswer<T> extends BaseSubscriber<T> {

    private final ServerCallStreamObserver<T> call;
    private final AtomicBoolean asked = new AtomicBoolean();

    StreamedAnswer(ServerCallStreamObserver<T> call) {
        this.call = call;
    }

    void pump() {
        if (upstream() != null && call.isReady() && asked.compareAndSet(false, true)) {
            request(1);
        }
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
        pump();
    }

    @Override
    protected void hookOnNext(T value) {
        call.onNext(value);
        asked.set(false);
        pump();
    }

    @Override
    protected void hookOnComplete() {
        call.onCompleted();
    }

    @Override
    protected void hookOnError(Throwable error) {
        call.onError(Statuses.of(error));
    }
}
