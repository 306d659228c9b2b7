package io.vedette.domain.codec;

import io.vedette.domain.AggregateKind;
import io.vedette.domain.Author;
import io.vedette.domain.Host;
import io.vedette.domain.HostPath;
import io.vedette.domain.Location;
import io.vedette.domain.RemoteSpec;
import io.vedette.domain.RepoEvent;
import io.vedette.domain.RepoPath;
import io.vedette.proto.v1.EventType;
import io.vedette.proto.v1.RepoEvents;
import java.util.List;

/** The payloads of a repository's events. */
final class RepoPayloads {

    private RepoPayloads() {}

    static List<PayloadCodec<?, ?>> all() {
        return List.of(
                new PayloadCodec<>(
                        AggregateKind.REPO,
                        EventType.REPO_INIT_STARTED,
                        RepoEvent.RepoInitStarted.class,
                        RepoEvents.RepoInitStarted.parser(),
                        e -> RepoEvents.RepoInitStarted.newBuilder()
                                .setRegistryId(WireIds.bytes(e.registry().uuid()))
                                .setPath(e.path().value())
                                .setCreator(e.creator().value())
                                .setHost(e.host().name())
                                .setHostPath(e.hostPath().value())
                                .build(),
                        m -> new RepoEvent.RepoInitStarted(
                                WireIds.registry(m.getRegistryId()),
                                new RepoPath(m.getPath()),
                                new Author(m.getCreator()),
                                new Host(m.getHost()),
                                new HostPath(m.getHostPath()))),
                new PayloadCodec<>(
                        AggregateKind.REPO,
                        EventType.SHADOW_REPO_CREATED,
                        RepoEvent.ShadowRepoCreated.class,
                        RepoEvents.ShadowRepoCreated.parser(),
                        e -> RepoEvents.ShadowRepoCreated.newBuilder()
                                .setShadowPath(e.shadow().value())
                                .addAllOmissions(WireOmissions.write(e.omissions()))
                                .setOmissionCount(e.omissions().count())
                                .build(),
                        m -> new RepoEvent.ShadowRepoCreated(
                                new HostPath(m.getShadowPath()),
                                WireOmissions.read(m.getOmissionsList(), m.getOmissionCount()))),
                new PayloadCodec<>(
                        AggregateKind.REPO,
                        EventType.REMOTE_ACCEPTED,
                        RepoEvent.RemoteAccepted.class,
                        RepoEvents.RemoteAccepted.parser(),
                        e -> RepoEvents.RemoteAccepted.newBuilder()
                                .setRemote(e.remote().value())
                                .build(),
                        m -> new RepoEvent.RemoteAccepted(new RemoteSpec(m.getRemote()))),
                new PayloadCodec<>(
                        AggregateKind.REPO,
                        EventType.REMOTE_CREATED,
                        RepoEvent.RemoteCreated.class,
                        RepoEvents.RemoteCreated.parser(),
                        e -> RepoEvents.RemoteCreated.newBuilder()
                                .setRemote(e.remote().value())
                                .build(),
                        m -> new RepoEvent.RemoteCreated(new RemoteSpec(m.getRemote()))),
                new PayloadCodec<>(
                        AggregateKind.REPO,
                        EventType.REPO_ERROR_SET,
                        RepoEvent.RepoErrorSet.class,
                        RepoEvents.RepoErrorSet.parser(),
                        e -> RepoEvents.RepoErrorSet.newBuilder()
                                .setMessage(e.message())
                                .build(),
                        m -> new RepoEvent.RepoErrorSet(m.getMessage())),
                new PayloadCodec<>(
                        AggregateKind.REPO,
                        EventType.REPO_ERROR_CLEARED,
                        RepoEvent.RepoErrorCleared.class,
                        RepoEvents.RepoErrorCleared.parser(),
                        e -> RepoEvents.RepoErrorCleared.newBuilder()
                                .setMessage(e.message())
                                .build(),
                        m -> new RepoEvent.RepoErrorCleared(m.getMessage())),
                new PayloadCodec<>(
                        AggregateKind.REPO,
                        EventType.REPO_MOVE_STARTED,
                        RepoEvent.RepoMoveStarted.class,
                        RepoEvents.RepoMoveStarted.parser(),
                        RepoPayloads::moveStarted,
                        m -> new RepoEvent.RepoMoveStarted(
                                WireIds.workflow(m.getWorkflowId()),
                                from(m),
                                new RepoPath(m.getNewPath()),
                                new Host(m.getNewHost()),
                                new HostPath(m.getNewHostPath()))),
                new PayloadCodec<>(
                        AggregateKind.REPO,
                        EventType.REPO_MOVED,
                        RepoEvent.RepoMoved.class,
                        RepoEvents.RepoMoved.parser(),
                        e -> RepoEvents.RepoMoved.newBuilder()
                                .setWorkflowId(WireIds.bytes(e.workflow().uuid()))
                                .setPath(e.path().value())
                                .setHost(e.host().name())
                                .setHostPath(e.hostPath().value())
                                .setShadowPath(e.shadow().value())
                                .build(),
                        m -> new RepoEvent.RepoMoved(
                                WireIds.workflow(m.getWorkflowId()),
                                new RepoPath(m.getPath()),
                                new Host(m.getHost()),
                                new HostPath(m.getHostPath()),
                                new HostPath(m.getShadowPath()))),
                new PayloadCodec<>(
                        AggregateKind.REPO,
                        EventType.REPO_MOVE_ABORTED,
                        RepoEvent.RepoMoveAborted.class,
                        RepoEvents.RepoMoveAborted.parser(),
                        e -> RepoEvents.RepoMoveAborted.newBuilder()
                                .setWorkflowId(WireIds.bytes(e.workflow().uuid()))
                                .setReason(e.reason())
                                .build(),
                        m -> new RepoEvent.RepoMoveAborted(WireIds.workflow(m.getWorkflowId()), m.getReason())),
                new PayloadCodec<>(
                        AggregateKind.REPO,
                        EventType.SHADOW_MOVE_STARTED,
                        RepoEvent.ShadowMoveStarted.class,
                        RepoEvents.ShadowMoveStarted.parser(),
                        e -> RepoEvents.ShadowMoveStarted.newBuilder()
                                .setWorkflowId(WireIds.bytes(e.workflow().uuid()))
                                .setNewShadowPath(e.shadow().value())
                                .build(),
                        m -> new RepoEvent.ShadowMoveStarted(
                                WireIds.workflow(m.getWorkflowId()), new HostPath(m.getNewShadowPath()))),
                new PayloadCodec<>(
                        AggregateKind.REPO,
                        EventType.SHADOW_MOVED,
                        RepoEvent.ShadowMoved.class,
                        RepoEvents.ShadowMoved.parser(),
                        e -> RepoEvents.ShadowMoved.newBuilder()
                                .setWorkflowId(WireIds.bytes(e.workflow().uuid()))
                                .setShadowPath(e.shadow().value())
                                .build(),
                        m -> new RepoEvent.ShadowMoved(
                                WireIds.workflow(m.getWorkflowId()), new HostPath(m.getShadowPath()))),
                new PayloadCodec<>(
                        AggregateKind.REPO,
                        EventType.SHADOW_MOVE_ABORTED,
                        RepoEvent.ShadowMoveAborted.class,
                        RepoEvents.ShadowMoveAborted.parser(),
                        e -> RepoEvents.ShadowMoveAborted.newBuilder()
                                .setWorkflowId(WireIds.bytes(e.workflow().uuid()))
                                .setReason(e.reason())
                                .build(),
                        m -> new RepoEvent.ShadowMoveAborted(WireIds.workflow(m.getWorkflowId()), m.getReason())),
                new PayloadCodec<>(
                        AggregateKind.REPO,
                        EventType.TIER_CHANGE_STARTED,
                        RepoEvent.TierChangeStarted.class,
                        RepoEvents.TierChangeStarted.parser(),
                        e -> RepoEvents.TierChangeStarted.newBuilder()
                                .setWorkflowId(WireIds.bytes(e.workflow().uuid()))
                                .setTier(WireTiers.tier(e.tier()))
                                .setAuthor(e.author().value())
                                .build(),
                        m -> new RepoEvent.TierChangeStarted(
                                WireIds.workflow(m.getWorkflowId()),
                                WireTiers.named(m.getTier()),
                                new Author(m.getAuthor()))),
                new PayloadCodec<>(
                        AggregateKind.REPO,
                        EventType.TIER_CHANGE_COMPLETED,
                        RepoEvent.TierChangeCompleted.class,
                        RepoEvents.TierChangeCompleted.parser(),
                        e -> RepoEvents.TierChangeCompleted.newBuilder()
                                .setWorkflowId(WireIds.bytes(e.workflow().uuid()))
                                .setTier(WireTiers.tier(e.tier()))
                                .setCode(WireTiers.code(e.code()))
                                .setMessage(e.message())
                                .build(),
                        m -> new RepoEvent.TierChangeCompleted(
                                WireIds.workflow(m.getWorkflowId()),
                                WireTiers.named(m.getTier()),
                                WireTiers.code(m.getCode()),
                                m.getMessage())));
    }

    private static RepoEvents.RepoMoveStarted moveStarted(RepoEvent.RepoMoveStarted e) {
        HostPath shadow = e.from().shadow();
        return RepoEvents.RepoMoveStarted.newBuilder()
                .setWorkflowId(WireIds.bytes(e.workflow().uuid()))
                .setOldPath(e.from().path().value())
                .setOldHost(e.from().host().name())
                .setOldHostPath(e.from().hostPath().value())
                .setOldShadowPath(shadow == null ? "" : shadow.value())
                .setNewPath(e.path().value())
                .setNewHost(e.host().name())
                .setNewHostPath(e.hostPath().value())
                .build();
    }

    private static Location from(RepoEvents.RepoMoveStarted m) {
        return new Location(
                new RepoPath(m.getOldPath()),
                new Host(m.getOldHost()),
                new HostPath(m.getOldHostPath()),
                m.getOldShadowPath().isEmpty() ? null : new HostPath(m.getOldShadowPath()));
    }
}
