package io.vedette.client.internal;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;

/** Begins a streaming call for each subscriber. */
final class CallFlux<Q, R> extends Flux<R> {

    private final Channel channel;
    private final MethodDescriptor<Q, R> method;
    private final Publisher<Q> requests;
    private final Scheduler clock;
    private final @Nullable Duration silence;

    CallFlux(
            Channel channel,
            MethodDescriptor<Q, R> method,
            Publisher<Q> requests,
            Scheduler clock,
            @Nullable Duration silence) {
        this.channel = channel;
        this.method = method;
        this.requests = requests;
        this.clock = clock;
        this.silence = silence;
    }

    @Override
    public void subscribe(CoreSubscriber<? super R> actual) {
        new OpenCall<>(channel.newCall(method, CallOptions.DEFAULT), actual, clock).begin(requests, silence);
    }
}
