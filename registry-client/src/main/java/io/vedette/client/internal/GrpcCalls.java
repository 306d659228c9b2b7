package io.vedette.client.internal;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;

/**
 * Calls as Mono and Flux. Each subscription is one call; cancelling it cancels the call on the server; demand becomes
 * the call's own flow control, message by message, with no queue in between; errors arrive as {@code
 * StatusRuntimeException} with their trailers.
 */
final class GrpcCalls {

    private final Channel channel;
    private final Scheduler clock;

    /** Calls on a channel; the scheduler measures silence. */
    GrpcCalls(Channel channel, Scheduler clock) {
        this.channel = channel;
        this.clock = clock;
    }

    /** One request, one answer, within a time. */
    <Q, R> Mono<R> unary(MethodDescriptor<Q, R> method, Q request, Duration deadline) {
        return Mono.create(sink -> {
            CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(deadline.toNanos(), TimeUnit.NANOSECONDS);
            ClientCall<Q, R> call = channel.newCall(method, options);
            call.start(new OneAnswer<>(sink), new Metadata());
            call.request(2); // a second answer would be an error, and is only noticed if it may come
            call.sendMessage(request);
            call.halfClose();
            sink.onCancel(
                    () -> call.cancel("cancelled by the caller", null)); // runs at once if it was cancelled before
        });
    }

    /** One request, many answers. */
    <Q, R> Flux<R> stream(MethodDescriptor<Q, R> method, Q request) {
        return new CallFlux<>(channel, method, Mono.just(request), clock, null);
    }

    /** One request, many answers; fails when answers are wanted and none came for a time. */
    <Q, R> Flux<R> stream(MethodDescriptor<Q, R> method, Q request, Duration silence) {
        return new CallFlux<>(channel, method, Mono.just(request), clock, silence);
    }

    /** Many requests, many answers, independent of each other. */
    <Q, R> Flux<R> exchange(MethodDescriptor<Q, R> method, Publisher<Q> requests) {
        return new CallFlux<>(channel, method, requests, clock, null);
    }

    private static final class OneAnswer<R> extends ClientCall.Listener<R> {
        private final MonoSink<R> sink;
        private @Nullable R answer;

        OneAnswer(MonoSink<R> sink) {
            this.sink = sink;
        }

        @Override
        public void onMessage(R message) {
            answer = message;
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            R value = answer;
            if (!status.isOk()) {
                sink.error(status.asRuntimeException(trailers));
            } else if (value == null) {
                sink.error(Status.INTERNAL
                        .withDescription("the call ended without an answer")
                        .asRuntimeException());
            } else {
                sink.success(value);
            }
        }
    }
}
