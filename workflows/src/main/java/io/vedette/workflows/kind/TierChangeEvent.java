package io.vedette.workflows.kind;

import io.vedette.domain.Author;
import io.vedette.domain.Host;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.TierChangeCode;
import io.vedette.workflows.WorkflowEvent;

/** An event of {@link FreezeRepo} and {@link UnfreezeRepo}. */
public sealed interface TierChangeEvent extends WorkflowEvent {

    /**
     * The repository is on its way.
     *
     * @param fence the version of the repository's event that began the change
     */
    record Started(RegistryId registry, RepoId repo, long fence, RepoPath path, Host host, Author author)
            implements TierChangeEvent {}

    /** The file server may touch the files. */
    record FilesStarted() implements TierChangeEvent {}

    /** The file server is done with the files, well or not. */
    record FilesCompleted(TierChangeCode code, String message, long fence) implements TierChangeEvent {}

    /** An administrator aborts it. */
    record AbortAccepted(String reason) implements TierChangeEvent {}

    /** The change has ended, well or not. */
    record Committed() implements TierChangeEvent {}

    /** The change was taken back. */
    record Aborted(String reason) implements TierChangeEvent {}
}
