package io.vedette.domain.codec;

import static io.vedette.domain.codec.CommandCodec.field;

import com.google.protobuf.ByteString;
import io.vedette.domain.Author;
import io.vedette.domain.Command;
import io.vedette.domain.Event;
import io.vedette.domain.HostPath;
import io.vedette.domain.RegistryCommand;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.WorkflowCommand;
import io.vedette.domain.WorkflowId;
import io.vedette.proto.v1.AbortWorkflow;
import io.vedette.proto.v1.AppendWorkflowEvent;
import io.vedette.proto.v1.BeginMoveRepo;
import io.vedette.proto.v1.BeginMoveShadow;
import io.vedette.proto.v1.BeginTierChange;
import io.vedette.proto.v1.CommandRequest;
import io.vedette.proto.v1.ConfirmTask;
import io.vedette.proto.v1.GiveUpTierChange;

/** Commands that begin, drive and end workflows, on the wire. */
final class WorkflowCommandCodec {

    /** The longest reason for an abort, in code points. */
    private static final int MAX_REASON = 200;

    private WorkflowCommandCodec() {}

    static void write(RegistryCommand command, CommandRequest.Builder request) {
        if (command instanceof RegistryCommand.BeginMoveRepo begin) {
            request.setBeginMoveRepo(BeginMoveRepo.newBuilder()
                    .setRegistry(begin.registry())
                    .setRepoId(bytes(begin.repo()))
                    .setWorkflowId(bytes(begin.workflow()))
                    .setNewPath(begin.newPath().value()));
        } else if (command instanceof RegistryCommand.BeginMoveShadow begin) {
            request.setBeginMoveShadow(BeginMoveShadow.newBuilder()
                    .setRegistry(begin.registry())
                    .setRepoId(bytes(begin.repo()))
                    .setWorkflowId(bytes(begin.workflow()))
                    .setNewShadowPath(begin.newShadow().value()));
        } else if (command instanceof RegistryCommand.BeginTierChange begin) {
            request.setBeginTierChange(BeginTierChange.newBuilder()
                    .setRegistry(begin.registry())
                    .setRepoId(bytes(begin.repo()))
                    .setWorkflowId(bytes(begin.workflow()))
                    .setTier(WireTiers.tier(begin.tier()))
                    .setAuthor(begin.author().value()));
        } else if (command instanceof RegistryCommand.GiveUpTierChange giveUp) {
            request.setGiveUpTierChange(GiveUpTierChange.newBuilder()
                    .setRegistry(giveUp.registry())
                    .setRepoId(bytes(giveUp.repo()))
                    .setWorkflowId(bytes(giveUp.workflow())));
        } else {
            throw new IllegalArgumentException("only the registry itself posts " + command);
        }
    }

    static void write(WorkflowCommand command, CommandRequest.Builder request) {
        if (command instanceof WorkflowCommand.Append append) {
            Event.OfWorkflow event = append.event();
            request.setAppendWorkflowEvent(AppendWorkflowEvent.newBuilder()
                    .setWorkflowId(bytes(append.workflow()))
                    .setKind(event.kind())
                    .setType(event.type())
                    .setPayload(ByteString.copyFrom(event.payload().toArray())));
        } else if (command instanceof WorkflowCommand.Abort abort) {
            request.setAbortWorkflow(AbortWorkflow.newBuilder()
                    .setWorkflowId(bytes(abort.workflow()))
                    .setReason(abort.reason()));
        } else if (command instanceof WorkflowCommand.ConfirmTask confirm) {
            request.setConfirmTask(ConfirmTask.newBuilder()
                    .setWorkflowId(bytes(confirm.workflow()))
                    .setEvent(confirm.event()));
        } else {
            throw new IllegalArgumentException("only the registry itself posts " + command);
        }
    }

    static Command read(CommandRequest request) {
        return switch (request.getCommandCase()) {
            case BEGIN_MOVE_REPO -> {
                BeginMoveRepo begin = request.getBeginMoveRepo();
                yield new RegistryCommand.BeginMoveRepo(
                        begin.getRegistry(),
                        repo(begin.getRepoId()),
                        workflow(begin.getWorkflowId()),
                        field("new_path", () -> new RepoPath(begin.getNewPath())));
            }
            case BEGIN_MOVE_SHADOW -> {
                BeginMoveShadow begin = request.getBeginMoveShadow();
                yield new RegistryCommand.BeginMoveShadow(
                        begin.getRegistry(),
                        repo(begin.getRepoId()),
                        workflow(begin.getWorkflowId()),
                        field("new_shadow_path", () -> new HostPath(begin.getNewShadowPath())));
            }
            case BEGIN_TIER_CHANGE -> {
                BeginTierChange begin = request.getBeginTierChange();
                yield new RegistryCommand.BeginTierChange(
                        begin.getRegistry(),
                        repo(begin.getRepoId()),
                        workflow(begin.getWorkflowId()),
                        field("tier", () -> WireTiers.named(begin.getTier())),
                        field("author", () -> new Author(begin.getAuthor())));
            }
            case GIVE_UP_TIER_CHANGE -> {
                GiveUpTierChange giveUp = request.getGiveUpTierChange();
                yield new RegistryCommand.GiveUpTierChange(
                        giveUp.getRegistry(), repo(giveUp.getRepoId()), workflow(giveUp.getWorkflowId()));
            }
            case APPEND_WORKFLOW_EVENT -> {
                AppendWorkflowEvent append = request.getAppendWorkflowEvent();
                yield new WorkflowCommand.Append(
                        workflow(append.getWorkflowId()),
                        new Event.OfWorkflow(
                                append.getKind(),
                                append.getType(),
                                Event.Bytes.copyOf(append.getPayload().toByteArray())));
            }
            case ABORT_WORKFLOW -> {
                AbortWorkflow abort = request.getAbortWorkflow();
                yield new WorkflowCommand.Abort(
                        workflow(abort.getWorkflowId()), field("reason", () -> reason(abort.getReason())));
            }
            default ->
                new WorkflowCommand.ConfirmTask(
                        workflow(request.getConfirmTask().getWorkflowId()),
                        request.getConfirmTask().getEvent());
        };
    }

    private static String reason(String text) {
        if (text.isBlank() || text.codePointCount(0, text.length()) > MAX_REASON) {
            throw new IllegalArgumentException("must be 1 to " + MAX_REASON + " code points");
        }
        return text;
    }

    private static RepoId repo(ByteString id) {
        return field("repo_id", () -> WireIds.repo(id));
    }

    private static WorkflowId workflow(ByteString id) {
        return field("workflow_id", () -> WireIds.workflow(id));
    }

    private static ByteString bytes(RepoId id) {
        return WireIds.bytes(id.uuid());
    }

    private static ByteString bytes(WorkflowId id) {
        return WireIds.bytes(id.uuid());
    }
}
