package io.vedette.server.internal;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the calls under way, so that stopping can wait for them and for nothing else. */
final class CallsUnderWay implements ServerInterceptor {

    /** One for the server itself until it stops. */
    private final AtomicInteger calls = new AtomicInteger(1);

    private final CountDownLatch none = new CountDownLatch(1);

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        calls.incrementAndGet();
        ServerCall.Listener<Q> listener;
        try {
            listener = next.startCall(call, headers);
        } catch (RuntimeException | Error broken) {
            ended();
            throw broken;
        }
        // Exactly one of onComplete and onCancel ends each call.
        return new SimpleForwardingServerCallListener<>(listener) {
            @Override
            public void onComplete() {
                try {
                    super.onComplete();
                } finally {
                    ended();
                }
            }

            @Override
            public void onCancel() {
                try {
                    super.onCancel();
                } finally {
                    ended();
                }
            }
        };
    }

    private void ended() {
        if (calls.decrementAndGet() == 0) {
            none.countDown();
        }
    }

    /** Waits until none is under way; false if some still are when the time is over. Once only. */
    boolean awaitNone(long millis) throws InterruptedException {
        ended();
        return none.await(millis, TimeUnit.MILLISECONDS);
    }
}
