package io.vedette.gitshadow.internal.snapshot;

import io.vedette.domain.Omissions;
import io.vedette.gitshadow.InitPolicy;
import io.vedette.gitshadow.InitRefused;
import io.vedette.gitshadow.RawNames;
import io.vedette.gitshadow.ShadowException;
import io.vedette.gitshadow.internal.Cancellation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.FileMode;
import org.jspecify.annotations.Nullable;

/**
 * Walks a directory tree once and makes git objects of it. Files that the last scan knows by their stat are not opened.
 * Links are never followed. A tree with the same content gives the same objects, whenever and wherever it is scanned.
 * One use, one thread.
 */
public final class TreeScanner {
    private static final int TRIES = 5;
    /** The longest path that a system call takes, in bytes. */
    private static final int LONGEST = 4_095;

    private final Path root;
    private final ObjectSink sink;
    private final InitPolicy policy;
    private final ScanListener listener;
    private final Cancellation cancellation;
    private final BlobReader blobs;
    private final OmissionList omissions = new OmissionList();
    private final boolean tolerant;
    private long files;
    private long bytes;
    private @Nullable String restless;

    /** What a scan can build on. */
    public enum Mode {
        /** Nothing is stored yet. */
        FIRST,
        /** Most files are stored, but nothing is known of them. */
        AFTER_RESTART,
        /** There was a scan before. A file that does not stand still keeps its last version, for the others' sake. */
        AGAIN
    }

    /**
     * A scanner.
     *
     * @param root the directory; absolute
     * @param sink takes the objects; the caller flushes it
     * @param policy is asked while the walk counts
     * @param mode what the scan can build on
     */
    public TreeScanner(
            Path root,
            ObjectSink sink,
            InitPolicy policy,
            ScanListener listener,
            Cancellation cancellation,
            Clock clock,
            Mode mode) {
        this.root = root;
        this.sink = sink;
        this.policy = policy;
        this.listener = listener;
        this.cancellation = cancellation;
        this.blobs = new BlobReader(sink, clock, cancellation, mode == Mode.AFTER_RESTART);
        this.tolerant = mode == Mode.AGAIN;
    }

    /**
     * Scans the tree.
     *
     * @param before what the last scan of this directory found, or null
     * @throws ShadowException if something cannot be read or held, or the policy refuses
     * @throws java.util.concurrent.CancellationException if it was cancelled
     * @throws IOException if the objects cannot be stored
     */
    public Scan scan(Known.@Nullable Directory before) throws IOException {
        FileStat stat = FileStat.of(root);
        if (stat == null) {
            throw missing(null);
        }
        if (!stat.isDirectory()) {
            throw ShadowException.lasting(
                    show("") + " is a " + stat.type() + ", not a directory: correct the path of the root", null);
        }
        Known.Directory tree = directory(root, "", stat, before);
        if (tree == null) {
            throw missing(null);
        }
        Omissions omitted = omissions.toOmissions();
        return new Scan(tree, omitted, files, bytes, restless);
    }

    /** The tree of a directory, or null if it has vanished. */
    private Known.@Nullable Directory directory(
            Path directory, String path, FileStat stat, Known.@Nullable Directory before) throws IOException {
        listener.directory(directory, stat);
        List<Path> entries = list(directory, path);
        if (entries == null) {
            return null;
        }
        Map<String, Known> children = new HashMap<>();
        TreeEntries tree = new TreeEntries();
        for (Name name : names(entries, path)) {
            cancellation.check();
            Known last = before == null ? null : before.children().get(name.text);
            Known now = entry(name, path.isEmpty() ? name.text : path + "/" + name.text, last);
            if (now != null) {
                children.put(name.text, now);
                tree.add(name.bytes, mode(now), now.id());
            }
        }
        FileStat after = FileStat.of(directory);
        if (after == null) {
            return null;
        }
        if (!after.isSameFile(stat)) {
            throw ShadowException.passing(show(path) + " was replaced while it was read: try again", null);
        }
        return new Known.Directory(tree.store(sink, before == null ? null : before.id()), children);
    }

    /** What is under a name now, or null if there is nothing to hold. */
    private @Nullable Known entry(Name name, String path, @Nullable Known last) throws IOException {
        boolean counted = false;
        for (int attempt = 1; ; attempt++) {
            FileStat stat = stat(name.path, path);
            if (stat == null) {
                return null;
            }
            String refusal = GitNames.refusal(name.bytes, stat.isLink());
            if (refusal == null && !(stat.isFile() || stat.isLink() || stat.isDirectory())) {
                refusal = stat.type();
            }
            if (refusal != null) {
                omissions.add(path, refusal);
                return null;
            }
            if (stat.isDirectory()) {
                return subdirectory(name.path, path, stat, last instanceof Known.Directory d ? d : null);
            }
            if (!counted) {
                count(stat);
                counted = true;
            }
            if (last instanceof Known.File f && f.covers(stat)) {
                return f;
            }
            try {
                return read(name.path, path, stat);
            } catch (ChangedWhileRead e) {
                if (attempt == TRIES) {
                    return restless(path, last);
                }
                cancellation.pause(Duration.ofMillis(10L << attempt));
            }
        }
    }

    private @Nullable Known subdirectory(Path directory, String path, FileStat stat, Known.@Nullable Directory last)
            throws IOException {
        Known.Directory tree = directory(directory, path, stat, last);
        if (tree == null || !tree.children().isEmpty()) {
            return tree;
        }
        omissions.add(path, "directory with nothing in it that git can hold");
        return null;
    }

    private Known.File read(Path file, String path, FileStat stat) throws IOException, ChangedWhileRead {
        listener.reading(file);
        try {
            return stat.isLink() ? blobs.link(file, stat) : blobs.file(file, stat);
        } catch (FileSystemException e) {
            if (!file.toString().equals(e.getFile())) {
                throw e;
            }
            throw unreadable(path, e);
        }
    }

    private void count(FileStat stat) {
        files++;
        bytes += stat.size();
        listener.counted(files, bytes);
        policy.refusal(root, files, bytes).ifPresent(reason -> {
            throw new InitRefused(reason);
        });
    }

    private @Nullable Known restless(String path, @Nullable Known last) {
        String reason = show(path) + " changes all the time while it is read: try again when it is at rest";
        if (!tolerant) {
            throw ShadowException.passing(reason, null);
        }
        restless = reason;
        return last instanceof Known.File file ? new Known.File(file.stat(), false, file.id()) : null;
    }

    private @Nullable FileStat stat(Path file, String path) {
        try {
            return FileStat.of(file);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private @Nullable List<Path> list(Path directory, String path) {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            for (Path entry : stream) {
                cancellation.check();
                entries.add(entry);
            }
            return entries;
        } catch (NoSuchFileException | NotDirectoryException e) {
            return null;
        } catch (IOException e) {
            throw unreadable(path, e);
        } catch (DirectoryIteratorException e) {
            throw unreadable(path, new IOException(e.getCause()));
        }
    }

    private List<Name> names(List<Path> entries, String directory) {
        List<Name> names = new ArrayList<>(entries.size());
        for (Path entry : entries) {
            byte[] name = RawNames.ofEntry(entry);
            String text = RawNames.utf8(name);
            if (text == null) {
                String shown = (directory.isEmpty() ? "" : RawNames.show(directory) + "/") + RawNames.show(name);
                throw ShadowException.lasting(
                        "file name is not UTF-8: " + shown + " in " + show("") + ": rename it", null);
            }
            names.add(new Name(entry, name, text));
        }
        names.sort((a, b) -> Arrays.compareUnsigned(a.bytes, b.bytes));
        return names;
    }

    private ShadowException unreadable(String path, IOException e) {
        String what = show(path);
        if (e instanceof AccessDeniedException) {
            return ShadowException.lasting("cannot read " + what + ": permission denied: let this user read it", e);
        }
        if (path.isEmpty() && !Files.exists(root)) {
            return missing(e);
        }
        if (isTooLong(path)) {
            return ShadowException.lasting(
                    show("") + " is nested deeper than the system can name, " + LONGEST + " bytes: move up what is in "
                            + RawNames.show(path.substring(0, Math.min(path.length(), 100))) + "…",
                    e);
        }
        String reason = e instanceof FileSystemException f && f.getReason() != null ? f.getReason() : e.getMessage();
        return ShadowException.passing("cannot read " + what + ": " + reason + ": check the disk, then try again", e);
    }

    private boolean isTooLong(String path) {
        return RawNames.bytes(root).length + 1 + path.getBytes(StandardCharsets.UTF_8).length > LONGEST;
    }

    private ShadowException missing(@Nullable IOException cause) {
        return ShadowException.lasting(
                "directory " + show("") + " does not exist: create it or correct the path of the root", cause);
    }

    private String show(String path) {
        String base = RawNames.show(root);
        return path.isEmpty() ? base : base + "/" + RawNames.show(path);
    }

    private static FileMode mode(Known known) {
        if (known instanceof Known.File file) {
            return file.stat().isLink()
                    ? FileMode.SYMLINK
                    : file.stat().isExecutable() ? FileMode.EXECUTABLE_FILE : FileMode.REGULAR_FILE;
        }
        return FileMode.TREE;
    }

    private record Name(Path path, byte[] bytes, String text) {}
}
