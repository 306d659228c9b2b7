package io.vedette.gitshadow.internal.move;

import io.vedette.gitshadow.internal.Cancellation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Copies and compares the bytes of files. One thread. */
final class Contents {
    private static final FileAttribute<?> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Cancellation cancellation;
    private final ByteBuffer one = ByteBuffer.allocateDirect(128 * 1024);
    private final ByteBuffer other = ByteBuffer.allocateDirect(128 * 1024);

    Contents(Cancellation cancellation) {
        this.cancellation = cancellation;
    }

    /**
     * Makes a file with the bytes of another one; it is on the disk when this returns.
     *
     * @param size bytes at most: the other one may grow faster than it is read
     */
    void copy(Path from, Path to, long size) throws IOException {
        try (FileChannel in = open(from);
                FileChannel out = FileChannel.open(
                        to, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), PRIVATE)) {
            for (long left = size; left > 0 && fill(in, one, left); ) {
                cancellation.check();
                while (one.hasRemaining()) {
                    left -= out.write(one);
                }
            }
            out.force(true);
        }
    }

    /** Whether two files have the same bytes. */
    boolean same(Path left, Path right) throws IOException {
        try (FileChannel a = open(left);
                FileChannel b = open(right)) {
            while (true) {
                cancellation.check();
                boolean more = fill(a, one, one.capacity());
                if (more != fill(b, other, other.capacity()) || !one.equals(other)) {
                    return false;
                }
                if (!more) {
                    return true;
                }
            }
        }
    }

    private static boolean fill(FileChannel in, ByteBuffer buffer, long most) throws IOException {
        buffer.clear().limit((int) Math.min(buffer.capacity(), most));
        while (buffer.hasRemaining() && in.read(buffer) >= 0) {
            continue;
        }
        buffer.flip();
        return buffer.hasRemaining();
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }
}
