package io.vedette.client.internal;

import io.grpc.ClientCall;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.util.context.Context;

/** Sends requests on a call, one by one, as fast as the transport takes them. */
final class RequestPump<Q> extends BaseSubscriber<Q> {

    private final ClientCall<Q, ?> call;
    private final Context context;
    private final Consumer<Throwable> failed;
    private final AtomicBoolean waiting = new AtomicBoolean();

    RequestPump(ClientCall<Q, ?> call, Context context, Consumer<Throwable> failed) {
        this.call = call;
        this.context = context;
        this.failed = failed;
    }

    /** The transport takes more. */
    void ready() {
        if (waiting.compareAndSet(true, false)) {
            request(1);
        }
    }

    @Override
    public Context currentContext() {
        return context;
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
        request(1);
    }

    @Override
    protected void hookOnNext(Q message) {
        call.sendMessage(message);
        waiting.set(true);
        if (call.isReady()) {
            ready();
        }
    }

    @Override
    protected void hookOnComplete() {
        call.halfClose();
    }

    @Override
    protected void hookOnError(Throwable error) {
        failed.accept(error);
    }
}
