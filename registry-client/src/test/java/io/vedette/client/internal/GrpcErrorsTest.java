package io.vedette.client.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Any;
import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.vedette.proto.v1.CommandRequest;
import io.vedette.proto.v1.ReadBatch;
import io.vedette.proto.v1.ReadManyRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Errors arrive as they were sent, and what does not answer is one. */
class GrpcErrorsTest extends GrpcCallsFixture {

    @Test
    void detailsOfAnErrorSurvive() {
        ErrorInfo info = ErrorInfo.newBuilder()
                .setReason("NOT_FOUND")
                .setDomain("vedette.io")
                .build();
        com.google.rpc.Status status = com.google.rpc.Status.newBuilder()
                .setCode(Status.Code.NOT_FOUND.value())
                .setMessage("größer 日本")
                .addDetails(Any.pack(info))
                .build();
        onOne = call -> call.onError(StatusProto.toStatusRuntimeException(status));
        onMany = call -> call.onError(StatusProto.toStatusRuntimeException(status));

        for (Flux<?> flux : List.of(one().flux(), client.stream(MANY, ASK))) {
            StepVerifier.create(flux)
                    .expectErrorSatisfies(error ->
                            assertThat(StatusProto.fromThrowable(error)).isEqualTo(status))
                    .verify(LONG);
        }
    }

    @Test
    void anErrorComesAfterTheDataBeforeIt() {
        onMany = call -> {
            call.onNext(batch(1));
            call.onNext(batch(2));
            call.onNext(batch(3));
            call.onError(Status.DATA_LOSS.withDescription("torn").asRuntimeException());
        };

        StepVerifier.create(client.stream(MANY, ASK))
                .expectNext(batch(1), batch(2), batch(3))
                .expectErrorSatisfies(error ->
                        assertThat(Status.fromThrowable(error).getCode()).isEqualTo(Status.Code.DATA_LOSS))
                .verify(LONG);
    }

    @Test
    void anErrorOfTheRequestsEndsTheCallAndArrives() {
        AtomicBoolean cancelled = new AtomicBoolean();
        onBoth = call -> {
            call.setOnCancelHandler(() -> cancelled.set(true));
            return ignoring();
        };
        Sinks.One<ReadManyRequest> requests = Sinks.one();

        StepVerifier.create(client.exchange(BOTH, requests.asMono()))
                .then(() -> await().untilAtomic(calls, org.hamcrest.Matchers.is(1)))
                .then(() -> requests.tryEmitError(new IllegalStateException("ours")))
                .expectErrorMessage("ours")
                .verify(LONG);
        await().untilTrue(cancelled);
    }

    @Test
    void aUnaryCallHasADeadline() {
        StepVerifier.create(client.unary(ONE, CommandRequest.getDefaultInstance(), Duration.ofMillis(100)))
                .expectErrorSatisfies(error ->
                        assertThat(Status.fromThrowable(error).getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED))
                .verify(LONG);
    }

    @Test
    void aServerThatAnswersNothingIsAnError() {
        onOne = StreamObserver::onCompleted;

        StepVerifier.create(one()).expectError(StatusRuntimeException.class).verify(LONG);
    }

    @Test
    void silenceIsAnErrorOnlyWhileSomethingIsWanted() {
        VirtualTimeScheduler time = VirtualTimeScheduler.create();
        GrpcCalls timed = new GrpcCalls(connection.channel(), time);
        List<ServerCallStreamObserver<ReadBatch>> open = new CopyOnWriteArrayList<>();
        onMany = call -> {
            open.add(call);
            call.onNext(batch(1));
        };
        Duration limit = Duration.ofSeconds(15);

        StepVerifier.create(timed.stream(MANY, ASK, limit), 0)
                .thenRequest(1)
                .expectNextCount(1)
                .then(() -> time.advanceTimeBy(Duration.ofMinutes(5)))
                .thenRequest(1)
                .then(() -> time.advanceTimeBy(Duration.ofSeconds(14)))
                .then(() -> open.get(0).onNext(batch(2)))
                .expectNextCount(1)
                .thenRequest(1)
                .then(() -> time.advanceTimeBy(Duration.ofSeconds(14)))
                .then(() -> assertThat(open.get(0).isCancelled()).isFalse())
                .then(() -> time.advanceTimeBy(Duration.ofSeconds(5)))
                .expectErrorMessage("silent for 15 s")
                .verify(LONG);
        await().until(() -> open.get(0).isCancelled());
    }
}
