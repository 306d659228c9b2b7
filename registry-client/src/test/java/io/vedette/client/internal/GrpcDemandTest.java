package io.vedette.client.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.grpc.stub.ServerCallStreamObserver;
import io.vedette.proto.v1.OpenRead;
import io.vedette.proto.v1.ReadManyReply;
import io.vedette.proto.v1.ReadManyRequest;
import io.vedette.proto.v1.ReadRequest;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** Nobody runs far ahead of what the other end takes. */
class GrpcDemandTest extends GrpcCallsFixture {

    @Test
    void theServerDoesNotRunFarAheadOfDemand() {
        int all = 2_000;
        AtomicInteger sent = new AtomicInteger();
        AtomicBoolean stalled = new AtomicBoolean();
        AtomicBoolean complete = new AtomicBoolean();
        onMany = call -> call.setOnReadyHandler(() -> {
            while (call.isReady() && sent.get() < all) {
                call.onNext(batch(KILOBYTES_16));
                sent.incrementAndGet();
            }
            if (sent.get() < all) {
                stalled.set(true);
            } else if (complete.compareAndSet(false, true)) {
                call.onCompleted();
            }
        });

        StepVerifier.create(client.stream(MANY, ASK), 0)
                .thenRequest(1)
                .expectNextCount(1)
                .then(() -> {
                    await().untilTrue(stalled);
                    assertThat(sent).hasValueLessThan(200);
                })
                .thenRequest(9)
                .expectNextCount(9)
                .then(() -> assertThat(sent).hasValueLessThan(300))
                .thenRequest(Long.MAX_VALUE)
                .expectNextCount(all - 10)
                .expectComplete()
                .verify(LONG);
    }

    @Test
    void demandIsPassedOnMessageByMessage() {
        onMany = call -> {
            for (int i = 0; i < 500; i++) {
                call.onNext(batch(i));
            }
            call.onCompleted();
        };

        StepVerifier.create(client.stream(MANY, ASK).limitRate(7))
                .expectNextCount(500)
                .expectComplete()
                .verify(LONG);
    }

    @Test
    void theClientDoesNotRunFarAheadOfTheServer() {
        int all = 2_000;
        AtomicInteger made = new AtomicInteger();
        AtomicInteger taken = new AtomicInteger();
        AtomicReference<ServerCallStreamObserver<ReadManyReply>> open = new AtomicReference<>();
        onBoth = call -> {
            call.disableAutoRequest();
            call.request(1);
            open.set(call);
            return taking(request -> {
                if (taken.incrementAndGet() == all) {
                    call.onCompleted();
                }
            });
        };
        OpenRead.Builder large = OpenRead.newBuilder()
                .setRequest(ReadRequest.newBuilder()
                        .setAggregate(io.vedette.proto.v1.AggregateRef.newBuilder()
                                .setId(ByteString.copyFrom(new byte[KILOBYTES_16]))));
        Flux<ReadManyRequest> requests = Flux.range(0, all)
                .map(i -> ReadManyRequest.newBuilder().setOpen(large).build())
                .doOnNext(request -> made.incrementAndGet());

        StepVerifier.create(client.exchange(BOTH, requests))
                .then(() -> {
                    await().untilAtomic(taken, org.hamcrest.Matchers.is(1));
                    assertThat(made).hasValueLessThan(400);
                    assertThat(taken).hasValue(1);
                    Objects.requireNonNull(open.get()).request(all);
                })
                .expectComplete()
                .verify(LONG);
        assertThat(made).hasValue(all);
    }
}
