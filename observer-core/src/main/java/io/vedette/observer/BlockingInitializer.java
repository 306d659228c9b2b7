package io.vedette.observer;

import io.vedette.domain.HostPath;
import io.vedette.domain.RemoteSpec;
import io.vedette.domain.RepoId;

/** {@link Initializer} for code that blocks: the same calls and rules, with values instead of {@code Mono}s. */
public interface BlockingInitializer {

    /** See {@link Initializer#getRepo}. */
    RepoInfo getRepo(RepoId repo, Cause cause) throws Exception;

    /** See {@link Initializer#initRepo}. */
    RepoInfo initRepo(RepoId repo, Cause cause) throws Exception;

    /** See {@link Initializer#moveRepo}. */
    default HostPath moveRepo(MoveOrder order) throws Exception {
        throw new StrongError("this file server cannot move repositories");
    }

    /** See {@link Initializer#discardMove}. */
    default void discardMove(MoveOrder order) throws Exception {}

    /** See {@link Initializer#attachRemote}. */
    default void attachRemote(RepoId repo, RemoteSpec remote, Cause cause) throws Exception {
        throw new StrongError("this file server has no remotes");
    }
}
