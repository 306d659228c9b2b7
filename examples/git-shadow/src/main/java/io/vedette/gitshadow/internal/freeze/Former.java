package io.vedette.gitshadow.internal.freeze;

import io.vedette.gitshadow.internal.snapshot.FileStat;

/**
 * The modes that a file or directory had before it was made read-only. Devices do not count: many get another number each
 * time the system starts.
 *
 * @param permissions the lower twelve bits of its mode
 * @param inode tells whether it is the same file still
 */
record Former(int permissions, long inode) {
    /** What lets anybody write. */
    static final int WRITE = 0222;

    static Former of(FileStat stat) {
        return new Former(stat.permissions(), stat.inode());
    }

    boolean isOf(FileStat stat) {
        return (stat.isFile() || stat.isDirectory()) && inode == stat.inode();
    }

    static boolean isWritable(FileStat stat) {
        return (stat.permissions() & WRITE) != 0;
    }
}
