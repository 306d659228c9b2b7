package io.vedette.observer;

import io.vedette.domain.HostPath;
import io.vedette.domain.RemoteSpec;
import io.vedette.domain.RepoId;
import reactor.core.publisher.Mono;

/**
 * Makes and finds what a file server keeps of a repository. Implementors never talk to the registry: the observer
 * reports what a call returns or how it failed.
 *
 * <p>Calls for one repository never overlap. Each may come again with the same {@link Cause} after a crash or a lost
 * answer, so it must be idempotent. A call is cancelled when the observer closes. Calls arrive on a thread that must not
 * be blocked; a blocking implementor is wrapped by {@link Blocking}.
 *
 * <p>Errors: {@link StrongError} is stored at once, {@link WeakError} and anything unknown is tried again and stored
 * after five tries, {@link StoredError} means that it is known already.
 */
public interface Initializer {

    /**
     * Finds a repository that has its shadow, and checks that it can be served.
     *
     * @return the repository, usually {@link Cause#repository()}
     */
    Mono<RepoInfo> getRepo(RepoId repo, Cause cause);

    /**
     * Makes the shadow of a repository, complete or not at all; finds it where an earlier call has made it.
     *
     * @return {@link Cause#repository()} {@linkplain RepoInfo#withShadow with} the place of the shadow
     */
    Mono<RepoInfo> initRepo(RepoId repo, Cause cause);

    /**
     * Brings the files of a repository, and its shadow, to their new place. By default none can be moved.
     *
     * <p>The move holds only once the registry has taken it; until then it can be aborted, and the former owner serves the
     * repository where it was. So the old place stays whole until {@link #getRepo} is asked for the new one: that is the
     * time to clear the old place away. A move that was aborted ends with {@link #discardMove} instead.
     *
     * @return the place of the shadow there; the same for the same workflow
     */
    default Mono<HostPath> moveRepo(MoveOrder order) {
        return Mono.error(new StrongError("this file server cannot move repositories"));
    }

    /**
     * Takes back what {@link #moveRepo} has brought to the new place, since the move was aborted. May come where
     * {@code moveRepo} never came. By default there is nothing to take back.
     */
    default Mono<Void> discardMove(MoveOrder order) {
        return Mono.empty();
    }

    /** Makes a remote copy of a repository. By default there are none. */
    default Mono<Void> attachRemote(RepoId repo, RemoteSpec remote, Cause cause) {
        return Mono.error(new StrongError("this file server has no remotes"));
    }
}
