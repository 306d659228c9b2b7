package io.vedette.domain;

/** Where a reader of all histories starts. */
public sealed interface Start {

    /** With the first event. */
    record Beginning() implements Start {}

    /** With what comes from now on. */
    record Now() implements Start {}

    /**
     * With what follows a place.
     *
     * @param cursor the place
     */
    record After(Cursor cursor) implements Start {}
}
