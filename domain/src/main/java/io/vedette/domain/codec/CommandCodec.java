package io.vedette.domain.codec;

import io.vedette.domain.Author;
import io.vedette.domain.Command;
import io.vedette.domain.CommandId;
import io.vedette.domain.Host;
import io.vedette.domain.HostPath;
import io.vedette.domain.RegistryCommand;
import io.vedette.domain.RemoteSpec;
import io.vedette.domain.RepoCommand;
import io.vedette.domain.RepoPath;
import io.vedette.domain.Root;
import io.vedette.domain.WorkflowCommand;
import io.vedette.proto.v1.AcceptRemote;
import io.vedette.proto.v1.AddRoot;
import io.vedette.proto.v1.ClearRepoError;
import io.vedette.proto.v1.CommandRequest;
import io.vedette.proto.v1.ConfirmRemote;
import io.vedette.proto.v1.ConfirmShadow;
import io.vedette.proto.v1.CreateRegistry;
import io.vedette.proto.v1.InitRepo;
import io.vedette.proto.v1.ReinitRepo;
import io.vedette.proto.v1.RemoveRoot;
import io.vedette.proto.v1.SetRepoError;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** Commands on the wire. */
public final class CommandCodec {

    private CommandCodec() {}

    /**
     * A command as it was received.
     *
     * @param id its id
     * @param expectedVersion the version that the aggregate must have, if one was asked for
     * @param command what it asks
     */
    public record Received(CommandId id, OptionalLong expectedVersion, Command command) {}

    /**
     * Writes a command.
     *
     * @throws IllegalArgumentException for a command that only the registry itself posts
     */
    public static CommandRequest toProto(CommandId id, OptionalLong expectedVersion, Command command) {
        CommandRequest.Builder request = CommandRequest.newBuilder().setCommandId(WireIds.bytes(id.uuid()));
        expectedVersion.ifPresent(request::setExpectedVersion);
        if (command instanceof RegistryCommand registry) {
            write(registry, request);
        } else if (command instanceof RepoCommand repo) {
            write(repo, request);
        } else {
            WorkflowCommandCodec.write((WorkflowCommand) command, request);
        }
        return request.build();
    }

    private static void write(RegistryCommand command, CommandRequest.Builder request) {
        if (command instanceof RegistryCommand.CreateRegistry create) {
            request.setCreateRegistry(CreateRegistry.newBuilder().setName(create.registry()));
        } else if (command instanceof RegistryCommand.AddRoot add) {
            request.setAddRoot(AddRoot.newBuilder()
                    .setRegistry(add.registry())
                    .setPath(add.root().path().value())
                    .setHost(add.root().host().name())
                    .setHostPath(add.root().hostPath().value()));
        } else if (command instanceof RegistryCommand.RemoveRoot remove) {
            request.setRemoveRoot(RemoveRoot.newBuilder()
                    .setRegistry(remove.registry())
                    .setPath(remove.path().value()));
        } else if (command instanceof RegistryCommand.InitRepo init) {
            request.setInitRepo(InitRepo.newBuilder()
                    .setRegistry(init.registry())
                    .setRepoId(WireIds.bytes(init.repo().uuid()))
                    .setPath(init.path().value())
                    .setCreator(init.creator().value()));
        } else if (command instanceof RegistryCommand.ReinitRepo reinit) {
            request.setReinitRepo(ReinitRepo.newBuilder()
                    .setRegistry(reinit.registry())
                    .setRepoId(WireIds.bytes(reinit.repo().uuid()))
                    .setReason(reinit.reason()));
        } else {
            WorkflowCommandCodec.write(command, request);
        }
    }

    private static void write(RepoCommand command, CommandRequest.Builder request) {
        var repo = WireIds.bytes(command.repo().uuid());
        if (command instanceof RepoCommand.ConfirmShadow confirm) {
            request.setConfirmShadow(ConfirmShadow.newBuilder()
                    .setRepoId(repo)
                    .setShadowPath(confirm.shadow().value())
                    .addAllOmissions(WireOmissions.write(confirm.omissions()))
                    .setOmissionCount(confirm.omissions().count()));
        } else if (command instanceof RepoCommand.AcceptRemote accept) {
            request.setAcceptRemote(AcceptRemote.newBuilder()
                    .setRepoId(repo)
                    .setRemote(accept.remote().value()));
        } else if (command instanceof RepoCommand.ConfirmRemote confirm) {
            request.setConfirmRemote(ConfirmRemote.newBuilder()
                    .setRepoId(repo)
                    .setRemote(confirm.remote().value()));
        } else if (command instanceof RepoCommand.SetRepoError set) {
            request.setSetRepoError(SetRepoError.newBuilder().setRepoId(repo).setMessage(set.message()));
        } else if (command instanceof RepoCommand.ClearRepoError clear) {
            request.setClearRepoError(
                    ClearRepoError.newBuilder().setRepoId(repo).setMessage(clear.message()));
        } else {
            throw new IllegalArgumentException("only the registry itself posts " + command);
        }
    }

    /**
     * Reads a command.
     *
     * @throws InvalidCommandException naming the field and the rule that it breaks
     */
    public static Received fromProto(CommandRequest request) {
        CommandId id = field("command_id", () -> new CommandId(WireIds.uuid(request.getCommandId())));
        OptionalLong expected =
                request.hasExpectedVersion() ? OptionalLong.of(request.getExpectedVersion()) : OptionalLong.empty();
        return new Received(id, expected, read(request));
    }

    private static Command read(CommandRequest request) {
        return switch (request.getCommandCase()) {
            case CREATE_REGISTRY ->
                new RegistryCommand.CreateRegistry(request.getCreateRegistry().getName());
            case ADD_ROOT -> addRoot(request.getAddRoot());
            case REMOVE_ROOT -> {
                RemoveRoot remove = request.getRemoveRoot();
                yield new RegistryCommand.RemoveRoot(
                        remove.getRegistry(), field("path", () -> new RepoPath(remove.getPath())));
            }
            case INIT_REPO -> {
                InitRepo init = request.getInitRepo();
                yield new RegistryCommand.InitRepo(
                        init.getRegistry(),
                        field("repo_id", () -> WireIds.repo(init.getRepoId())),
                        field("path", () -> new RepoPath(init.getPath())),
                        field("creator", () -> new Author(init.getCreator())));
            }
            case REINIT_REPO -> {
                ReinitRepo reinit = request.getReinitRepo();
                yield new RegistryCommand.ReinitRepo(
                        reinit.getRegistry(),
                        field("repo_id", () -> WireIds.repo(reinit.getRepoId())),
                        reinit.getReason());
            }
            case CONFIRM_SHADOW -> {
                ConfirmShadow confirm = request.getConfirmShadow();
                yield new RepoCommand.ConfirmShadow(
                        field("repo_id", () -> WireIds.repo(confirm.getRepoId())),
                        field("shadow_path", () -> new HostPath(confirm.getShadowPath())),
                        field(
                                "omissions",
                                () -> WireOmissions.read(confirm.getOmissionsList(), confirm.getOmissionCount())));
            }
            case ACCEPT_REMOTE -> {
                AcceptRemote accept = request.getAcceptRemote();
                yield new RepoCommand.AcceptRemote(
                        field("repo_id", () -> WireIds.repo(accept.getRepoId())),
                        field("remote", () -> new RemoteSpec(accept.getRemote())));
            }
            case CONFIRM_REMOTE -> {
                ConfirmRemote confirm = request.getConfirmRemote();
                yield new RepoCommand.ConfirmRemote(
                        field("repo_id", () -> WireIds.repo(confirm.getRepoId())),
                        field("remote", () -> new RemoteSpec(confirm.getRemote())));
            }
            case SET_REPO_ERROR -> {
                SetRepoError set = request.getSetRepoError();
                yield new RepoCommand.SetRepoError(
                        field("repo_id", () -> WireIds.repo(set.getRepoId())), set.getMessage());
            }
            case CLEAR_REPO_ERROR -> {
                ClearRepoError clear = request.getClearRepoError();
                yield new RepoCommand.ClearRepoError(
                        field("repo_id", () -> WireIds.repo(clear.getRepoId())), clear.getMessage());
            }
            case BEGIN_MOVE_REPO,
                    BEGIN_MOVE_SHADOW,
                    BEGIN_TIER_CHANGE,
                    GIVE_UP_TIER_CHANGE,
                    APPEND_WORKFLOW_EVENT,
                    ABORT_WORKFLOW,
                    CONFIRM_TASK -> WorkflowCommandCodec.read(request);
            case COMMAND_NOT_SET ->
                throw new InvalidCommandException("command", "must be set to a command that this server knows");
        };
    }

    private static Command addRoot(AddRoot add) {
        return new RegistryCommand.AddRoot(
                add.getRegistry(),
                new Root(
                        field("path", () -> new RepoPath(add.getPath())),
                        field("host", () -> new Host(add.getHost())),
                        field("host_path", () -> new HostPath(add.getHostPath()))));
    }

    static <T> T field(String name, Supplier<T> read) {
        try {
            return read.get();
        } catch (IllegalArgumentException broken) {
            throw new InvalidCommandException(name, String.valueOf(broken.getMessage()));
        }
    }
}
