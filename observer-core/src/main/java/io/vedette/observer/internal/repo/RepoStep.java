package io.vedette.observer.internal.repo;

import java.util.Locale;

/** What may have to be done for a repository, in the order in which it is done. */
public enum RepoStep {
    /** Close it to clients. */
    DISABLE,
    /** Make its shadow. */
    INIT,
    /** Find it and open it to clients. */
    ENABLE,
    /** Make its remote copy. */
    ATTACH_REMOTE,
    /** The observer's part in a workflow. */
    WORKFLOW;

    /** The name that implementors and operators see, as {@code attach-remote}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
