package io.vedette.domain.codec;

import io.vedette.domain.AggregateKind;
import io.vedette.domain.Author;
import io.vedette.domain.Host;
import io.vedette.domain.HostPath;
import io.vedette.domain.RegistryEvent;
import io.vedette.domain.RepoPath;
import io.vedette.domain.Root;
import io.vedette.proto.v1.EventType;
import io.vedette.proto.v1.RegistryEvents;
import java.util.List;

/** The payloads of a registry's events. */
final class RegistryPayloads {

    private RegistryPayloads() {}

    static List<PayloadCodec<?, ?>> all() {
        return List.of(
                new PayloadCodec<>(
                        AggregateKind.REGISTRY,
                        EventType.REGISTRY_ADDED,
                        RegistryEvent.RegistryAdded.class,
                        RegistryEvents.RegistryAdded.parser(),
                        e -> RegistryEvents.RegistryAdded.newBuilder()
                                .setName(e.registry())
                                .build(),
                        m -> new RegistryEvent.RegistryAdded(m.getName())),
                new PayloadCodec<>(
                        AggregateKind.REGISTRY,
                        EventType.ROOT_ADDED,
                        RegistryEvent.RootAdded.class,
                        RegistryEvents.RootAdded.parser(),
                        e -> RegistryEvents.RootAdded.newBuilder()
                                .setPath(e.root().path().value())
                                .setHost(e.root().host().name())
                                .setHostPath(e.root().hostPath().value())
                                .build(),
                        m -> new RegistryEvent.RootAdded(new Root(
                                new RepoPath(m.getPath()), new Host(m.getHost()), new HostPath(m.getHostPath())))),
                new PayloadCodec<>(
                        AggregateKind.REGISTRY,
                        EventType.ROOT_REMOVED,
                        RegistryEvent.RootRemoved.class,
                        RegistryEvents.RootRemoved.parser(),
                        e -> RegistryEvents.RootRemoved.newBuilder()
                                .setPath(e.path().value())
                                .build(),
                        m -> new RegistryEvent.RootRemoved(new RepoPath(m.getPath()))),
                new PayloadCodec<>(
                        AggregateKind.REGISTRY,
                        EventType.REPO_ACCEPTED,
                        RegistryEvent.RepoAccepted.class,
                        RegistryEvents.RepoAccepted.parser(),
                        e -> RegistryEvents.RepoAccepted.newBuilder()
                                .setRepoId(WireIds.bytes(e.repo().uuid()))
                                .setPath(e.path().value())
                                .setCreator(e.creator().value())
                                .build(),
                        m -> new RegistryEvent.RepoAccepted(
                                WireIds.repo(m.getRepoId()), new RepoPath(m.getPath()), new Author(m.getCreator()))),
                new PayloadCodec<>(
                        AggregateKind.REGISTRY,
                        EventType.REPO_ADDED,
                        RegistryEvent.RepoAdded.class,
                        RegistryEvents.RepoAdded.parser(),
                        e -> RegistryEvents.RepoAdded.newBuilder()
                                .setRepoId(WireIds.bytes(e.repo().uuid()))
                                .setPath(e.path().value())
                                .build(),
                        m -> new RegistryEvent.RepoAdded(WireIds.repo(m.getRepoId()), new RepoPath(m.getPath()))),
                new PayloadCodec<>(
                        AggregateKind.REGISTRY,
                        EventType.REPO_REJECTED,
                        RegistryEvent.RepoRejected.class,
                        RegistryEvents.RepoRejected.parser(),
                        e -> RegistryEvents.RepoRejected.newBuilder()
                                .setRepoId(WireIds.bytes(e.repo().uuid()))
                                .setPath(e.path().value())
                                .setReason(e.reason())
                                .build(),
                        m -> new RegistryEvent.RepoRejected(
                                WireIds.repo(m.getRepoId()), new RepoPath(m.getPath()), m.getReason())),
                new PayloadCodec<>(
                        AggregateKind.REGISTRY,
                        EventType.REPO_REINIT_ACCEPTED,
                        RegistryEvent.RepoReinitAccepted.class,
                        RegistryEvents.RepoReinitAccepted.parser(),
                        e -> RegistryEvents.RepoReinitAccepted.newBuilder()
                                .setRepoId(WireIds.bytes(e.repo().uuid()))
                                .setReason(e.reason())
                                .build(),
                        m -> new RegistryEvent.RepoReinitAccepted(WireIds.repo(m.getRepoId()), m.getReason())),
                new PayloadCodec<>(
                        AggregateKind.REGISTRY,
                        EventType.REPO_MOVE_ACCEPTED,
                        RegistryEvent.RepoMoveAccepted.class,
                        RegistryEvents.RepoMoveAccepted.parser(),
                        e -> RegistryEvents.RepoMoveAccepted.newBuilder()
                                .setRepoId(WireIds.bytes(e.repo().uuid()))
                                .setWorkflowId(WireIds.bytes(e.workflow().uuid()))
                                .setNewPath(e.newPath().value())
                                .build(),
                        m -> new RegistryEvent.RepoMoveAccepted(
                                WireIds.repo(m.getRepoId()),
                                WireIds.workflow(m.getWorkflowId()),
                                new RepoPath(m.getNewPath()))),
                new PayloadCodec<>(
                        AggregateKind.REGISTRY,
                        EventType.REPO_MOVE_REJECTED,
                        RegistryEvent.RepoMoveRejected.class,
                        RegistryEvents.RepoMoveRejected.parser(),
                        e -> RegistryEvents.RepoMoveRejected.newBuilder()
                                .setRepoId(WireIds.bytes(e.repo().uuid()))
                                .setWorkflowId(WireIds.bytes(e.workflow().uuid()))
                                .setReason(e.reason())
                                .build(),
                        m -> new RegistryEvent.RepoMoveRejected(
                                WireIds.repo(m.getRepoId()), WireIds.workflow(m.getWorkflowId()), m.getReason())),
                new PayloadCodec<>(
                        AggregateKind.REGISTRY,
                        EventType.REPO_MOVED,
                        RegistryEvent.RepoMoved.class,
                        RegistryEvents.RepoMoved.parser(),
                        e -> RegistryEvents.RepoMoved.newBuilder()
                                .setRepoId(WireIds.bytes(e.repo().uuid()))
                                .setWorkflowId(WireIds.bytes(e.workflow().uuid()))
                                .setPath(e.path().value())
                                .build(),
                        m -> new RegistryEvent.RepoMoved(
                                WireIds.repo(m.getRepoId()),
                                WireIds.workflow(m.getWorkflowId()),
                                new RepoPath(m.getPath()))),
                new PayloadCodec<>(
                        AggregateKind.REGISTRY,
                        EventType.REPO_MOVE_ABORTED,
                        RegistryEvent.RepoMoveAborted.class,
                        RegistryEvents.RepoMoveAborted.parser(),
                        e -> RegistryEvents.RepoMoveAborted.newBuilder()
                                .setRepoId(WireIds.bytes(e.repo().uuid()))
                                .setWorkflowId(WireIds.bytes(e.workflow().uuid()))
                                .setReason(e.reason())
                                .build(),
                        m -> new RegistryEvent.RepoMoveAborted(
                                WireIds.repo(m.getRepoId()), WireIds.workflow(m.getWorkflowId()), m.getReason())),
                new PayloadCodec<>(
                        AggregateKind.REGISTRY,
                        EventType.SHADOW_MOVE_STARTED,
                        RegistryEvent.ShadowMoveStarted.class,
                        RegistryEvents.ShadowMoveStarted.parser(),
                        RegistryPayloads::shadowMoveStarted,
                        m -> new RegistryEvent.ShadowMoveStarted(
                                WireIds.repo(m.getRepoId()),
                                WireIds.workflow(m.getWorkflowId()),
                                m.getNewShadowPath().isEmpty() ? null : new HostPath(m.getNewShadowPath()))),
                new PayloadCodec<>(
                        AggregateKind.REGISTRY,
                        EventType.SHADOW_MOVE_ABORTED,
                        RegistryEvent.ShadowMoveAborted.class,
                        RegistryEvents.ShadowMoveAborted.parser(),
                        e -> RegistryEvents.ShadowMoveAborted.newBuilder()
                                .setRepoId(WireIds.bytes(e.repo().uuid()))
                                .setWorkflowId(WireIds.bytes(e.workflow().uuid()))
                                .setReason(e.reason())
                                .build(),
                        m -> new RegistryEvent.ShadowMoveAborted(
                                WireIds.repo(m.getRepoId()), WireIds.workflow(m.getWorkflowId()), m.getReason())),
                new PayloadCodec<>(
                        AggregateKind.REGISTRY,
                        EventType.SHADOW_MOVED,
                        RegistryEvent.ShadowMoved.class,
                        RegistryEvents.ShadowMoved.parser(),
                        e -> RegistryEvents.ShadowMoved.newBuilder()
                                .setRepoId(WireIds.bytes(e.repo().uuid()))
                                .setWorkflowId(WireIds.bytes(e.workflow().uuid()))
                                .build(),
                        m -> new RegistryEvent.ShadowMoved(
                                WireIds.repo(m.getRepoId()), WireIds.workflow(m.getWorkflowId()))),
                new PayloadCodec<>(
                        AggregateKind.REGISTRY,
                        EventType.TIER_CHANGE_STARTED,
                        RegistryEvent.TierChangeStarted.class,
                        RegistryEvents.TierChangeStarted.parser(),
                        RegistryPayloads::tierChangeStarted,
                        m -> new RegistryEvent.TierChangeStarted(
                                WireIds.repo(m.getRepoId()),
                                WireIds.workflow(m.getWorkflowId()),
                                WireTiers.named(m.getTier()),
                                m.getAuthor().isEmpty() ? null : new Author(m.getAuthor()))),
                new PayloadCodec<>(
                        AggregateKind.REGISTRY,
                        EventType.TIER_CHANGE_COMPLETED,
                        RegistryEvent.TierChangeCompleted.class,
                        RegistryEvents.TierChangeCompleted.parser(),
                        e -> RegistryEvents.TierChangeCompleted.newBuilder()
                                .setRepoId(WireIds.bytes(e.repo().uuid()))
                                .setWorkflowId(WireIds.bytes(e.workflow().uuid()))
                                .setTier(WireTiers.tier(e.tier()))
                                .setCode(WireTiers.code(e.code()))
                                .setMessage(e.message())
                                .build(),
                        m -> new RegistryEvent.TierChangeCompleted(
                                WireIds.repo(m.getRepoId()),
                                WireIds.workflow(m.getWorkflowId()),
                                WireTiers.named(m.getTier()),
                                WireTiers.code(m.getCode()),
                                m.getMessage())));
    }

    private static RegistryEvents.ShadowMoveStarted shadowMoveStarted(RegistryEvent.ShadowMoveStarted e) {
        return RegistryEvents.ShadowMoveStarted.newBuilder()
                .setRepoId(WireIds.bytes(e.repo().uuid()))
                .setWorkflowId(WireIds.bytes(e.workflow().uuid()))
                .setNewShadowPath(e.shadow() == null ? "" : e.shadow().value())
                .build();
    }

    private static RegistryEvents.TierChangeStarted tierChangeStarted(RegistryEvent.TierChangeStarted e) {
        return RegistryEvents.TierChangeStarted.newBuilder()
                .setRepoId(WireIds.bytes(e.repo().uuid()))
                .setWorkflowId(WireIds.bytes(e.workflow().uuid()))
                .setTier(WireTiers.tier(e.tier()))
                .setAuthor(e.author() == null ? "" : e.author().value())
                .build();
    }
}
