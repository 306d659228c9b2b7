package io.vedette.gitshadow.internal.store;

import io.vedette.gitshadow.internal.Cancellation;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** File operations whose outcome survives a loss of power. */
public final class Durable {
    private Durable() {}

    /** Syncs a file or the entries of a directory. */
    public static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Syncs all files and directories of a tree, unless it is cancelled meanwhile. */
    public static void syncTree(Path root, Cancellation cancellation) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                cancellation.check();
                sync(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
                cancellation.check();
                sync(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Replaces a file by new content: a reader sees the old or the new one. */
    public static void replace(Path file, byte[] content) throws IOException {
        replace(file, content, file.resolveSibling(file.getFileName() + ".new"));
    }

    /** As {@link #replace(Path, byte[])}, by way of another file on the same file system. */
    static void replace(Path file, byte[] content, Path next) throws IOException {
        Files.write(next, content);
        sync(next);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync(parent(file));
    }

    /** Gives a directory its final name. */
    public static void moveIn(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        sync(parent(to));
    }

    /** Deletes a file for good; one that is not there is deleted already. */
    public static void delete(Path file) throws IOException {
        if (Files.deleteIfExists(file)) {
            sync(parent(file));
        }
    }

    private static Path parent(Path path) throws IOException {
        Path parent = path.getParent();
        if (parent == null) {
            throw new IOException(path + " has no parent directory");
        }
        return parent;
    }
}
