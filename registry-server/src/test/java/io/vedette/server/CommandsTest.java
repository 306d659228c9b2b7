package io.vedette.server;

import static io.vedette.server.TestRegistry.addRoot;
import static io.vedette.server.TestRegistry.info;
import static io.vedette.server.TestRegistry.init;
import static io.vedette.server.TestRegistry.repo;
import static io.vedette.server.TestRegistry.shadow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.vedette.domain.Command;
import io.vedette.domain.CommandId;
import io.vedette.domain.RegistryCommand;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RemoteSpec;
import io.vedette.domain.RepoCommand;
import io.vedette.domain.RepoEvent;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.codec.CommandCodec;
import io.vedette.domain.codec.WireIds;
import io.vedette.proto.v1.AppendWorkflowEvent;
import io.vedette.proto.v1.CommandReply;
import io.vedette.proto.v1.CommandRequest;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Commands over the wire: what they lead to, what they get when refused, and that they are idempotent. */
class CommandsTest {

    private final TestRegistry registry = TestRegistry.start();

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void makesARegistryOnceHoweverOftenItIsAsked() {
        CommandReply first = registry.execute(new RegistryCommand.CreateRegistry("exreg"));
        CommandReply second = registry.execute(new RegistryCommand.CreateRegistry("exreg"));

        assertThat(first.getVersion()).isEqualTo(1);
        assertThat(first.getEventIdsCount()).isEqualTo(1);
        assertThat(second.getVersion()).isEqualTo(1);
        assertThat(second.getEventIdsCount()).isZero();
        assertThat(second.getPosition()).isEqualTo(first.getPosition());
        assertThat(second.getReplayed()).isFalse();
        assertThat(registry.names(RegistryId.ofName("exreg").aggregate())).containsExactly("REGISTRY_ADDED");
    }

    @Test
    void refusesARepositoryWithoutARootAboveItsPath() {
        registry.execute(new RegistryCommand.CreateRegistry("exreg"));

        refused(init(repo("r1"), "/ex/a"), Status.Code.FAILED_PRECONDITION, "FAILED_PRECONDITION", "state", "NO_ROOT");
    }

    @Test
    void aRemovedRootIsNotListedAndItsHistoryTellsOfIt() {
        registry.withRoot();

        registry.execute(new RegistryCommand.RemoveRoot("exreg", new RepoPath("/ex")));

        assertThat(registry.queries
                        .listRoots(io.vedette.proto.v1.ListRootsRequest.newBuilder()
                                .setRegistry("exreg")
                                .build())
                        .getRootsList())
                .isEmpty();
        assertThat(registry.names(RegistryId.ofName("exreg").aggregate()))
                .containsExactly("REGISTRY_ADDED", "ROOT_ADDED", "ROOT_REMOVED");
    }

    @Test
    void startsARepositoryWithTheHostAndDirectoryOfTheLongestRoot() {
        registry.withRoot();
        registry.execute(addRoot("/ex/deep", "h2", "/deepdata"));

        RepoId repo = registry.added("/ex/deep/a");

        RepoEvent.RepoInitStarted started = (RepoEvent.RepoInitStarted)
                registry.history(repo.aggregate()).get(0).event();
        assertThat(started.registry()).isEqualTo(RegistryId.ofName("exreg"));
        assertThat(started.path().value()).isEqualTo("/ex/deep/a");
        assertThat(started.creator()).isEqualTo(TestRegistry.ADA);
        assertThat(started.host().name()).isEqualTo("h2");
        assertThat(started.hostPath().value()).isEqualTo("/deepdata/a");
    }

    @Test
    void initialisingTheSameRepositoryAgainChangesNothingAndAnotherPathIsRefused() {
        registry.withRoot();
        RepoId repo = registry.added("/ex/a");

        CommandReply again = registry.execute(init(repo, "/ex/a"));

        assertThat(again.getEventIdsCount()).isZero();
        assertThat(registry.names(repo.aggregate())).containsExactly("REPO_INIT_STARTED");
        refused(init(repo, "/ex/b"), Status.Code.ALREADY_EXISTS, "ALREADY_EXISTS", "id", repo.toString());
        refused(init(repo("other"), "/ex/a"), Status.Code.ALREADY_EXISTS, "ALREADY_EXISTS", "id", repo.toString());
    }

    @Test
    void confirmsAShadowOnceAndRefusesAnotherOne() {
        registry.withRoot();
        RepoId repo = registry.added("/ex/a");

        CommandReply first = registry.execute(shadow(repo, "/shadow/a"));
        CommandReply second = registry.execute(shadow(repo, "/shadow/a"));

        assertThat(first.getVersion()).isEqualTo(2);
        assertThat(second.getEventIdsCount()).isZero();
        refused(shadow(repo, "/shadow/b"), Status.Code.ALREADY_EXISTS, "ALREADY_EXISTS", "id", "/shadow/a");
    }

    @Test
    void keepsTheFirstErrorAndClearsItByItsText() {
        registry.withRoot();
        RepoId repo = registry.added("/ex/a");

        registry.execute(new RepoCommand.SetRepoError(repo, "first"));
        CommandReply second = registry.execute(new RepoCommand.SetRepoError(repo, "second"));

        assertThat(second.getEventIdsCount()).isZero();
        refused(
                new RepoCommand.ClearRepoError(repo, "second"),
                Status.Code.FAILED_PRECONDITION,
                "FAILED_PRECONDITION",
                "state",
                "OTHER_ERROR");
        registry.execute(new RepoCommand.ClearRepoError(repo, "first"));
        assertThat(registry.names(repo.aggregate()))
                .containsExactly("REPO_INIT_STARTED", "REPO_ERROR_SET", "REPO_ERROR_CLEARED");
    }

    @Test
    void acceptsAndConfirmsARemote() {
        registry.withRoot();
        RepoId repo = registry.added("/ex/a");

        refused(
                new RepoCommand.ConfirmRemote(repo, new RemoteSpec("git://example.com/a")),
                Status.Code.FAILED_PRECONDITION,
                "FAILED_PRECONDITION",
                "state",
                "NO_REMOTE");
        registry.execute(new RepoCommand.AcceptRemote(repo, new RemoteSpec("git://example.com/a")));
        registry.execute(new RepoCommand.ConfirmRemote(repo, new RemoteSpec("git://example.com/a")));

        assertThat(registry.names(repo.aggregate()))
                .containsExactly("REPO_INIT_STARTED", "REMOTE_ACCEPTED", "REMOTE_CREATED");
    }

    @Test
    void refusesWhatDoesNotExist() {
        refused(addRoot("/ex", "h1", "/data"), Status.Code.NOT_FOUND, "NOT_FOUND");
        refused(shadow(repo("nobody"), "/s"), Status.Code.NOT_FOUND, "NOT_FOUND");
        registry.withRoot();
        refused(new RegistryCommand.ReinitRepo("exreg", repo("nobody"), "try"), Status.Code.NOT_FOUND, "NOT_FOUND");
    }

    @Test
    void refusesToRemoveARootInUse() {
        registry.withRoot();
        registry.added("/ex/a");

        refused(
                new RegistryCommand.RemoveRoot("exreg", new RepoPath("/ex")),
                Status.Code.FAILED_PRECONDITION,
                "FAILED_PRECONDITION",
                "state",
                "IN_USE");
    }

    @Test
    void namesTheFieldOfUnreadableInput() {
        CommandRequest good = CommandCodec.toProto(
                new CommandId(UUID.randomUUID()), OptionalLong.empty(), new RegistryCommand.CreateRegistry("exreg"));

        invalid(good.toBuilder().setCommandId(ByteString.copyFromUtf8("short")).build(), "command_id");
        invalid(good.toBuilder().clearCommand().build(), "command");
        invalid(
                good.toBuilder()
                        .setInitRepo(io.vedette.proto.v1.InitRepo.newBuilder()
                                .setRegistry("exreg")
                                .setRepoId(WireIds.bytes(UUID.randomUUID()))
                                .setPath("not/absolute")
                                .setCreator("Ada <ada@example.com>"))
                        .build(),
                "path");
        invalid(
                good.toBuilder()
                        .setAppendWorkflowEvent(AppendWorkflowEvent.newBuilder().setKind("NO_SUCH"))
                        .build(),
                "workflow_id");
        invalid(
                good.toBuilder()
                        .setAppendWorkflowEvent(AppendWorkflowEvent.newBuilder()
                                .setWorkflowId(WireIds.bytes(UUID.randomUUID()))
                                .setKind("NO_SUCH"))
                        .build(),
                "kind");
        refused(
                new RegistryCommand.CreateRegistry("Not A Name"),
                Status.Code.INVALID_ARGUMENT,
                "INVALID_ARGUMENT",
                "field",
                "name");
    }

    @Test
    void theSameCommandGetsTheFirstAnswerAgain() {
        registry.withRoot();
        UUID id = UUID.randomUUID();

        CommandReply first = registry.execute(id, OptionalLong.of(2), init(repo("r1"), "/ex/a"));
        CommandReply again = registry.execute(id, OptionalLong.of(2), init(repo("r1"), "/ex/a"));

        assertThat(again.getReplayed()).isTrue();
        assertThat(again.toBuilder().setReplayed(false).build()).isEqualTo(first);
        assertThat(registry.names(RegistryId.ofName("exreg").aggregate()))
                .filteredOn("REPO_ACCEPTED"::equals)
                .hasSize(1);
    }

    @Test
    void aCommandThatChangedNothingIsRememberedToo() {
        registry.withRoot();
        UUID id = UUID.randomUUID();
        CommandReply first = registry.execute(id, OptionalLong.empty(), new RegistryCommand.CreateRegistry("exreg"));
        registry.execute(addRoot("/other", "h1", "/other"));

        CommandReply again = registry.execute(id, OptionalLong.empty(), new RegistryCommand.CreateRegistry("exreg"));

        assertThat(again.getReplayed()).isTrue();
        assertThat(again.getVersion()).isEqualTo(first.getVersion()).isEqualTo(2);
    }

    @Test
    void aCommandIdWithOtherContentIsRefusedEvenWhereTheCommandItselfWouldBe() {
        registry.withRoot();
        UUID id = UUID.randomUUID();
        registry.execute(id, OptionalLong.empty(), init(repo("r1"), "/ex/a"));

        ErrorInfo accepted = info(failure(id, OptionalLong.empty(), init(repo("r2"), "/ex/b")));
        ErrorInfo refusable = info(failure(id, OptionalLong.empty(), init(repo("r2"), "/nowhere")));
        ErrorInfo conflicting = info(failure(id, OptionalLong.of(99), init(repo("r2"), "/ex/b")));

        assertThat(accepted.getReason()).isEqualTo("COMMAND_ID_REUSED");
        assertThat(refusable.getReason()).isEqualTo("COMMAND_ID_REUSED");
        assertThat(conflicting.getReason()).isEqualTo("COMMAND_ID_REUSED");
    }

    @Test
    void aWrongExpectedVersionIsAConflictThatCarriesTheCurrentOneAndIsNotRemembered() {
        registry.withRoot();
        UUID id = UUID.randomUUID();

        StatusRuntimeException conflict = failure(id, OptionalLong.of(1), init(repo("r1"), "/ex/a"));

        assertThat(conflict.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
        assertThat(info(conflict).getReason()).isEqualTo("VERSION_CONFLICT");
        assertThat(info(conflict).getMetadataMap()).containsEntry("current_version", "2");
        assertThat(registry.execute(id, OptionalLong.of(2), init(repo("r1"), "/ex/a"))
                        .getReplayed())
                .isFalse();
    }

    /** The defect to prevent: an id was used up by an attempt that failed. */
    @Test
    @Tag("W42")
    void aRefusedCommandMayBeSentAgainUnderItsIdOnceTheStateAllowsIt() {
        registry.execute(new RegistryCommand.CreateRegistry("exreg"));
        UUID id = UUID.randomUUID();
        assertThat(info(failure(id, OptionalLong.empty(), init(repo("r1"), "/ex/a")))
                        .getReason())
                .isEqualTo("FAILED_PRECONDITION");
        registry.execute(addRoot("/ex", "h1", "/data"));

        CommandReply reply = registry.execute(id, OptionalLong.empty(), init(repo("r1"), "/ex/a"));

        assertThat(reply.getReplayed()).isFalse();
        assertThat(reply.getEventIdsCount()).isEqualTo(1);
    }

    @Test
    void anErrorMessageIsLimitedInCodePointsNotBytes() {
        registry.withRoot();
        RepoId repo = registry.added("/ex/a");

        refused(
                new RepoCommand.SetRepoError(repo, "ü".repeat(201)),
                Status.Code.INVALID_ARGUMENT,
                "INVALID_ARGUMENT",
                "field",
                "message");
        registry.execute(new RepoCommand.SetRepoError(repo, "😀".repeat(200)));
    }

    private StatusRuntimeException failure(UUID id, OptionalLong expected, Command command) {
        return catchThrowableOfType(StatusRuntimeException.class, () -> registry.execute(id, expected, command));
    }

    private void refused(Command command, Status.Code code, String reason, String key, String value) {
        ErrorInfo info = refused(command, code, reason);
        assertThat(info.getMetadataMap()).containsEntry(key, value);
    }

    private ErrorInfo refused(Command command, Status.Code code, String reason) {
        StatusRuntimeException error = failure(UUID.randomUUID(), OptionalLong.empty(), command);
        assertThat(error.getStatus().getCode()).isEqualTo(code);
        assertThat(error.getStatus().getDescription()).isNotBlank();
        assertThat(info(error).getDomain()).isEqualTo("vedette.io");
        assertThat(info(error).getReason()).isEqualTo(reason);
        return info(error);
    }

    private void invalid(CommandRequest request, String field) {
        StatusRuntimeException error =
                catchThrowableOfType(StatusRuntimeException.class, () -> registry.commands.execute(request));
        assertThat(error.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(info(error).getMetadataMap()).containsEntry("field", field).containsKey("rule");
    }
}
