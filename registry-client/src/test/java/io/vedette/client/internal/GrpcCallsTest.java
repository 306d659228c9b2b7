package io.vedette.client.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.rpc.ErrorInfo;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.vedette.proto.v1.CommandReply;
import io.vedette.proto.v1.CommandRequest;
import io.vedette.proto.v1.CommandServiceGrpc;
import io.vedette.proto.v1.EventEnvelope;
import io.vedette.proto.v1.JournalServiceGrpc;
import io.vedette.proto.v1.OpenRead;
import io.vedette.proto.v1.ReadBatch;
import io.vedette.proto.v1.ReadManyReply;
import io.vedette.proto.v1.ReadManyRequest;
import io.vedette.proto.v1.ReadRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/** What all else relies on: calls behave like Reactor's own publishers, over a real connection. */
class GrpcCallsTest {

    private static final MethodDescriptor<CommandRequest, CommandReply> ONE = CommandServiceGrpc.getExecuteMethod();
    private static final MethodDescriptor<ReadRequest, ReadBatch> MANY = JournalServiceGrpc.getReadMethod();
    private static final MethodDescriptor<ReadManyRequest, ReadManyReply> BOTH = JournalServiceGrpc.getReadManyMethod();
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final ReadRequest ASK = ReadRequest.getDefaultInstance();
    private static final int KILOBYTES_16 = 16 << 10;

    private volatile Consumer<ServerCallStreamObserver<CommandReply>> onOne = call -> {};
    private volatile Consumer<ServerCallStreamObserver<ReadBatch>> onMany = call -> {};
    private volatile Function<ServerCallStreamObserver<ReadManyReply>, StreamObserver<ReadManyRequest>> onBoth =
            call -> ignoring();
    private final AtomicInteger calls = new AtomicInteger();

    private Loopback server;
    private Connection connection;
    private GrpcCalls client;

    @BeforeEach
    void connect() {
        server = Loopback.serve(
                new CommandServiceGrpc.CommandServiceImplBase() {
                    @Override
                    public void execute(CommandRequest request, StreamObserver<CommandReply> call) {
                        calls.incrementAndGet();
                        onOne.accept((ServerCallStreamObserver<CommandReply>) call);
                    }
                },
                new JournalServiceGrpc.JournalServiceImplBase() {
                    @Override
                    public void read(ReadRequest request, StreamObserver<ReadBatch> call) {
                        calls.incrementAndGet();
                        onMany.accept((ServerCallStreamObserver<ReadBatch>) call);
                    }

                    @Override
                    public StreamObserver<ReadManyRequest> readMany(StreamObserver<ReadManyReply> call) {
                        calls.incrementAndGet();
                        return onBoth.apply((ServerCallStreamObserver<ReadManyReply>) call);
                    }
                });
        connection = new Connection(server.config());
        client = new GrpcCalls(connection.channel(), Schedulers.parallel());
    }

    @AfterEach
    void disconnect() {
        connection.close();
        server.close();
    }

    private static StreamObserver<ReadManyRequest> ignoring() {
        return taking(request -> {});
    }

    private static StreamObserver<ReadManyRequest> taking(Consumer<ReadManyRequest> onNext) {
        return new StreamObserver<>() {
            @Override
            public void onNext(ReadManyRequest value) {
                onNext.accept(value);
            }

            @Override
            public void onError(Throwable error) {}

            @Override
            public void onCompleted() {}
        };
    }

    private static ReadBatch batch(int bytes) {
        return ReadBatch.newBuilder()
                .addEvents(EventEnvelope.newBuilder().setPayload(ByteString.copyFrom(new byte[bytes])))
                .build();
    }

    private Mono<CommandReply> one() {
        return client.unary(ONE, CommandRequest.getDefaultInstance(), LONG);
    }

    @Test
    void nothingIsCalledBeforeSubscriptionAndEachSubscriptionIsACall() {
        onOne = call -> {
            call.onNext(CommandReply.newBuilder().setVersion(7).build());
            call.onCompleted();
        };
        Mono<CommandReply> answer = one();
        Flux<ReadManyReply> exchange = client.exchange(BOTH, Flux.error(new AssertionError("subscribed too early")));

        assertThat(calls).hasValue(0);
        assertThat(exchange).isNotNull();
        assertThat(Blocking.get(answer).getVersion()).isEqualTo(7);
        assertThat(Blocking.get(answer).getVersion()).isEqualTo(7);
        assertThat(calls).hasValue(2);
    }

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

    @Test
    void theContextOfTheSubscriberIsThereForTheRequests() {
        onBoth = call -> taking(request -> {
            call.onNext(ReadManyReply.newBuilder().setRead(request.getCredit()).build());
            call.onCompleted();
        });
        Flux<ReadManyRequest> requests = Flux.deferContextual(context -> Flux.just(ReadManyRequest.newBuilder()
                .setCredit(context.<Integer>get("credit"))
                .build()));

        Flux<ReadManyReply> replies =
                client.exchange(BOTH, requests).contextWrite(context -> context.put("credit", 42));

        assertThat(Blocking.get(replies.last()).getRead()).isEqualTo(42);
    }

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

    @Test
    void threadsEndWithTheConnection() {
        onMany = call -> call.onNext(batch(1));
        List<Disposable> running = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            running.add(client.stream(MANY, ASK).subscribe(batch -> {}, error -> {}));
        }
        await().untilAtomic(calls, org.hamcrest.Matchers.is(20));
        assertThat(ourThreads()).isNotEmpty();

        connection.close();

        await().untilAsserted(() -> assertThat(ourThreads()).isEmpty());
        assertThat(running).hasSize(20);
    }

    private static List<String> ourThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("vedette-client"))
                .toList();
    }
}
