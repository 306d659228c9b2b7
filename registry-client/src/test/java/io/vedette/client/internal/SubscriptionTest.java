package io.vedette.client.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.vedette.client.SignalFrame;
import io.vedette.client.UnreachableException;
import io.vedette.domain.AggregateKind;
import io.vedette.domain.Cursor;
import io.vedette.domain.EventId;
import io.vedette.domain.Filter;
import io.vedette.domain.Head;
import io.vedette.domain.Recorded;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.Start;
import io.vedette.domain.codec.EventCodec;
import io.vedette.domain.codec.WireCursors;
import io.vedette.proto.v1.CaughtUp;
import io.vedette.proto.v1.Control;
import io.vedette.proto.v1.ExplainReply;
import io.vedette.proto.v1.ExplainRequest;
import io.vedette.proto.v1.ExplainServiceGrpc;
import io.vedette.proto.v1.FellBehind;
import io.vedette.proto.v1.Hello;
import io.vedette.proto.v1.JournalServiceGrpc;
import io.vedette.proto.v1.ObserverFrame;
import io.vedette.proto.v1.ObserverLinkGrpc;
import io.vedette.proto.v1.Progress;
import io.vedette.proto.v1.ReadAllRequest;
import io.vedette.proto.v1.ReadBatch;
import io.vedette.proto.v1.RegistryFrame;
import io.vedette.proto.v1.Resync;
import io.vedette.proto.v1.Signals;
import io.vedette.proto.v1.SubscribeFrame;
import io.vedette.proto.v1.SubscribeMode;
import io.vedette.proto.v1.SubscribeRequest;
import io.vedette.proto.v1.Subscribed;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Following a store, reading all of it, and the link of an observer. */
class SubscriptionTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Cursor CURSOR = new Cursor(new UUID(1, 2), 1, 7, new EventId(5, 6));
    private static final io.vedette.proto.v1.Cursor WIRE = WireCursors.cursor(CURSOR);
    private static final RepoId R1 = new RepoId(new UUID(0, 1));
    private static final Recorded EVENT = EventCodec.fromProto(StandIn.event(R1.aggregate(), 3));
    private static final Filter FILTER =
            new Filter(Set.of("exreg"), List.of(new RepoPath("/ex")), Set.of(AggregateKind.REPO));

    private final List<SubscribeRequest> asked = new CopyOnWriteArrayList<>();
    private final List<ReadAllRequest> read = new CopyOnWriteArrayList<>();
    private final List<ServerCallStreamObserver<SubscribeFrame>> followers = new CopyOnWriteArrayList<>();
    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private Loopback server;
    private GrpcRegistryClient client;

    @BeforeEach
    void connect() {
        server = Loopback.serve(new Journal(), new Link(), new Explain());
        client = new GrpcRegistryClient(server.config(), time);
    }

    @AfterEach
    void disconnect() {
        client.close();
        server.close();
    }

    private final class Journal extends JournalServiceGrpc.JournalServiceImplBase {
        @Override
        public void subscribe(SubscribeRequest request, StreamObserver<SubscribeFrame> call) {
            asked.add(request);
            call.onNext(SubscribeFrame.newBuilder()
                    .setSubscribed(Subscribed.newBuilder().setCursor(WIRE))
                    .build());
            followers.add((ServerCallStreamObserver<SubscribeFrame>) call);
        }

        @Override
        public void readAll(ReadAllRequest request, StreamObserver<ReadBatch> call) {
            read.add(request);
            for (int batch = 0; batch < 10; batch++) {
                ReadBatch.Builder events = ReadBatch.newBuilder();
                for (int i = 1; i <= 10; i++) {
                    events.addEvents(StandIn.event(R1.aggregate(), batch * 10 + i));
                }
                call.onNext(events.build());
            }
            call.onCompleted();
        }
    }

    private static final class Link extends ObserverLinkGrpc.ObserverLinkImplBase {
        @Override
        public StreamObserver<ObserverFrame> link(StreamObserver<RegistryFrame> call) {
            return new StreamObserver<>() {
                @Override
                public void onNext(ObserverFrame frame) {
                    call.onNext(RegistryFrame.newBuilder()
                            .setControl(Control.newBuilder()
                                    .setQuestion(frame.getHello().getName().length()))
                            .build());
                }

                @Override
                public void onError(Throwable error) {}

                @Override
                public void onCompleted() {
                    call.onCompleted();
                }
            };
        }
    }

    private static final class Explain extends ExplainServiceGrpc.ExplainServiceImplBase {
        @Override
        public void explain(ExplainRequest request, StreamObserver<ExplainReply> call) {
            call.onNext(ExplainReply.newBuilder().setObserver("o1").build());
            call.onNext(
                    ExplainReply.newBuilder().setObserver("o2").setSilent(true).build());
            call.onCompleted();
        }
    }

    private ServerCallStreamObserver<SubscribeFrame> follower(int number) {
        await().until(() -> followers.size() > number);
        return followers.get(number);
    }

    @Test
    void framesArriveAsTheyWereSent() {
        Head head = new Head(R1.aggregate(), EVENT.id(), 3, 3, List.of(EVENT));

        StepVerifier.create(client.signals(new Start.After(CURSOR), FILTER))
                .expectNext(new SignalFrame.Subscribed(CURSOR))
                .then(() -> {
                    var call = follower(0);
                    call.onNext(SubscribeFrame.newBuilder()
                            .setResync(Resync.newBuilder()
                                    .setReason(Resync.Reason.COMPACTED)
                                    .setMessage("trimmed"))
                            .build());
                    call.onNext(SubscribeFrame.newBuilder()
                            .setSignals(Signals.newBuilder()
                                    .addHeads(WireCursors.head(head))
                                    .setCursor(WIRE))
                            .build());
                    call.onNext(SubscribeFrame.newBuilder()
                            .setCaughtUp(CaughtUp.newBuilder().setCursor(WIRE))
                            .build());
                    call.onNext(SubscribeFrame.getDefaultInstance());
                    call.onNext(SubscribeFrame.newBuilder()
                            .setFellBehind(FellBehind.newBuilder().setBehind(12))
                            .build());
                    call.onNext(SubscribeFrame.newBuilder()
                            .setResync(Resync.newBuilder().setReasonValue(99))
                            .build());
                    call.onNext(SubscribeFrame.newBuilder()
                            .setProgress(Progress.newBuilder().setCursor(WIRE))
                            .build());
                })
                .expectNext(
                        new SignalFrame.Resync(SignalFrame.Reason.COMPACTED, "trimmed"),
                        new SignalFrame.Changed(List.of(head), CURSOR),
                        new SignalFrame.CaughtUp(CURSOR),
                        new SignalFrame.FellBehind(12),
                        new SignalFrame.Resync(SignalFrame.Reason.UNKNOWN, ""),
                        new SignalFrame.Progress(CURSOR))
                .thenCancel()
                .verify(LONG);

        assertThat(asked)
                .containsExactly(SubscribeRequest.newBuilder()
                        .setStart(WireCursors.start(new Start.After(CURSOR)))
                        .setFilter(WireCursors.filter(FILTER))
                        .setMode(SubscribeMode.SIGNALS)
                        .build());
        await().until(() -> follower(0).isCancelled());
        assertThat(client.counts().subscriptions()).isEqualTo(1);
    }

    @Test
    void eventsCanBeFollowedToo() {
        StepVerifier.create(client.events(new Start.Now(), Filter.ALL))
                .expectNextCount(1)
                .then(() -> follower(0)
                        .onNext(SubscribeFrame.newBuilder()
                                .setEvents(ReadBatch.newBuilder().addEvents(EventCodec.toProto(EVENT)))
                                .build()))
                .expectNext(new SignalFrame.Events(List.of(EVENT)))
                .thenCancel()
                .verify(LONG);

        assertThat(asked.get(0).getMode()).isEqualTo(SubscribeMode.EVENTS);
    }

    @Test
    void fifteenSecondsWithoutAFrameAreAnError() {
        StepVerifier.create(client.signals(new Start.Now(), Filter.ALL))
                .expectNextCount(1)
                .then(() -> time.advanceTimeBy(Duration.ofSeconds(14)))
                .then(() -> follower(0)
                        .onNext(SubscribeFrame.newBuilder()
                                .setProgress(Progress.newBuilder().setCursor(WIRE))
                                .build()))
                .expectNextCount(1)
                .then(() -> time.advanceTimeBy(Duration.ofSeconds(14)))
                .then(() -> assertThat(follower(0).isCancelled()).isFalse())
                .then(() -> time.advanceTimeBy(Duration.ofSeconds(5)))
                .expectErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(UnreachableException.class)
                        .hasMessageContainingAll(server.address(), "silent for 15 s", "connect again"))
                .verify(LONG);

        await().until(() -> follower(0).isCancelled());
        assertThat(asked).hasSize(1);
    }

    @Test
    void aFrameThatCannotBeReadIsUnreachable() {
        StepVerifier.create(client.signals(new Start.Now(), Filter.ALL))
                .expectNextCount(1)
                .then(() -> follower(0)
                        .onNext(SubscribeFrame.newBuilder()
                                .setProgress(Progress.getDefaultInstance())
                                .build()))
                .expectErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(UnreachableException.class)
                        .hasMessageContainingAll(server.address(), "cannot read"))
                .verify(LONG);
    }

    @Test
    void aBrokenConnectionAndAClosedClientEndASubscription() {
        StepVerifier.create(client.signals(new Start.Now(), Filter.ALL))
                .expectNextCount(1)
                .then(() -> server.close())
                .expectError(UnreachableException.class)
                .verify(LONG);
    }

    @Test
    void closingEndsWhatNobodyAsksFor() {
        StepVerifier.create(client.signals(new Start.Now(), Filter.ALL), 0)
                .then(() -> follower(0))
                .then(client::close)
                .expectErrorMessage("client closed")
                .verify(LONG);
    }

    @Test
    void allHistoriesAreReadWithDemandEventByEvent() {
        StepVerifier.create(client.readAll(new Start.After(CURSOR), FILTER, 500), 0)
                .thenRequest(15)
                .expectNextCount(15)
                .thenRequest(85)
                .expectNextCount(85)
                .expectComplete()
                .verify(LONG);

        assertThat(read.get(0).getLimit()).isEqualTo(500);
        assertThat(read.get(0).getFilter()).isEqualTo(WireCursors.filter(FILTER));
    }

    @Test
    void anObserversFramesAreExchangedWithTheRegistrys() {
        Sinks.Many<ObserverFrame> frames = Sinks.many().unicast().onBackpressureBuffer();

        StepVerifier.create(client.link(frames.asFlux()))
                .then(() -> frames.tryEmitNext(ObserverFrame.newBuilder()
                        .setHello(Hello.newBuilder().setName("four"))
                        .build()))
                .expectNextMatches(frame -> frame.getControl().getQuestion() == 4)
                .then(frames::tryEmitComplete)
                .expectComplete()
                .verify(LONG);
    }

    @Test
    void anErrorOfTheObserversOwnFramesComesBackAsItIs() {
        StepVerifier.create(client.link(Flux.error(new IllegalStateException("ours"))))
                .expectErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("ours"))
                .verify(LONG);
    }

    @Test
    void explanationsComeAsTheyAreGiven() {
        assertThat(Blocking.get(client.explain(ExplainRequest.getDefaultInstance())
                        .map(ExplainReply::getObserver)
                        .collectList()))
                .containsExactly("o1", "o2");
    }
}
