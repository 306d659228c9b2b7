package io.vedette.server.internal.query;

import com.google.protobuf.ByteString;
import io.vedette.domain.Location;
import io.vedette.domain.RegistryEntry;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RegistryState;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoView;
import io.vedette.domain.WorkflowId;
import io.vedette.domain.codec.WireIds;
import io.vedette.domain.codec.WireOmissions;
import io.vedette.domain.codec.WireTiers;
import io.vedette.proto.v1.Registry;
import io.vedette.proto.v1.Repo;
import io.vedette.proto.v1.RepoSummary;
import io.vedette.proto.v1.Root;
import io.vedette.proto.v1.StorageTier;
import io.vedette.proto.v1.Workflow;
import io.vedette.workflows.Subject;
import io.vedette.workflows.WorkflowView;
import org.jspecify.annotations.Nullable;

/** Folded states as messages. */
final class Shapes {

    private Shapes() {}

    static Registry registry(RegistryId id, RegistryState state) {
        Registry.Builder registry = Registry.newBuilder()
                .setId(WireIds.bytes(id.uuid()))
                .setVersion(state.version())
                .setRoots(state.roots().size())
                .setRepos(state.size());
        if (state.name() != null) {
            registry.setName(state.name());
        }
        return registry.build();
    }

    static Root root(io.vedette.domain.Root root) {
        return Root.newBuilder()
                .setPath(root.path().value())
                .setHost(root.host().name())
                .setHostPath(root.hostPath().value())
                .build();
    }

    static RepoSummary summary(RegistryEntry entry) {
        return RepoSummary.newBuilder()
                .setId(WireIds.bytes(entry.repo().uuid()))
                .setPath(entry.path().value())
                .setAdded(entry.isAdded())
                .setTier(entry.isAdded() ? WireTiers.tier(entry.tier()) : StorageTier.STORAGE_TIER_UNSPECIFIED)
                .build();
    }

    /** A repository without a history yet: what its registry knows of it. */
    static Repo accepted(RegistryState registry, RegistryEntry entry) {
        Repo.Builder repo = Repo.newBuilder()
                .setId(WireIds.bytes(entry.repo().uuid()))
                .setPath(entry.path().value());
        if (registry.name() != null) {
            repo.setRegistry(registry.name())
                    .setRegistryId(
                            WireIds.bytes(RegistryId.ofName(registry.name()).uuid()));
        }
        if (entry.creator() != null) {
            repo.setCreator(entry.creator().value());
        }
        return repo.build();
    }

    static Repo repo(RepoView view, @Nullable String registry) {
        Repo.Builder repo = Repo.newBuilder()
                .setId(WireIds.bytes(view.repo().uuid()))
                .setTier(WireTiers.tier(view.tier()))
                .setVersion(view.version())
                .setRemoteCreated(view.remoteCreated())
                .addAllOmissions(WireOmissions.write(view.omissions()))
                .setOmissionCount(view.omissions().count())
                .setUnknownEvents(view.unknownEvents());
        if (registry != null) {
            repo.setRegistry(registry);
        }
        if (view.registry() != null) {
            repo.setRegistryId(WireIds.bytes(view.registry().uuid()));
        }
        if (view.creator() != null) {
            repo.setCreator(view.creator().value());
        }
        if (view.remote() != null) {
            repo.setRemote(view.remote().value());
        }
        if (view.relocation() != null) {
            repo.setWorkflowId(WireIds.bytes(view.relocation().workflow().uuid()));
        }
        Location location = view.location();
        if (location != null) {
            place(repo, location);
        }
        if (view.error() != null) {
            repo.setError(view.error());
        } else if (view.malformed() != null) {
            repo.setError("broken history: " + view.malformed());
        }
        return repo.build();
    }

    static ByteString id(RepoId repo) {
        return WireIds.bytes(repo.uuid());
    }

    static Workflow.Builder workflow(WorkflowId id, RegistryId registry, @Nullable String name) {
        return Workflow.newBuilder()
                .setId(WireIds.bytes(id.uuid()))
                .setRegistryId(WireIds.bytes(registry.uuid()))
                .setRegistry(name == null ? "" : name);
    }

    static Workflow.Builder workflow(WorkflowView view, @Nullable Subject about, @Nullable String registry) {
        Workflow.Builder row = about == null
                ? Workflow.newBuilder().setId(WireIds.bytes(view.id().uuid()))
                : workflow(view.id(), about.registry(), registry);
        row.setKind(view.kind() == null ? "" : view.kind())
                .setPhase(view.phase() == null ? "" : view.phase())
                .setOpen(view.isOpen())
                .setVersion(view.version())
                .setStartedMillis(view.startedMillis())
                .setChangedMillis(view.changedMillis());
        if (about != null && about.repo() != null) {
            row.setRepoId(id(about.repo()));
        }
        if (about != null && about.from() != null && about.to() != null) {
            row.setPath(about.from().path().value());
            if (!about.to().path().equals(about.from().path())) {
                row.setNewPath(about.to().path().value());
            }
        }
        return row;
    }

    private static void place(Repo.Builder repo, Location location) {
        repo.setPath(location.path().value())
                .setHost(location.host().name())
                .setHostPath(location.hostPath().value());
        if (location.shadow() != null) {
            repo.setShadowPath(location.shadow().value());
        }
    }
}
