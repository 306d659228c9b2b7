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
    void freezeRepo(RepoId repo, Author author, Cause cause) throws Exception;

    /** See {@link Processor#unfreezeRepo}. */
    void unfreezeRepo(RepoId repo, Author author, Cause cause) throws Exception;
}
