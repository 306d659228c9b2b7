package io.vedette.gitshadow.internal.snapshot;

import java.nio.file.Path;

/** Follows a scan while it walks. Called on the scanning thread. */
public interface ScanListener {

    /** Nobody listens. */
    ScanListener NONE = new ScanListener() {};

    /** A directory is about to be listed: what changes in it from now on may be missed by this scan. */
    default void directory(Path directory, FileStat stat) {}

    /**
     * A file or link was counted and is about to be looked at.
     *
     * @param files counted so far
     * @param bytes their sizes
     */
    default void counted(long files, long bytes) {}

    /** The content of a file is about to be read. */
    default void reading(Path file) {}

    /** Both, one after the other. */
    default ScanListener and(ScanListener other) {
        ScanListener first = this;
        return new ScanListener() {
            @Override
            public void directory(Path directory, FileStat stat) {
                first.directory(directory, stat);
                other.directory(directory, stat);
            }

            @Override
            public void counted(long files, long bytes) {
                first.counted(files, bytes);
                other.counted(files, bytes);
            }

            @Override
            public void reading(Path file) {
                first.reading(file);
                other.reading(file);
            }
        };
    }
}
