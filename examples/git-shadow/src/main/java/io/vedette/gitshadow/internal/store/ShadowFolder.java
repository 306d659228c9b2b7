package io.vedette.gitshadow.internal.store;

import io.vedette.domain.RepoId;
import io.vedette.gitshadow.RawNames;
import io.vedette.gitshadow.ShadowException;
import io.vedette.gitshadow.internal.Cancellation;
import io.vedette.gitshadow.internal.tree.Removal;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of all shadows: {@code <repository>.git} for each complete one, and {@code .tmp} for those that are being
 * made. One process at a time owns it, by a lock on {@code .lock}; the system frees the lock when the process dies, and
 * the next owner deletes what is left in {@code .tmp}.
 */
public final class ShadowFolder implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ShadowFolder.class);

    private final Path root;
    private final FileChannel channel;

    private ShadowFolder(Path root, FileChannel channel) {
        this.root = root;
        this.channel = channel;
    }

    /**
     * Makes the folder if it is missing and takes it.
     *
     * @throws ShadowException if another process has it, or it cannot be written
     */
    public static ShadowFolder open(Path folder) {
        OwnSettings.install();
        try {
            Files.createDirectories(folder);
            Path root = folder.toRealPath();
            FileChannel channel = lock(root);
            try {
                ShadowFolder opened = new ShadowFolder(root, channel);
                opened.sweep();
                return opened;
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw ShadowException.lasting(
                    "cannot use the shadow folder " + folder + ": " + e + ": choose one that this user can write", e);
        }
    }

    private static FileChannel lock(Path root) throws IOException {
        Path file = root.resolve(".lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            throw ShadowException.lasting(
                    "the shadow folder " + root + " is in use (locked: " + file
                            + "): stop the other file server or choose another folder",
                    null);
        }
        return channel;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private void sweep() throws IOException {
        Path temporary = temporary();
        Files.createDirectories(temporary);
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(temporary)) {
            for (Path leftover : leftovers) {
                Removal.remove(leftover, new Cancellation());
            }
        }
    }

    /** The folder, with links resolved. */
    public Path root() {
        return root;
    }

    /** Where shadows are made. */
    Path temporary() {
        return root.resolve(".tmp");
    }

    /**
     * Writes a file of this folder so that it is there, old or new, whatever happens.
     *
     * @param name must not be written by two threads at once
     */
    public void save(Path file, String name, byte[] content) throws IOException {
        Path parent = file.getParent();
        if (parent != null && Files.notExists(parent)) {
            Files.createDirectories(parent);
            Durable.sync(root);
        }
        Durable.replace(file, content, temporary().resolve(name));
    }

    /**
     * The repositories that files of a folder below this one are named after; none if it is not there. A stray file is
     * named in the log.
     */
    public Set<RepoId> repositories(String below, Predicate<String> isRepository) throws IOException {
        Set<RepoId> found = new HashSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(root.resolve(below))) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                if (isRepository.test(name)) {
                    add(found, file, name);
                }
            }
        } catch (NoSuchFileException none) {
            return found;
        }
        return found;
    }

    private static void add(Set<RepoId> found, Path file, String name) {
        try {
            found.add(RepoId.of(name));
        } catch (IllegalArgumentException e) {
            log.warn("{} is not named as a repository: it is not read, move it away", RawNames.show(file));
        }
    }

    /** Where the complete shadow of a repository is or will be. */
    public Path place(RepoId repo) {
        return root.resolve(repo + ".git");
    }

    /**
     * The real directory to observe, once it is sure that this folder is not inside it, nor it inside this folder.
     *
     * @throws ShadowException if they overlap, or the directory is not there
     */
    public Path requireApart(Path directory) {
        String shown = RawNames.show(directory);
        try {
            Path real = directory.toRealPath();
            if (isAtOrBelow(root, real) || isAtOrBelow(real, root)) {
                throw ShadowException.lasting(
                        "the shadow folder " + root + " and the directory " + shown
                                + " lie within each other: choose another shadow folder",
                        null);
            }
            return real;
        } catch (IOException e) {
            throw unreachable(directory, shown, e);
        }
    }

    /**
     * Refuses a directory that is to be made inside this folder, or around it.
     *
     * @throws ShadowException if they overlap
     */
    public void requireOutside(Path directory) throws IOException {
        if (isAtOrBelow(root, directory) || isAtOrBelow(directory, root)) {
            throw ShadowException.lasting(
                    "the shadow folder " + root + " and the directory " + RawNames.show(directory)
                            + " lie within each other: choose another target",
                    null);
        }
    }

    private static ShadowException unreachable(Path directory, String shown, IOException e) {
        if (Files.notExists(directory)) {
            return ShadowException.lasting(
                    "directory " + shown + " does not exist: create it or correct the path of the root", e);
        }
        if (e instanceof AccessDeniedException) {
            return ShadowException.lasting(
                    "cannot reach directory " + shown + ": permission denied: let this user read it", e);
        }
        for (Path part = directory; part != null; part = part.getParent()) {
            if (Files.isSymbolicLink(part) && !Files.exists(part)) {
                return ShadowException.lasting(
                        RawNames.show(part)
                                + " is a symbolic link that leads in a circle: correct it or the path of the root",
                        e);
            }
            if (Files.exists(part) && !Files.isDirectory(part)) {
                return ShadowException.lasting(
                        "directory " + shown
                                + " is below something that is not a directory: correct the path of the root",
                        e);
            }
        }
        String reason = e instanceof FileSystemException f && f.getReason() != null ? f.getReason() : e.toString();
        return ShadowException.lasting(
                "cannot reach directory " + shown + ": " + reason + ": correct the path of the root", e);
    }

    /** Whether a path is another one or lies below it, links resolved. */
    public static boolean isAtOrBelow(Path path, Path other) throws IOException {
        Path above = real(other);
        for (Path p = real(path); p != null; p = p.getParent()) {
            if (p.equals(above) || (Files.exists(p) && Files.exists(above) && Files.isSameFile(p, above))) {
                return true;
            }
        }
        return false;
    }

    /** Links resolved in as much of a path as there is. */
    private static Path real(Path path) throws IOException {
        Path parent = path.getParent();
        return parent == null || Files.exists(path)
                ? path.toRealPath()
                : real(parent).resolve(path.getFileName());
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw ShadowException.passing("cannot unlock the shadow folder " + root + ": " + e, e);
        }
    }
}
