package io.vedette.client.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.vedette.client.CommandOptions;
import io.vedette.client.CommandResult;
import io.vedette.client.RegistryClient;
import io.vedette.client.RegistryClients;
import io.vedette.client.UnreachableException;
import io.vedette.domain.CommandId;
import io.vedette.domain.EventId;
import io.vedette.domain.RegistryId;
import io.vedette.proto.v1.CommandReply;
import io.vedette.proto.v1.CommandRequest;
import io.vedette.proto.v1.CommandServiceGrpc;
import java.io.Closeable;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Commands are sent once or as often as it takes, and always as the same command. */
class CommandsTest extends CommandsFixture {

    private static final CommandOptions OPTIONS = new CommandOptions(new CommandId(new UUID(1, 2)), OptionalLong.of(3));

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
                server.config().withDeadline(Duration.ofMillis(50)).withAttempts(1_000, Duration.ofSeconds(3)))) {
            assertThatThrownBy(() -> Blocking.get(hasty.execute(CREATE)))
                    .isInstanceOf(UnreachableException.class)
                    .hasMessageContainingAll(server.address(), "did not answer in time");
            assertThat(received).hasSizeBetween(2, 60);
        }
    }

    @Test
    void aRegistryThatComesBackIsFoundWithinTheSameCommand() throws Exception {
        onCommand = (request, call) -> accept(call);
        Blocking.get(client.execute(CREATE));
        int port = server.port();
        try (Closeable kept = server.closeAndKeepPort();
                RegistryClient patient =
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
    void theFirstAddressThatAnswersIsUsed() throws Exception {
        onCommand = (request, call) -> accept(call);
        Loopback dead = Loopback.serve();
        try (Closeable kept = dead.closeAndKeepPort();
                RegistryClient several =
                        RegistryClients.connect(dead.address() + ",nowhere.invalid:1," + server.address())) {
            assertThat(Blocking.get(several.execute(CREATE)).version()).isEqualTo(1);
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
    void closingEndsThePauseBetweenAttempts() throws Exception {
        try (Closeable kept = server.closeAndKeepPort();
                RegistryClient patient =
                        RegistryClients.connect(server.config().withAttempts(1_000_000, Duration.ofHours(1)))) {
            List<Throwable> errors = new CopyOnWriteArrayList<>();
            patient.execute(CREATE).subscribe(result -> {}, errors::add);
            await().until(() -> patient.counts().retries() >= 2);

            patient.close();

            await().untilAsserted(() -> assertThat(errors).hasSize(1));
            assertThat(errors.get(0)).hasMessage("client closed");
        }
    }
}
