package io.vedette.server.storage;

/** What the version of a history must be for an append. */
public sealed interface Expected {

    /** Whatever it is. */
    record Any() implements Expected {}

    /** The history has no events yet. */
    record NoStream() implements Expected {}

    /**
     * Exactly this one.
     *
     * @param version 1 or more
     */
    record Exactly(long version) implements Expected {}

    /** Whether a version is as expected. */
    default boolean allows(long version) {
        return this instanceof Any
                || (this instanceof NoStream && version == 0)
                || (this instanceof Exactly exactly && exactly.version() == version);
    }
}
