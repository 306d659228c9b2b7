package io.vedette.server;

import static io.vedette.server.TestRegistry.await;
import static io.vedette.server.TestRegistry.init;
import static io.vedette.server.TestRegistry.repo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.vedette.domain.AggregateId;
import io.vedette.domain.Filter;
import io.vedette.domain.RegistryCommand;
import io.vedette.domain.Start;
import io.vedette.proto.v1.CommandReply;
import io.vedette.proto.v1.CommandServiceGrpc;
import io.vedette.proto.v1.ListRegistriesRequest;
import io.vedette.proto.v1.ObserverFrame;
import io.vedette.proto.v1.QueryServiceGrpc;
import io.vedette.proto.v1.ReadManyReply;
import io.vedette.proto.v1.ReadManyRequest;
import io.vedette.proto.v1.RegistryFrame;
import io.vedette.server.storage.Append;
import io.vedette.server.storage.AppendReply;
import io.vedette.server.storage.CommandKey;
import io.vedette.server.storage.HeadRow;
import io.vedette.server.storage.MemoryStorage;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Starting, stopping, health, reflection. */
class LifecycleTest {

    @Test
    void listensOnTheLoopbackUnlessToldOtherwise() {
        RegistryServer server = RegistryServer.builder(TestRegistry.memory())
                .listen("localhost", 0)
                .build();

        InetSocketAddress bound = server.start();

        assertThat(bound.getAddress().isLoopbackAddress()).isTrue();
        assertThat(bound.getPort()).isPositive();
        server.close();
    }

    @Test
    void refusesAnAddressThatOthersReach() {
        RegistryServer server = RegistryServer.builder(TestRegistry.memory())
                .listen("0.0.0.0", 0)
                .build();

        assertThatThrownBy(server::start)
                .isInstanceOf(ServerStartException.class)
                .hasMessageContaining("0.0.0.0:0")
                .hasMessageContaining("--insecure");
        server.close();
    }

    @Test
    void saysThatAPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            RegistryServer server = RegistryServer.builder(TestRegistry.memory())
                    .listen("127.0.0.1", taken.getLocalPort())
                    .build();

            assertThatThrownBy(server::start)
                    .isInstanceOf(ServerStartException.class)
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
                    .hasMessageContaining("in use");
        }
    }

    @Test
    void startsOnceAndClosesAsOftenAsOneLikes() {
        RegistryServer server = RegistryServer.builder(TestRegistry.memory())
                .listen("127.0.0.1", 0)
                .build();
        server.start();

        assertThatThrownBy(server::start).isInstanceOf(IllegalStateException.class);
        server.close();
        server.close();
    }

    @Test
    void twoServersLiveInOneProcess() {
        try (TestRegistry one = TestRegistry.start().withRoot();
                TestRegistry other = TestRegistry.start()) {
            one.added("/ex/a");

            assertThat(other.storage.end().position()).isZero();
        }
    }

    @Test
    void healthKnowsEachServiceByItsName() {
        try (TestRegistry registry = TestRegistry.start()) {
            var health = HealthGrpc.newBlockingStub(registry.channel);

            for (String service : List.of("", CommandServiceGrpc.SERVICE_NAME, "vedette.v1.JournalService")) {
                assertThat(health.check(HealthCheckRequest.newBuilder()
                                        .setService(service)
                                        .build())
                                .getStatus())
                        .isEqualTo(ServingStatus.SERVING);
            }
            StatusRuntimeException unknown = catchThrowableOfType(
                    StatusRuntimeException.class,
                    () -> health.check(HealthCheckRequest.newBuilder()
                            .setService("no.Such")
                            .build()));
            assertThat(unknown.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
        }
    }

    @Test
    void healthSaysNotServingWhileTheServerStops() {
        TestRegistry registry = TestRegistry.start();
        ClientStream<HealthCheckRequest, HealthCheckResponse> watch = ClientStream.eager();
        HealthGrpc.newStub(registry.channel).watch(HealthCheckRequest.getDefaultInstance(), watch);
        watch.awaitMessage(answer -> answer.getStatus() == ServingStatus.SERVING);

        registry.server.close();

        watch.awaitMessage(answer -> answer.getStatus() == ServingStatus.NOT_SERVING);
        registry.close();
    }

    @Test
    void healthSaysNotServingOnceTheStoreHasBrokenDownAndQueriesAreStillAnswered() {
        Sinks.One<String> breakdown = Sinks.one();
        var breaking = new WrappedStorage(TestRegistry.memory()) {
            @Override
            public Mono<String> breakdown() {
                return breakdown.asMono();
            }
        };
        try (TestRegistry registry = TestRegistry.on(breaking)) {
            ClientStream<HealthCheckRequest, HealthCheckResponse> watch = ClientStream.eager();
            HealthGrpc.newStub(registry.channel).watch(HealthCheckRequest.getDefaultInstance(), watch);
            watch.awaitMessage(answer -> answer.getStatus() == ServingStatus.SERVING);

            breakdown.tryEmitValue("the machine is out of memory");

            watch.awaitMessage(answer -> answer.getStatus() == ServingStatus.NOT_SERVING);
            assertThat(registry.queries.listRegistries(ListRegistriesRequest.getDefaultInstance()))
                    .isNotNull();
        }
    }

    @Test
    void refusesCallsUntilTheRegistriesAreLoaded() throws Exception {
        Sinks.Empty<Void> loaded = Sinks.empty();
        var slow = new WrappedStorage(TestRegistry.memory()) {
            @Override
            public Flux<HeadRow> changedSince(long after, Predicate<AggregateId> filter, int limit) {
                return super.changedSince(after, filter, limit).delaySubscription(loaded.asMono());
            }
        };
        Socket kept = new Socket(); // does not listen, so the server may take its port, and nobody else
        kept.setReuseAddress(true);
        kept.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        int port = kept.getLocalPort();
        RegistryServer server =
                RegistryServer.builder(slow).listen("127.0.0.1", port).build();
        Thread starting = new Thread(server::start);
        starting.start();
        var channel =
                NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
        var health = HealthGrpc.newBlockingStub(channel).withWaitForReady();
        var queries = QueryServiceGrpc.newBlockingStub(channel);

        assertThat(health.check(HealthCheckRequest.getDefaultInstance()).getStatus())
                .isEqualTo(ServingStatus.NOT_SERVING);
        StatusRuntimeException early = catchThrowableOfType(
                StatusRuntimeException.class, () -> queries.listRegistries(ListRegistriesRequest.getDefaultInstance()));
        assertThat(early.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(early.getStatus().getDescription()).contains("starting");
        loaded.tryEmitEmpty();
        starting.join(10_000);

        assertThat(health.check(HealthCheckRequest.getDefaultInstance()).getStatus())
                .isEqualTo(ServingStatus.SERVING);
        assertThat(queries.listRegistries(ListRegistriesRequest.getDefaultInstance()))
                .isNotNull();
        channel.shutdownNow();
        server.close();
        kept.close();
    }

    @Test
    void reflectionListsTheServices() {
        try (TestRegistry registry = TestRegistry.start()) {
            ClientStream<ServerReflectionRequest, ServerReflectionResponse> answers = ClientStream.eager();
            var questions = ServerReflectionGrpc.newStub(registry.channel).serverReflectionInfo(answers);

            questions.onNext(
                    ServerReflectionRequest.newBuilder().setListServices("").build());

            answers.awaitMessage(ServerReflectionResponse::hasListServicesResponse);
            assertThat(answers.received.get(0).getListServicesResponse().getServiceList())
                    .extracting(ServiceResponse::getName)
                    .contains(
                            "vedette.v1.CommandService",
                            "vedette.v1.JournalService",
                            "vedette.v1.QueryService",
                            "vedette.v1.ObserverLink",
                            "vedette.v1.ExplainService",
                            "grpc.health.v1.Health");
            questions.onCompleted();
        }
    }

    /** The defect to prevent: stopping with work in flight hung. */
    @Test
    @Tag("W10")
    void stopsInTimeWithOpenStreamsAndACommandThatNeverEnds() {
        var stuck = new WrappedStorage(TestRegistry.memory()) {
            @Override
            public Mono<AppendReply> append(Append append) {
                return Mono.never();
            }
        };
        TestRegistry registry = TestRegistry.on(stuck, settings -> settings.shutdownTimeout(Duration.ofSeconds(2)));
        Watcher watcher =
                Watcher.signals(registry, new Start.Beginning(), Filter.ALL).caughtUp();
        ClientStream<ReadManyRequest, ReadManyReply> reads = ClientStream.eager();
        registry.journalAsync.readMany(reads);
        ClientStream<ObserverFrame, RegistryFrame> link = ClientStream.eager();
        registry.link.link(link);
        ClientStream<?, CommandReply> command = execute(registry, new RegistryCommand.CreateRegistry("exreg"));
        await(() -> registry.server.core().mailboxes().size() == 1);

        Assertions.assertTimeout(Duration.ofSeconds(5), registry.server::close);

        assertThat(watcher.stream.awaitEnd().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(reads.awaitEnd().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(link.awaitEnd().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(command.awaitEnd().isOk()).isFalse();
        registry.close();
    }

    @Test
    void stoppingLetsACommandUnderWayEnd() throws Exception {
        Sinks.Empty<Void> stopping = Sinks.empty();
        var slow = new WrappedStorage(TestRegistry.memory()) {
            @Override
            public Mono<AppendReply> append(Append append) {
                return stopping.asMono().then(super.append(append));
            }
        };
        TestRegistry registry = TestRegistry.on(slow);
        ClientStream<?, CommandReply> command = execute(registry, new RegistryCommand.CreateRegistry("exreg"));
        await(() -> registry.server.core().mailboxes().size() == 1);
        ClientStream<HealthCheckRequest, HealthCheckResponse> health = ClientStream.eager();
        HealthGrpc.newStub(registry.channel).watch(HealthCheckRequest.getDefaultInstance(), health);

        Thread closing = new Thread(registry.server::close);
        closing.start();
        health.awaitMessage(answer -> answer.getStatus() == ServingStatus.NOT_SERVING);
        stopping.tryEmitEmpty();
        closing.join(20_000);

        assertThat(command.awaitEnd().isOk()).isTrue();
        assertThat(slow.end().position()).isEqualTo(1);
        registry.close();
    }

    @Test
    void anUnforeseenFailureReachesTheClientAsANumberAndTheQueueGoesOn() {
        AtomicInteger calls = new AtomicInteger();
        var broken = new WrappedStorage(TestRegistry.memory()) {
            @Override
            public Mono<AppendReply> append(Append append) {
                return switch (calls.incrementAndGet()) {
                    case 1 -> throw new IllegalStateException("secret detail");
                    case 2 -> Mono.error(new StackOverflowError("secret detail"));
                    default -> super.append(append);
                };
            }
        };
        try (TestRegistry registry = TestRegistry.on(broken)) {
            for (int i = 0; i < 2; i++) {
                StatusRuntimeException error = catchThrowableOfType(
                        StatusRuntimeException.class,
                        () -> registry.execute(new RegistryCommand.CreateRegistry("exreg")));
                assertThat(error.getStatus().getCode()).isEqualTo(Status.Code.INTERNAL);
                assertThat(error.getStatus().getDescription())
                        .matches("(?s).*incident [0-9a-f-]{36}.*")
                        .doesNotContain("secret");
            }

            assertThat(registry.execute(new RegistryCommand.CreateRegistry("exreg"))
                            .getVersion())
                    .isEqualTo(1);
        }
    }

    @Test
    void aFullStoreIsUnavailableWithItsReason() {
        var full = new WrappedStorage(TestRegistry.memory()) {
            @Override
            public Mono<AppendReply> append(Append append) {
                return Mono.just(new AppendReply.Unavailable("no space left on /data"));
            }
        };
        try (TestRegistry registry = TestRegistry.on(full)) {
            StatusRuntimeException error = catchThrowableOfType(
                    StatusRuntimeException.class, () -> registry.execute(new RegistryCommand.CreateRegistry("exreg")));

            assertThat(error.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(TestRegistry.info(error).getReason()).isEqualTo("UNAVAILABLE");
            assertThat(error.getStatus().getDescription()).contains("no space left");
        }
    }

    @Test
    void aStoreThatCanNeitherBeWrittenNorReadIsUnavailableWithItsReason() {
        var broken = new WrappedStorage(TestRegistry.memory()) {
            @Override
            public Mono<AppendReply> append(Append append) {
                return Mono.just(new AppendReply.Unavailable("the disk is on fire"));
            }

            @Override
            public Mono<AppendReply.Appended> command(CommandKey command) {
                return Mono.error(new IllegalStateException("the journals could not be opened again"));
            }
        };
        try (TestRegistry registry = TestRegistry.on(broken)) {
            StatusRuntimeException error = catchThrowableOfType(
                    StatusRuntimeException.class, () -> registry.execute(new RegistryCommand.CreateRegistry("exreg")));

            assertThat(error.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(error.getStatus().getDescription()).contains("on fire");
        }
    }

    @Test
    void whatWasStoredBeforeAStartIsThereAfterIt() {
        MemoryStorage storage = TestRegistry.memory();
        RegistryServer first =
                RegistryServer.builder(storage).listen("127.0.0.1", 0).build();
        first.start();
        first.close();
        new ByHand(storage, "exreg").registryWithRoot();

        try (TestRegistry second = TestRegistry.on(storage)) {
            second.execute(init(repo("r1"), "/ex/a"));
        }
    }

    private static ClientStream<io.vedette.proto.v1.CommandRequest, CommandReply> execute(
            TestRegistry registry, io.vedette.domain.Command command) {
        ClientStream<io.vedette.proto.v1.CommandRequest, CommandReply> answer = ClientStream.eager();
        CommandServiceGrpc.newStub(registry.channel)
                .execute(
                        io.vedette.domain.codec.CommandCodec.toProto(
                                new io.vedette.domain.CommandId(java.util.UUID.randomUUID()),
                                java.util.OptionalLong.empty(),
                                command),
                        answer);
        return answer;
    }
}
