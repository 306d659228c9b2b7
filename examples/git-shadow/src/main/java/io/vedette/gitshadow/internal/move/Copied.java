package io.vedette.gitshadow.internal.move;

import io.vedette.gitshadow.internal.snapshot.FileStat;

/**
 * A file, link or directory that was copied.
 *
 * @param source how it looked when it was read
 * @param settled false if a later change of it could hide behind the same stat
 * @param copy how the copy looked when it was done
 */
record Copied(FileStat source, boolean settled, FileStat copy) {

    /** The source has not changed since. */
    boolean covers(FileStat now) {
        return settled && source.equals(now);
    }
}
