package io.vedette.client.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Any;
import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import io.vedette.client.ClientConfig;
import io.vedette.client.CommandOptions;
import io.vedette.client.CommandResult;
import io.vedette.client.RefusedException;
import io.vedette.client.RegistryClient;
import io.vedette.client.RegistryClients;
import io.vedette.client.UnreachableException;
import io.vedette.domain.Command;
import io.vedette.domain.CommandId;
import io.vedette.domain.EventId;
import io.vedette.domain.Host;
import io.vedette.domain.HostPath;
import io.vedette.domain.Refusal;
import io.vedette.domain.RegistryCommand;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.Root;
import io.vedette.domain.codec.WireIds;
import io.vedette.proto.v1.CommandReply;
import io.vedette.proto.v1.CommandRequest;
import io.vedette.proto.v1.CommandServiceGrpc;
import io.vedette.proto.v1.GetRepoRequest;
import io.vedette.proto.v1.ListRegistriesReply;
import io.vedette.proto.v1.ListRegistriesRequest;
import io.vedette.proto.v1.ListReposRequest;
import io.vedette.proto.v1.ListRootsReply;
import io.vedette.proto.v1.ListRootsRequest;
import io.vedette.proto.v1.QueryServiceGrpc;
import io.vedette.proto.v1.Registry;
import io.vedette.proto.v1.Repo;
import io.vedette.proto.v1.RepoSummary;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Commands and queries, and what becomes of their errors. */
class RegistryClientTest {

    private static final Command CREATE = new RegistryCommand.CreateRegistry("exreg");
    private static final CommandOptions OPTIONS = new CommandOptions(new CommandId(new UUID(1, 2)), OptionalLong.of(3));
    private static final Duration LONG = Duration.ofSeconds(30);

    private final List<CommandRequest> received = new CopyOnWriteArrayList<>();
    private volatile BiConsumer<CommandRequest, StreamObserver<CommandReply>> onCommand = (request, call) -> {};
    private Loopback server;
    private RegistryClient client;

    @BeforeEach
    void connect() {
        server = Loopback.serve(
                new CommandServiceGrpc.CommandServiceImplBase() {
                    @Override
                    public void execute(CommandRequest request, StreamObserver<CommandReply> call) {
                        received.add(request);
                        onCommand.accept(request, call);
                    }
                },
                new Queries());
        client = RegistryClients.connect(server.config().withAttempts(4, Duration.ofSeconds(10)));
    }

    @AfterEach
    void disconnect() {
        client.close();
        server.close();
    }

    private static void accept(StreamObserver<CommandReply> call) {
        call.onNext(CommandReply.newBuilder()
                .setAggregate(WireIds.ref(RegistryId.ofName("exreg").aggregate()))
                .setVersion(1)
                .addEventIds(WireIds.bytes(new EventId(5, 6)))
                .setPosition(9)
                .setReplayed(true)
                .build());
        call.onCompleted();
    }

    private static StatusRuntimeException refusal(Status.Code status, String reason, Map<String, String> metadata) {
        return StatusProto.toStatusRuntimeException(com.google.rpc.Status.newBuilder()
                .setCode(status.value())
                .setMessage("nein: größer 日本")
                .addDetails(Any.pack(ErrorInfo.newBuilder()
                        .setDomain("vedette.io")
                        .setReason(reason)
                        .putAllMetadata(metadata)
                        .build()))
                .build());
    }

    @Test
    void aCommandIsSentAndItsAnswerRead() {
        onCommand = (request, call) -> accept(call);

        CommandResult result = Blocking.get(client.execute(CREATE, OPTIONS));

        assertThat(result)
                .isEqualTo(new CommandResult(
                        RegistryId.ofName("exreg").aggregate(), 1, List.of(new EventId(5, 6)), 9, true));
        assertThat(received.get(0).getExpectedVersion()).isEqualTo(3);
        assertThat(received.get(0).getCreateRegistry().getName()).isEqualTo("exreg");
        assertThat(client.counts().commands()).isEqualTo(1);
    }

    @Test
    void aCommandIsTriedAgainWithTheSameIdWhileTheRegistryIsAway() {
        onCommand = (request, call) -> {
            if (received.size() <= 2) {
                call.onError(Status.UNAVAILABLE.withDescription("no leader").asRuntimeException());
            } else {
                accept(call);
            }
        };

        assertThat(Blocking.get(client.execute(CREATE)).version()).isEqualTo(1);

        assertThat(received).hasSize(3);
        assertThat(received)
                .extracting(CommandRequest::getCommandId)
                .containsOnly(received.get(0).getCommandId());
        assertThat(client.counts().retries()).isEqualTo(2);
        assertThat(client.counts().commands()).isEqualTo(1);
    }

    @Test
    void aMonoThatIsSubscribedAgainIsTheSameCommand() {
        onCommand = (request, call) -> accept(call);
        Mono<CommandResult> command = client.execute(CREATE);

        Blocking.get(command);
        Blocking.get(command);

        assertThat(received).hasSize(2);
        assertThat(received.get(0)).isEqualTo(received.get(1));
    }

    @Test
    void attemptsAreBoundedAndTheErrorNamesTheAddressTheCauseAndTheNextStep() {
        onCommand = (request, call) ->
                call.onError(Status.UNAVAILABLE.withDescription("no leader").asRuntimeException());

        assertThatThrownBy(() -> Blocking.get(client.execute(CREATE)))
                .isInstanceOf(UnreachableException.class)
                .hasMessageContainingAll(server.address(), "no leader", "try again");
        assertThat(received).hasSize(4);
    }

    @Test
    void anAttemptHasADeadlineAndAllTogetherHaveOne() {
        try (RegistryClient hasty = RegistryClients.connect(
                server.config().withDeadline(Duration.ofMillis(50)).withAttempts(1000, Duration.ofMillis(600)))) {
            assertThatThrownBy(() -> Blocking.get(hasty.execute(CREATE)))
                    .isInstanceOf(UnreachableException.class)
                    .hasMessageContainingAll(server.address(), "did not answer in time");
            assertThat(received).hasSizeBetween(2, 12);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Refusal.Code.class, mode = EnumSource.Mode.EXCLUDE, names = "UNAVAILABLE")
    void aRefusalArrivesAsItWasSaidAndIsNotTriedAgain(Refusal.Code code) {
        onCommand = (request, call) ->
                call.onError(refusal(Status.Code.FAILED_PRECONDITION, code.name(), Map.of("current_version", "7")));

        RefusedException refused =
                catchThrowableOfType(RefusedException.class, () -> Blocking.get(client.execute(CREATE)));

        assertThat(refused.refusal()).isEqualTo(new Refusal(code, "nein: größer 日本", Map.of("current_version", "7")));
        assertThat(received).hasSize(1);
    }

    @Test
    void aStoreThatCannotWriteNowIsTriedAgainAndThenUnreachable() {
        onCommand = (request, call) -> call.onError(refusal(Status.Code.UNAVAILABLE, "UNAVAILABLE", Map.of()));

        assertThatThrownBy(() -> Blocking.get(client.execute(CREATE)))
                .isInstanceOf(UnreachableException.class)
                .hasMessageContainingAll(server.address(), "cannot do it now", "nein", "try again later");
        assertThat(received).hasSize(4);
    }

    @Test
    void aReasonFromTheFutureIsARefusalByItsStatus() {
        onCommand = (request, call) ->
                call.onError(refusal(Status.Code.INVALID_ARGUMENT, "SOMETHING_NEW", Map.of("field", "x")));

        RefusedException refused =
                catchThrowableOfType(RefusedException.class, () -> Blocking.get(client.execute(CREATE)));

        assertThat(refused.refusal().code()).isEqualTo(Refusal.Code.INVALID_ARGUMENT);
    }

    @Test
    void aLongRefusalStillFitsTheHeaders() {
        String path = "/" + "日".repeat(1_300);
        onCommand =
                (request, call) -> call.onError(StatusProto.toStatusRuntimeException(com.google.rpc.Status.newBuilder()
                        .setCode(Status.Code.NOT_FOUND.value())
                        .setMessage("no root at " + path)
                        .addDetails(Any.pack(ErrorInfo.newBuilder()
                                .setDomain("vedette.io")
                                .setReason("NOT_FOUND")
                                .putMetadata("path", path)
                                .build()))
                        .build()));

        assertThatThrownBy(() -> Blocking.get(client.execute(CREATE)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(path);
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.Code.class,
            names = {"INTERNAL", "UNKNOWN", "ABORTED", "DATA_LOSS", "RESOURCE_EXHAUSTED"})
    void whatMayPassIsUnreachableButNotTriedAgainRightAway(Status.Code code) {
        onCommand = (request, call) ->
                call.onError(code.toStatus().withDescription("broken").asRuntimeException());

        assertThatThrownBy(() -> Blocking.get(client.execute(CREATE)))
                .isInstanceOf(UnreachableException.class)
                .hasMessageContainingAll(server.address(), code.name(), "broken");
        assertThat(received).hasSize(1);
    }

    @Test
    void anAnswerThatCannotBeReadIsUnreachable() {
        onCommand = (request, call) -> {
            call.onNext(CommandReply.getDefaultInstance());
            call.onCompleted();
        };

        assertThatThrownBy(() -> Blocking.get(client.execute(CREATE)))
                .isInstanceOf(UnreachableException.class)
                .hasMessageContainingAll(server.address(), "cannot read", "aggregate.kind");
    }

    @Test
    void aCommandThatOnlyTheRegistryPostsIsTheCallersFault() {
        Command internal = new RegistryCommand.ConfirmRepo("exreg", new RepoId(new UUID(0, 1)));

        StepVerifier.create(client.execute(internal))
                .expectError(IllegalArgumentException.class)
                .verify(LONG);
    }

    @Test
    void nobodyListeningIsUnreachable() {
        server.close();

        assertThatThrownBy(() -> Blocking.get(client.execute(CREATE)))
                .isInstanceOf(UnreachableException.class)
                .hasMessageContainingAll(server.address(), "see whether it runs");
    }

    @Test
    void aRegistryThatComesBackIsFoundWithinTheSameCommand() {
        onCommand = (request, call) -> accept(call);
        Blocking.get(client.execute(CREATE));
        int port = server.port();
        server.close();
        try (RegistryClient patient =
                RegistryClients.connect(server.config().withAttempts(1_000, Duration.ofSeconds(20)))) {
            Mono<CommandResult> command = patient.execute(CREATE).cache();
            command.subscribe();
            await().until(() -> patient.counts().retries() >= 3);

            server = Loopback.serveAt(port, new CommandServiceGrpc.CommandServiceImplBase() {
                @Override
                public void execute(CommandRequest request, StreamObserver<CommandReply> call) {
                    accept(call);
                }
            });

            assertThat(Blocking.get(command).version()).isEqualTo(1);
        }
    }

    @Test
    void theFirstAddressThatAnswersIsUsed() {
        onCommand = (request, call) -> accept(call);
        int dead = deadPort();
        try (RegistryClient several =
                RegistryClients.connect("127.0.0.1:" + dead + ",nowhere.invalid:1," + server.address())) {
            assertThat(Blocking.get(several.execute(CREATE)).version()).isEqualTo(1);
        }
    }

    private static int deadPort() {
        try (Loopback brief = Loopback.serve()) {
            return brief.port();
        }
    }

    @Test
    void closingEndsCommandsAndIsDoneTwiceWithoutHarm() {
        List<Throwable> errors = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 20; i++) {
            client.execute(CREATE).subscribe(result -> {}, errors::add);
        }
        await().until(() -> received.size() == 20);

        client.close();
        client.close();

        await().untilAsserted(() -> assertThat(errors)
                .hasSize(20)
                .allSatisfy(error -> assertThat(error)
                        .isInstanceOf(UnreachableException.class)
                        .hasMessage("client closed")));
        StepVerifier.create(client.execute(CREATE))
                .expectErrorMessage("client closed")
                .verify(LONG);
        StepVerifier.create(client.registries())
                .expectErrorMessage("client closed")
                .verify(LONG);
        assertThat(received).hasSize(20);
    }

    @Test
    void closingEndsThePauseBetweenAttempts() {
        server.close();
        try (RegistryClient patient =
                RegistryClients.connect(server.config().withAttempts(1_000_000, Duration.ofHours(1)))) {
            List<Throwable> errors = new CopyOnWriteArrayList<>();
            patient.execute(CREATE).subscribe(result -> {}, errors::add);
            await().until(() -> patient.counts().retries() >= 2);

            patient.close();

            await().untilAsserted(() -> assertThat(errors).hasSize(1));
            assertThat(errors.get(0)).hasMessage("client closed");
        }
    }

    @Test
    void queriesAreAskedAndRead() {
        Root root = new Root(new RepoPath("/ex"), new Host("h1"), new HostPath("/data"));
        RepoId repo = new RepoId(new UUID(0, 1));

        assertThat(Blocking.get(client.registries().map(Registry::getName).collectList()))
                .containsExactly("exreg");
        assertThat(Blocking.get(client.roots("exreg").collectList())).containsExactly(root);
        assertThat(Blocking.get(client.repos("exreg", new RepoPath("/ex"))
                        .map(RepoSummary::getPath)
                        .collectList()))
                .containsExactly("/ex/0", "/ex/1", "/ex/2");
        assertThat(Blocking.get(client.repo(repo)).getId()).isEqualTo(WireIds.bytes(repo.uuid()));
        assertThat(Blocking.get(client.repo("exreg", new RepoPath("/ex/a"))).getPath())
                .isEqualTo("/ex/a");
        assertThat(Blocking.get(client.repo(null, new RepoPath("/ex/a"))).getRegistry())
                .isEmpty();
        StepVerifier.create(client.roots("other"))
                .expectError(RefusedException.class)
                .verify(LONG);
    }

    private static final class Queries extends QueryServiceGrpc.QueryServiceImplBase {
        @Override
        public void listRegistries(ListRegistriesRequest request, StreamObserver<ListRegistriesReply> call) {
            call.onNext(ListRegistriesReply.newBuilder()
                    .addRegistries(Registry.newBuilder().setName("exreg"))
                    .build());
            call.onCompleted();
        }

        @Override
        public void listRoots(ListRootsRequest request, StreamObserver<ListRootsReply> call) {
            if (!request.getRegistry().equals("exreg")) {
                call.onError(Status.NOT_FOUND.asRuntimeException());
                return;
            }
            call.onNext(ListRootsReply.newBuilder()
                    .addRoots(io.vedette.proto.v1.Root.newBuilder()
                            .setPath("/ex")
                            .setHost("h1")
                            .setHostPath("/data"))
                    .build());
            call.onCompleted();
        }

        @Override
        public void listRepos(ListReposRequest request, StreamObserver<RepoSummary> call) {
            for (int i = 0; i < 3; i++) {
                call.onNext(RepoSummary.newBuilder()
                        .setPath(request.getPathPrefix() + "/" + i)
                        .build());
            }
            call.onCompleted();
        }

        @Override
        public void getRepo(GetRepoRequest request, StreamObserver<Repo> call) {
            call.onNext(Repo.newBuilder()
                    .setId(request.getId())
                    .setRegistry(request.getPath().getRegistry())
                    .setPath(request.getPath().getPath())
                    .build());
            call.onCompleted();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "host", "host:", ":1", "host:0", "host:65536", "host:x", "a:1,", "a:1,,b:2", "::1:5"})
    void addressesAreHostAndPort(String text) {
        assertThatThrownBy(() -> ClientConfig.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void addressesAreWrittenAsTheyAreRead() {
        assertThat(ClientConfig.of("localhost:1, 127.0.0.1:2,[::1]:3").target())
                .isEqualTo("localhost:1,127.0.0.1:2,[::1]:3");
    }
}
