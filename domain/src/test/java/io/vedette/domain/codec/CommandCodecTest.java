package io.vedette.domain.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.protobuf.ByteString;
import io.vedette.domain.Command;
import io.vedette.domain.CommandId;
import io.vedette.domain.RandomValues;
import io.vedette.domain.Refusal;
import io.vedette.domain.RegistryCommand;
import io.vedette.domain.RepoCommand;
import io.vedette.domain.Seeds;
import io.vedette.domain.WorkflowCommand;
import io.vedette.proto.v1.AbortWorkflow;
import io.vedette.proto.v1.AcceptRemote;
import io.vedette.proto.v1.AddRoot;
import io.vedette.proto.v1.AppendWorkflowEvent;
import io.vedette.proto.v1.BeginMoveRepo;
import io.vedette.proto.v1.BeginMoveShadow;
import io.vedette.proto.v1.BeginTierChange;
import io.vedette.proto.v1.ClearRepoError;
import io.vedette.proto.v1.CommandRequest;
import io.vedette.proto.v1.ConfirmRemote;
import io.vedette.proto.v1.ConfirmShadow;
import io.vedette.proto.v1.ConfirmTask;
import io.vedette.proto.v1.GiveUpTierChange;
import io.vedette.proto.v1.InitRepo;
import io.vedette.proto.v1.Omission;
import io.vedette.proto.v1.ReinitRepo;
import io.vedette.proto.v1.RemoveRoot;
import io.vedette.proto.v1.SetRepoError;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CommandCodecTest {

    private static final Set<Class<?>> OF_THE_REGISTRY_ALONE = Set.of(
            RegistryCommand.ConfirmRepo.class,
            RegistryCommand.RejectRepo.class,
            RegistryCommand.Conclude.class,
            RegistryCommand.ConcludeTierChange.class,
            RegistryCommand.Reject.class,
            RegistryCommand.Abandon.class,
            RepoCommand.StartRepo.class,
            RepoCommand.ReinitialiseRepo.class,
            RepoCommand.StartMove.class,
            RepoCommand.StartShadowMove.class,
            RepoCommand.StartTierChange.class,
            RepoCommand.FinishMove.class,
            RepoCommand.FinishShadowMove.class,
            RepoCommand.FinishTierChange.class,
            RepoCommand.AbortRelocation.class,
            RepoCommand.RestoreTier.class,
            WorkflowCommand.Record.class);
    private static final CommandId ID = new CommandId(new UUID(3, 4));
    private static final ByteString REPO = WireIds.bytes(new UUID(0, 1));

    static List<Class<?>> commands() {
        return Stream.of(RegistryCommand.class, RepoCommand.class, WorkflowCommand.class)
                .flatMap(family -> Arrays.stream(family.getPermittedSubclasses()))
                .<Class<?>>map(one -> one)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aCommandIsReadAsItWasWritten(Class<?> type) {
        if (OF_THE_REGISTRY_ALONE.contains(type)) {
            Command command = (Command) new RandomValues(new SplittableRandom(1)).of(type);
            assertThatThrownBy(() -> CommandCodec.toProto(ID, OptionalLong.empty(), command))
                    .isInstanceOf(IllegalArgumentException.class);
            return;
        }
        Seeds.check(100, random -> {
            Command command = (Command) new RandomValues(random).of(type);
            OptionalLong expected = random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextInt(3));

            CommandRequest request = CommandCodec.toProto(ID, expected, command);

            assertThat(CommandCodec.fromProto(request)).isEqualTo(new CommandCodec.Received(ID, expected, command));
        });
    }

    @Test
    void everyCommandOnTheWireIsWrittenBySome() {
        Set<CommandRequest.CommandCase> written = commands().stream()
                .filter(type -> !OF_THE_REGISTRY_ALONE.contains(type))
                .map(type -> (Command) new RandomValues(new SplittableRandom(1)).of(type))
                .map(command ->
                        CommandCodec.toProto(ID, OptionalLong.empty(), command).getCommandCase())
                .collect(java.util.stream.Collectors.toSet());

        assertThat(CommandRequest.CommandCase.values())
                .filteredOn(one -> one != CommandRequest.CommandCase.COMMAND_NOT_SET)
                .containsExactlyInAnyOrderElementsOf(written);
    }

    static Stream<Arguments> brokenFields() {
        AddRoot root = AddRoot.newBuilder()
                .setPath("/ex")
                .setHost("h")
                .setHostPath("/d")
                .build();
        InitRepo init = InitRepo.newBuilder()
                .setPath("/ex/a")
                .setCreator("Ada <ada@example.com>")
                .setRepoId(REPO)
                .build();
        ConfirmShadow shadow =
                ConfirmShadow.newBuilder().setRepoId(REPO).setShadowPath("/s").build();
        return Stream.of(
                arguments("command", request()),
                arguments("workflow_id", request().setAppendWorkflowEvent(AppendWorkflowEvent.getDefaultInstance())),
                arguments("workflow_id", request().setAbortWorkflow(AbortWorkflow.getDefaultInstance())),
                arguments(
                        "reason",
                        request().setAbortWorkflow(AbortWorkflow.newBuilder().setWorkflowId(REPO))),
                arguments("workflow_id", request().setConfirmTask(ConfirmTask.getDefaultInstance())),
                arguments("repo_id", request().setBeginMoveRepo(BeginMoveRepo.getDefaultInstance())),
                arguments(
                        "new_path",
                        request()
                                .setBeginMoveRepo(BeginMoveRepo.newBuilder()
                                        .setRepoId(REPO)
                                        .setWorkflowId(REPO)
                                        .setNewPath("x"))),
                arguments(
                        "new_shadow_path",
                        request()
                                .setBeginMoveShadow(BeginMoveShadow.newBuilder()
                                        .setRepoId(REPO)
                                        .setWorkflowId(REPO))),
                arguments(
                        "tier",
                        request()
                                .setBeginTierChange(BeginTierChange.newBuilder()
                                        .setRepoId(REPO)
                                        .setWorkflowId(REPO)
                                        .setAuthor("Ada <ada@example.com>"))),
                arguments("repo_id", request().setGiveUpTierChange(GiveUpTierChange.getDefaultInstance())),
                arguments(
                        "command_id",
                        request().setCommandId(ByteString.copyFromUtf8("short")).setAddRoot(root)),
                arguments("path", request().setAddRoot(root.toBuilder().setPath("ex"))),
                arguments("host", request().setAddRoot(root.toBuilder().setHost(" "))),
                arguments("host_path", request().setAddRoot(root.toBuilder().setHostPath("d"))),
                arguments(
                        "path", request().setRemoveRoot(RemoveRoot.newBuilder().setPath("/ex/"))),
                arguments("repo_id", request().setInitRepo(init.toBuilder().clearRepoId())),
                arguments("path", request().setInitRepo(init.toBuilder().setPath("/ex//a"))),
                arguments("creator", request().setInitRepo(init.toBuilder().setCreator("two\nlines"))),
                arguments("repo_id", request().setReinitRepo(ReinitRepo.getDefaultInstance())),
                arguments(
                        "repo_id", request().setConfirmShadow(shadow.toBuilder().clearRepoId())),
                arguments(
                        "shadow_path",
                        request().setConfirmShadow(shadow.toBuilder().setShadowPath(""))),
                arguments(
                        "omissions",
                        request().setConfirmShadow(shadow.toBuilder().addOmissions(Omission.getDefaultInstance()))),
                arguments(
                        "repo_id",
                        request().setAcceptRemote(AcceptRemote.newBuilder().setRemote("r"))),
                arguments(
                        "remote",
                        request().setAcceptRemote(AcceptRemote.newBuilder().setRepoId(REPO))),
                arguments(
                        "repo_id",
                        request().setConfirmRemote(ConfirmRemote.newBuilder().setRemote("r"))),
                arguments(
                        "remote",
                        request().setConfirmRemote(ConfirmRemote.newBuilder().setRepoId(REPO))),
                arguments("repo_id", request().setSetRepoError(SetRepoError.getDefaultInstance())),
                arguments("repo_id", request().setClearRepoError(ClearRepoError.getDefaultInstance())));
    }

    private static CommandRequest.Builder request() {
        return CommandRequest.newBuilder().setCommandId(WireIds.bytes(ID.uuid()));
    }

    @ParameterizedTest
    @MethodSource("brokenFields")
    void aBrokenFieldIsNamedWithItsRule(String field, CommandRequest.Builder request) {
        Refusal refusal = catchThrowableOfType(
                        InvalidCommandException.class, () -> CommandCodec.fromProto(request.build()))
                .refusal();

        assertThat(refusal.code()).isEqualTo(Refusal.Code.INVALID_ARGUMENT);
        assertThat(refusal.details()).containsEntry("field", field);
        assertThat(refusal.details().get("rule")).isNotBlank().isNotEqualTo("null");
        assertThat(refusal.message()).startsWith(field + ": ");
    }
}
