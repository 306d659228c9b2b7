package io.vedette.domain;

/** An event of a repository. */
public sealed interface RepoEvent extends Event {

    /** Folds this event into a view. Where an event does not fit its history, what it says still holds. */
    void applyTo(RepoDraft draft, Mark mark);

    /** The repository begins. */
    record RepoInitStarted(RegistryId registry, RepoPath path, Author creator, Host host, HostPath hostPath)
            implements RepoEvent {
        @Override
        public String name() {
            return "REPO_INIT_STARTED";
        }

        @Override
        public void applyTo(RepoDraft draft, Mark mark) {
            draft.registry = registry;
            draft.creator = creator;
            draft.moveTo(new Location(path, host, hostPath, null), mark);
        }
    }

    /** The shadow exists and is complete. */
    record ShadowRepoCreated(HostPath shadow, Omissions omissions) implements RepoEvent {
        @Override
        public String name() {
            return "SHADOW_REPO_CREATED";
        }

        @Override
        public void applyTo(RepoDraft draft, Mark mark) {
            draft.omissions = omissions;
            if (draft.location != null) {
                draft.moveTo(draft.location.withShadow(shadow), mark);
            }
        }
    }

    /** The repository shall have a remote copy. */
    record RemoteAccepted(RemoteSpec remote) implements RepoEvent {
        @Override
        public String name() {
            return "REMOTE_ACCEPTED";
        }

        @Override
        public void applyTo(RepoDraft draft, Mark mark) {
            draft.remote = remote;
            draft.remoteAccepted = mark;
            draft.remoteCreated = false;
        }
    }

    /** The remote copy exists. */
    record RemoteCreated(RemoteSpec remote) implements RepoEvent {
        @Override
        public String name() {
            return "REMOTE_CREATED";
        }

        @Override
        public void applyTo(RepoDraft draft, Mark mark) {
            draft.remote = remote;
            draft.remoteCreated = true;
        }
    }

    /** The repository has an error that a person must look at. */
    record RepoErrorSet(String message) implements RepoEvent {
        @Override
        public String name() {
            return "REPO_ERROR_SET";
        }

        @Override
        public void applyTo(RepoDraft draft, Mark mark) {
            draft.error = message;
        }
    }

    /** The error was cleared. */
    record RepoErrorCleared(String message) implements RepoEvent {
        @Override
        public String name() {
            return "REPO_ERROR_CLEARED";
        }

        @Override
        public void applyTo(RepoDraft draft, Mark mark) {
            draft.error = null;
            draft.cleared = mark;
        }
    }

    /** The repository is leaving its place. */
    record RepoMoveStarted(WorkflowId workflow, Location from, RepoPath path, Host host, HostPath hostPath)
            implements RepoEvent {
        @Override
        public String name() {
            return "REPO_MOVE_STARTED";
        }

        @Override
        public void applyTo(RepoDraft draft, Mark mark) {
            draft.relocate(new Relocation.Move(workflow, from, path, host, hostPath), mark);
        }
    }

    /** The repository has arrived. */
    record RepoMoved(WorkflowId workflow, RepoPath path, Host host, HostPath hostPath, HostPath shadow)
            implements RepoEvent {
        @Override
        public String name() {
            return "REPO_MOVED";
        }

        @Override
        public void applyTo(RepoDraft draft, Mark mark) {
            draft.settle(workflow);
            draft.moveTo(new Location(path, host, hostPath, shadow), mark);
        }
    }

    /** The move was given up. */
    record RepoMoveAborted(WorkflowId workflow, String reason) implements RepoEvent {
        @Override
        public String name() {
            return "REPO_MOVE_ABORTED";
        }

        @Override
        public void applyTo(RepoDraft draft, Mark mark) {
            draft.settle(workflow);
        }
    }

    /** The shadow is moving to another place. */
    record ShadowMoveStarted(WorkflowId workflow, HostPath shadow) implements RepoEvent {
        @Override
        public String name() {
            return "SHADOW_MOVE_STARTED";
        }

        @Override
        public void applyTo(RepoDraft draft, Mark mark) {
            draft.relocate(new Relocation.ShadowMove(workflow, shadow), mark);
        }
    }

    /** The shadow has moved. */
    record ShadowMoved(WorkflowId workflow, HostPath shadow) implements RepoEvent {
        @Override
        public String name() {
            return "SHADOW_MOVED";
        }

        @Override
        public void applyTo(RepoDraft draft, Mark mark) {
            draft.settle(workflow);
            if (draft.location != null) {
                draft.moveTo(draft.location.withShadow(shadow), mark);
            }
        }
    }

    /** The move of the shadow was given up. */
    record ShadowMoveAborted(WorkflowId workflow, String reason) implements RepoEvent {
        @Override
        public String name() {
            return "SHADOW_MOVE_ABORTED";
        }

        @Override
        public void applyTo(RepoDraft draft, Mark mark) {
            draft.settle(workflow);
        }
    }

    /** The repository is on its way to another tier. */
    record TierChangeStarted(WorkflowId workflow, StorageTier tier, Author author) implements RepoEvent {
        @Override
        public String name() {
            return "TIER_CHANGE_STARTED";
        }

        @Override
        public void applyTo(RepoDraft draft, Mark mark) {
            draft.tier = draft.tier.towards(tier);
            draft.relocate(new Relocation.TierChange(workflow, tier, author), mark);
        }
    }

    /** The change of tier ended. */
    record TierChangeCompleted(WorkflowId workflow, StorageTier tier, TierChangeCode code, String message)
            implements RepoEvent {
        @Override
        public String name() {
            return "TIER_CHANGE_COMPLETED";
        }

        @Override
        public void applyTo(RepoDraft draft, Mark mark) {
            draft.tier = code.resultOf(draft.tier, tier, draft.failed != null);
            draft.failed = code.failureOf(workflow, draft.failed);
            if (code == TierChangeCode.GIVEN_UP) {
                draft.restored = mark;
            }
            draft.settle(workflow);
        }
    }
}
