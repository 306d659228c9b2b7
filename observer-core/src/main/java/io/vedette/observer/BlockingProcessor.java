package io.vedette.observer;

import io.vedette.domain.Author;
import io.vedette.domain.RepoId;

/** {@link Processor} for code that blocks: the same calls and rules, without {@code Mono}s. */
public interface BlockingProcessor {

    /** See {@link Processor#enableRepo}. */
    void enableRepo(RepoInfo info, Cause cause) throws Exception;

    /** See {@link Processor#disableRepo}. */
    void disableRepo(RepoId repo, Cause cause) throws Exception;

    /** See {@link Processor#freezeRepo}. */
    default void freezeRepo(RepoId repo, Author author, Cause cause) throws Exception {
        throw new StrongError("this file server cannot freeze repositories");
    }

    /** See {@link Processor#unfreezeRepo}. */
    default void unfreezeRepo(RepoId repo, Author author, Cause cause) throws Exception {
        throw new StrongError("this file server cannot unfreeze repositories");
    }
}
