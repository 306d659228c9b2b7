package io.vedette.client.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.stub.StreamObserver;
import io.vedette.proto.v1.CommandReply;
import io.vedette.proto.v1.ReadBatch;
import io.vedette.proto.v1.ReadManyRequest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** Who no longer wants a call ends it at both ends. */
class GrpcCancelTest extends GrpcCallsFixture {

    @Test
    void cancellingAUnaryCallReachesTheServer() {
        AtomicBoolean cancelled = new AtomicBoolean();
        onOne = call -> call.setOnCancelHandler(() -> cancelled.set(true));

        Disposable running = one().subscribe();
        await().untilAtomic(calls, org.hamcrest.Matchers.is(1));
        running.dispose();

        await().untilTrue(cancelled);
    }

    @Test
    void cancellingAStreamReachesTheServer() {
        AtomicBoolean cancelled = new AtomicBoolean();
        onMany = call -> {
            call.setOnCancelHandler(() -> cancelled.set(true));
            call.onNext(batch(1));
        };

        StepVerifier.create(client.stream(MANY, ASK))
                .expectNextCount(1)
                .thenCancel()
                .verify(LONG);

        await().untilTrue(cancelled);
    }

    @Test
    void cancellingAnExchangeReachesTheServerAndTheRequests() {
        AtomicBoolean cancelled = new AtomicBoolean();
        AtomicBoolean requestsCancelled = new AtomicBoolean();
        onBoth = call -> {
            call.setOnCancelHandler(() -> cancelled.set(true));
            return ignoring();
        };
        Flux<ReadManyRequest> requests = Flux.<ReadManyRequest>never().doOnCancel(() -> requestsCancelled.set(true));

        Disposable running = client.exchange(BOTH, requests).subscribe();
        await().untilAtomic(calls, org.hamcrest.Matchers.is(1));
        running.dispose();

        await().untilTrue(cancelled);
        assertThat(requestsCancelled).isTrue();
    }

    @Test
    void cancellingAfterTheEndIsHarmless() {
        onOne = call -> {
            call.onNext(CommandReply.getDefaultInstance());
            call.onCompleted();
        };
        onMany = StreamObserver::onCompleted;
        onBoth = call -> {
            call.onCompleted();
            return ignoring();
        };
        for (Flux<?> flux : List.of(one().flux(), client.stream(MANY, ASK), client.exchange(BOTH, Flux.never()))) {
            List<Object> signals = new CopyOnWriteArrayList<>();
            AtomicBoolean done = new AtomicBoolean();
            Disposable ended = flux.doFinally(end -> done.set(true))
                    .subscribe(signals::add, signals::add, () -> signals.add("complete"));
            await().untilTrue(done);

            ended.dispose();
            ended.dispose();

            assertThat(signals).last().isEqualTo("complete");
        }
    }

    @Test
    void cancellingWhileSubscribingCallsNobody() {
        Flux<ReadBatch> stream = client.stream(MANY, ASK);

        StepVerifier.create(stream.doOnSubscribe(subscription -> subscription.cancel()), 0)
                .thenCancel()
                .verify(LONG);
        onOne = call -> {
            call.onNext(CommandReply.getDefaultInstance());
            call.onCompleted();
        };
        one().block(LONG); // the connection has taken what there was to take before

        assertThat(calls).hasValue(1);
    }

    @Test
    void aSubscriberThatThrowsEndsTheCall() {
        AtomicBoolean cancelled = new AtomicBoolean();
        onMany = call -> {
            call.setOnCancelHandler(() -> cancelled.set(true));
            call.onNext(batch(1));
        };

        StepVerifier.create(client.stream(MANY, ASK).map(batch -> {
                    throw new IllegalStateException("ours");
                }))
                .expectErrorMessage("ours")
                .verify(LONG);
        await().untilTrue(cancelled);
    }
}
