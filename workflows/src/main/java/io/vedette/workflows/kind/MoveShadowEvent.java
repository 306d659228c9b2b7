package io.vedette.workflows.kind;

import io.vedette.domain.Host;
import io.vedette.domain.HostPath;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.workflows.WorkflowEvent;

/** An event of {@link MoveShadow}. */
public sealed interface MoveShadowEvent extends WorkflowEvent {

    /**
     * The shadow is leaving its place.
     *
     * @param fence the version of the repository's event that began the move
     */
    record Started(
            RegistryId registry,
            RepoId repo,
            long fence,
            RepoPath path,
            Host host,
            HostPath oldShadowPath,
            HostPath newShadowPath)
            implements MoveShadowEvent {}

    /** The repository is closed to clients. */
    record Disabled(long fence) implements MoveShadowEvent {}

    /** A person has moved the shadow. */
    record Moved() implements MoveShadowEvent {}

    /** An administrator aborts it. */
    record AbortAccepted(String reason) implements MoveShadowEvent {}

    /** The shadow is at its new place. */
    record Committed() implements MoveShadowEvent {}

    /** The shadow is where it was. */
    record Aborted(String reason) implements MoveShadowEvent {}
}
