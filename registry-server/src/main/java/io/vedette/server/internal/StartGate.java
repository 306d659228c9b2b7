package io.vedette.server.internal;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.StatusRuntimeException;
import io.vedette.domain.Refusal;
import io.vedette.server.internal.grpc.Statuses;
import java.util.Map;

/** Refuses calls until all is loaded: an answer from half of the registries would be wrong. */
final class StartGate implements ServerInterceptor {

    private volatile boolean open;

    void open() {
        open = true;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        if (open) {
            return next.startCall(call, headers);
        }
        StatusRuntimeException starting = Statuses.of(
                new Refusal(Refusal.Code.UNAVAILABLE, "the registry is starting; try again shortly", Map.of()));
        Metadata trailers = starting.getTrailers();
        call.close(starting.getStatus(), trailers == null ? new Metadata() : trailers);
        return new ServerCall.Listener<>() {};
    }
}
