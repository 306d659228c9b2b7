package io.vedette.server.storage.internal;

/** Sees what a store does, so that its cost can be counted. Called on the thread that does it. */
public interface StorageProbe {

    /** Sees nothing. */
    StorageProbe NONE = new StorageProbe() {};

    /** A read looked at a row. */
    default void rowRead() {}

    /** A group of appends became durable by one write. */
    default void groupWritten(int appends) {}
}
