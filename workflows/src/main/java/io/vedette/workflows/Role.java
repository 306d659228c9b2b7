package io.vedette.workflows;

/** A part that somebody plays in a workflow. */
public enum Role {
    /** The registry's process manager. */
    SERVER,
    /** An observer that the workflow concerns. */
    OBSERVER,
    /** The observer that a repository leaves. */
    RELEASER,
    /** The observer that a repository comes to. */
    ACQUIRER,
    /** A person or an application. */
    ADMIN
}
