package io.vedette.workflows.kind;

import io.vedette.domain.Host;
import io.vedette.domain.HostPath;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.workflows.WorkflowEvent;

/** An event of {@link MoveRepo}. */
public sealed interface MoveRepoEvent extends WorkflowEvent {

    /**
     * The repository is leaving its place.
     *
     * @param fence the version of the repository's event that began the move
     */
    record Started(
            RegistryId registry,
            RepoId repo,
            long fence,
            RepoPath oldPath,
            Host oldHost,
            HostPath oldHostPath,
            HostPath oldShadowPath,
            RepoPath newPath,
            Host newHost,
            HostPath newHostPath)
            implements MoveRepoEvent {}

    /** Applications are ready for the new path. */
    record AppAccepted() implements MoveRepoEvent {}

    /** The former owner has closed it and does not touch it any more. */
    record Released(long fence) implements MoveRepoEvent {}

    /** The files are at their new place, and so is the shadow. */
    record Moved(HostPath shadowPath, long fence) implements MoveRepoEvent {}

    /** An administrator aborts it. */
    record AbortAccepted(String reason) implements MoveRepoEvent {}

    /** What was brought to the new place is taken back. */
    record Discarded(long fence) implements MoveRepoEvent {}

    /** The repository lives at its new place. */
    record Committed() implements MoveRepoEvent {}

    /** The repository lives where it did. */
    record Aborted(String reason) implements MoveRepoEvent {}
}
