package io.vedette.server.storage;

import java.util.UUID;

/**
 * How a store on local disk uses its machine.
 *
 * @param newStore the id that the store gets if it is made now; one that exists keeps its own
 * @param cacheBytes memory for blocks, indexes and filters that were read
 * @param writeBufferBytes memory for rows that are not yet in tables
 * @param waitingAppends how many appends may wait before more are answered
 *     {@link AppendReply.Unavailable}
 * @param reservedBytes with less than this free on the disk appends are refused, so that reads and recovery go on
 */
public record RocksOptions(
        UUID newStore, long cacheBytes, long writeBufferBytes, int waitingAppends, long reservedBytes) {

    private static final long MIB = 1 << 20;

    /** Checks the ranges. */
    public RocksOptions {
        if (cacheBytes < 0 || writeBufferBytes < MIB || waitingAppends < 1 || reservedBytes < 0) {
            throw new IllegalArgumentException("a store needs a write buffer of 1 MiB, room for one waiting append, and"
                    + " no negative sizes: cache " + cacheBytes + ", write buffer " + writeBufferBytes
                    + ", waiting appends " + waitingAppends + ", reserved " + reservedBytes);
        }
    }

    /** For a registry on a small machine: 32 MiB each for reading and writing, 64 MiB of disk in reserve. */
    public static RocksOptions defaults(UUID newStore) {
        return new RocksOptions(newStore, 32 * MIB, 32 * MIB, 8192, 64 * MIB);
    }
}
