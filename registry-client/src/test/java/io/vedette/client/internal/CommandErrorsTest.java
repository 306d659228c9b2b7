package io.vedette.client.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Any;
import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.vedette.client.RefusedException;
import io.vedette.client.RegistryClient;
import io.vedette.client.RegistryClients;
import io.vedette.client.UnreachableException;
import io.vedette.domain.Command;
import io.vedette.domain.Refusal;
import io.vedette.domain.RegistryCommand;
import io.vedette.domain.RepoId;
import io.vedette.proto.v1.CommandReply;
import java.io.Closeable;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.test.StepVerifier;

/** What becomes of errors: some are final, some are tried again, some mean that nobody knows. */
class CommandErrorsTest extends CommandsFixture {

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
    void anAttemptThatTheTimeIsTooShortForDoesNotHideWhyTheOneBeforeWasRefused() {
        onCommand = (request, call) -> {
            if (received.size() == 1) {
                call.onError(refusal(Status.Code.UNAVAILABLE, "UNAVAILABLE", Map.of()));
            }
        };

        try (RegistryClient hasty = RegistryClients.connect(server.config().withAttempts(4, Duration.ofSeconds(2)))) {
            assertThatThrownBy(() -> Blocking.get(hasty.execute(CREATE)))
                    .isInstanceOf(UnreachableException.class)
                    .hasMessageContainingAll(server.address(), "did not answer in time", "nein: größer 日本");
        }
        assertThat(received).hasSize(2);
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
    void nobodyListeningIsUnreachable() throws Exception {
        try (Closeable kept = server.closeAndKeepPort()) {
            assertThatThrownBy(() -> Blocking.get(client.execute(CREATE)))
                    .isInstanceOf(UnreachableException.class)
                    .hasMessageContainingAll(server.address(), "see whether it runs");
        }
    }
}
