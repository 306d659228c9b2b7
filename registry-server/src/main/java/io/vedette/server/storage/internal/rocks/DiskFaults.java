package io.vedette.server.storage.internal.rocks;

import org.rocksdb.RocksDBException;

/** Where a disk that fails can be played. */
public interface DiskFaults {

    /** A disk as it is. */
    DiskFaults NONE = new DiskFaults() {};

    /** Before a batch is written. */
    default void beforeWrite() throws RocksDBException {}

    /** After a batch was written and synced. */
    default void afterWrite() throws RocksDBException {}

    /** Before files are opened again. */
    default void beforeReopen() throws RocksDBException {}

    /** What is free on the disk, given what the system says. */
    default long usableBytes(long bytes) {
        return bytes;
    }
}
