package io.vedette.gitshadow.internal.freeze;

import io.vedette.gitshadow.internal.snapshot.FileStat;

/**
 * The modes that a file or directory had before it was made read-only.
 *
 * @param permissions the lower twelve bits of its mode
 * @param inode tells whether it is the same file still
 * @param device and so does its device
 */
record Former(int permissions, long inode, long device) {
    /** What lets anybody write. */
    static final int WRITE = 0222;

    static Former of(FileStat stat) {
        return new Former(stat.permissions(), stat.inode(), stat.device());
    }

    boolean isOf(FileStat stat) {
        return (stat.isFile() || stat.isDirectory()) && inode == stat.inode() && device == stat.device();
    }

    static boolean isWritable(FileStat stat) {
        return (stat.permissions() & WRITE) != 0;
    }
}
