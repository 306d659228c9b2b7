package io.vedette.observer;

import io.vedette.domain.Author;
import io.vedette.domain.RepoId;
import reactor.core.publisher.Mono;

/**
 * Opens and closes repositories to the clients of a file server. The rules of {@link Initializer} hold: no overlap for
 * one repository, idempotent, cancellable, not blocking, the same errors.
 */
public interface Processor {

    /**
     * Opens a repository; one that is open already is brought to what the info says. Where a change of tier was given up,
     * it comes with the former tier, and what the change has left in the files is taken back.
     */
    Mono<Void> enableRepo(RepoInfo info, Cause cause);

    /** Closes a repository; completes when no request of a client uses it any more. */
    Mono<Void> disableRepo(RepoId repo, Cause cause);

    /**
     * Makes the files of a repository read-only, all of them or none: one that fails leaves the files as they were. May come
     * for a repository that is not open. By default none can be frozen.
     */
    default Mono<Void> freezeRepo(RepoId repo, Author author, Cause cause) {
        return Mono.error(new StrongError("this file server cannot freeze repositories"));
    }

    /** Takes back what {@link #freezeRepo} did. By default nothing can be unfrozen. */
    default Mono<Void> unfreezeRepo(RepoId repo, Author author, Cause cause) {
        return Mono.error(new StrongError("this file server cannot unfreeze repositories"));
    }
}
