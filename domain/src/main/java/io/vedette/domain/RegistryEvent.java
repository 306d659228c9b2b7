package io.vedette.domain;

import org.jspecify.annotations.Nullable;

/** An event of a registry. */
public sealed interface RegistryEvent extends Event {

    /** The state after this event. */
    RegistryState applyTo(RegistryState before);

    /** The repository that it concerns; null where it concerns none. */
    default @Nullable RepoId repo() {
        return null;
    }

    /** The registry exists. */
    record RegistryAdded(String registry) implements RegistryEvent {
        /** Checks that there is a name. */
        public RegistryAdded {
            if (registry.isBlank()) {
                throw new IllegalArgumentException("name must not be blank");
            }
        }

        @Override
        public String name() {
            return "REGISTRY_ADDED";
        }

        @Override
        public RegistryState applyTo(RegistryState before) {
            return before.named(registry);
        }
    }

    /** Repositories below the root's path live where it says. */
    record RootAdded(Root root) implements RegistryEvent {
        @Override
        public String name() {
            return "ROOT_ADDED";
        }

        @Override
        public RegistryState applyTo(RegistryState before) {
            return before.withRoot(root);
        }
    }

    /** The root is gone. */
    record RootRemoved(RepoPath path) implements RegistryEvent {
        @Override
        public String name() {
            return "ROOT_REMOVED";
        }

        @Override
        public RegistryState applyTo(RegistryState before) {
            return before.withoutRoot(path);
        }
    }

    /** The command to make a repository was accepted; it has no history yet. */
    record RepoAccepted(RepoId repo, RepoPath path, Author creator) implements RegistryEvent {
        @Override
        public String name() {
            return "REPO_ACCEPTED";
        }

        @Override
        public RegistryState applyTo(RegistryState before) {
            return before.with(RegistryEntry.accepted(repo, path, before.rootOf(path), creator));
        }
    }

    /** The repository's own history exists. */
    record RepoAdded(RepoId repo, RepoPath path) implements RegistryEvent {
        @Override
        public String name() {
            return "REPO_ADDED";
        }

        @Override
        public RegistryState applyTo(RegistryState before) {
            RegistryEntry entry = before.entry(repo);
            return before.with(
                    entry == null
                            ? RegistryEntry.accepted(repo, path, before.rootOf(path), null)
                            : entry.added().at(path, before.rootOf(path)));
        }
    }

    /** The repository could not be started. */
    record RepoRejected(RepoId repo, RepoPath path, String reason) implements RegistryEvent {
        @Override
        public String name() {
            return "REPO_REJECTED";
        }

        @Override
        public RegistryState applyTo(RegistryState before) {
            return before.without(repo);
        }
    }

    /** A stored error is to be cleared and the repository initialised again where it has no shadow. */
    record RepoReinitAccepted(RepoId repo, String reason) implements RegistryEvent {
        @Override
        public String name() {
            return "REPO_REINIT_ACCEPTED";
        }

        @Override
        public RegistryState applyTo(RegistryState before) {
            return before;
        }
    }

    /** A move to a new path may begin. */
    record RepoMoveAccepted(RepoId repo, WorkflowId workflow, RepoPath newPath) implements RegistryEvent {
        @Override
        public String name() {
            return "REPO_MOVE_ACCEPTED";
        }

        @Override
        public RegistryState applyTo(RegistryState before) {
            return before.change(
                    repo, entry -> entry.busy(new Undertaking.Move(workflow, newPath, before.rootOf(newPath))));
        }
    }

    /** The move could not begin. */
    record RepoMoveRejected(RepoId repo, WorkflowId workflow, String reason) implements RegistryEvent {
        @Override
        public String name() {
            return "REPO_MOVE_REJECTED";
        }

        @Override
        public RegistryState applyTo(RegistryState before) {
            return before.change(repo, entry -> entry.settled(workflow));
        }
    }

    /** The repository lives at a new path. */
    record RepoMoved(RepoId repo, WorkflowId workflow, RepoPath path) implements RegistryEvent {
        @Override
        public String name() {
            return "REPO_MOVED";
        }

        @Override
        public RegistryState applyTo(RegistryState before) {
            return before.change(repo, entry -> entry.movedTo(path, workflow, before.rootOf(path)));
        }
    }

    /** The move was given up. */
    record RepoMoveAborted(RepoId repo, WorkflowId workflow, String reason) implements RegistryEvent {
        @Override
        public String name() {
            return "REPO_MOVE_ABORTED";
        }

        @Override
        public RegistryState applyTo(RegistryState before) {
            return before.change(repo, entry -> entry.settled(workflow));
        }
    }

    /** The shadow is moving. */
    record ShadowMoveStarted(
            RepoId repo, WorkflowId workflow, @Nullable HostPath shadow) implements RegistryEvent {
        @Override
        public String name() {
            return "SHADOW_MOVE_STARTED";
        }

        @Override
        public RegistryState applyTo(RegistryState before) {
            return before.change(repo, entry -> entry.busy(new Undertaking.ShadowMove(workflow, shadow)));
        }
    }

    /** The shadow has moved. */
    record ShadowMoved(RepoId repo, WorkflowId workflow) implements RegistryEvent {
        @Override
        public String name() {
            return "SHADOW_MOVED";
        }

        @Override
        public RegistryState applyTo(RegistryState before) {
            return before.change(repo, entry -> entry.settled(workflow));
        }
    }

    /** The move of the shadow was given up, or could not begin. */
    record ShadowMoveAborted(RepoId repo, WorkflowId workflow, String reason) implements RegistryEvent {
        @Override
        public String name() {
            return "SHADOW_MOVE_ABORTED";
        }

        @Override
        public RegistryState applyTo(RegistryState before) {
            return before.change(repo, entry -> entry.settled(workflow));
        }
    }

    /** The repository is on its way to another tier. */
    record TierChangeStarted(
            RepoId repo,
            WorkflowId workflow,
            StorageTier tier,
            @Nullable Author author) implements RegistryEvent {
        @Override
        public String name() {
            return "TIER_CHANGE_STARTED";
        }

        @Override
        public RegistryState applyTo(RegistryState before) {
            return before.change(repo, entry -> entry.changing(new Undertaking.TierChange(workflow, tier, author)));
        }
    }

    /** The change of tier ended. */
    record TierChangeCompleted(RepoId repo, WorkflowId workflow, StorageTier tier, TierChangeCode code, String message)
            implements RegistryEvent {
        @Override
        public String name() {
            return "TIER_CHANGE_COMPLETED";
        }

        @Override
        public RegistryState applyTo(RegistryState before) {
            return before.change(repo, entry -> entry.changed(workflow, tier, code));
        }
    }
}
