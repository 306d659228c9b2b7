package io.vedette.gitshadow.internal.tree;

import io.vedette.gitshadow.internal.snapshot.FileStat;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Owner, modes and times of files. Times of files and directories are exact; those of symbolic links, which the platform
 * sets by an older call, are cut to microseconds. An owner or group that this process may not give is left as it
 * is, and takes the setuid and setgid bits from the copy.
 */
public final class Metadata {
    private static final int OWNERS_ALL = 0700;
    private static final int SET_ID = 06000;

    private Metadata() {}

    /**
     * Gives a copy what its original has; setuid and setgid bits only with the original's owner and group.
     *
     * @param stat of the original
     * @return whether anything had to be changed
     */
    public static boolean bring(Path original, FileStat stat, Path copy) throws IOException {
        Map<String, Object> wanted = owner(original);
        boolean changed = own(copy, wanted);
        FileStat now = FileStat.of(copy);
        if (now == null) {
            throw new IOException(copy + " has vanished");
        }
        // Before the mode: a file that may not be read cannot be opened to set its times.
        if (!hasTime(stat, now)) {
            FileTime time = FileTime.from(stat.modified(), TimeUnit.NANOSECONDS);
            Files.setAttribute(copy, "basic:lastModifiedTime", time, LinkOption.NOFOLLOW_LINKS);
            changed = true;
        }
        if (stat.isLink()) {
            return changed;
        }
        int permissions = permissionsFor(stat.permissions(), owner(copy).equals(wanted));
        if (changed || now.permissions() != permissions) {
            changed = mode(copy, permissions) || changed;
        }
        return changed;
    }

    /** Those of a copy: under another owner or group, setuid and setgid would give away that one's rights. */
    static int permissionsFor(int original, boolean isSameOwner) {
        return isSameOwner ? original : original & ~SET_ID;
    }

    private static boolean hasTime(FileStat stat, FileStat copy) {
        return stat.isLink() ? stat.modified() / 1_000 == copy.modified() / 1_000 : stat.modified() == copy.modified();
    }

    private static Map<String, Object> owner(Path path) throws IOException {
        return Files.readAttributes(path, "unix:uid,gid", LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean own(Path copy, Map<String, Object> wanted) throws IOException {
        Map<String, Object> has = owner(copy);
        boolean changed = false;
        for (Map.Entry<String, Object> each : wanted.entrySet()) {
            if (!each.getValue().equals(has.get(each.getKey()))) {
                changed = give(copy, each.getKey(), each.getValue()) || changed;
            }
        }
        return changed;
    }

    private static boolean give(Path copy, String name, Object id) throws IOException {
        try {
            Files.setAttribute(copy, "unix:" + name, id, LinkOption.NOFOLLOW_LINKS);
            return true;
        } catch (FileSystemException notAllowed) {
            return false;
        }
    }

    /**
     * Sets the lower twelve bits of the mode of a file or directory, never of what a link points to. The system may take
     * a setgid bit away again, from who is not of the group.
     *
     * @return whether that changed anything
     */
    public static boolean mode(Path path, int permissions) throws IOException {
        FileStat now = FileStat.of(path);
        if (now != null && now.permissions() == permissions) {
            return false;
        }
        try {
            Files.setAttribute(path, "unix:mode", permissions, LinkOption.NOFOLLOW_LINKS);
        } catch (AccessDeniedException e) {
            // That way needs a file that may be read.
            if (now == null || now.isLink()) {
                throw e;
            }
            Files.setAttribute(path, "unix:mode", permissions);
        }
        FileStat after = FileStat.of(path);
        return now == null || after == null || now.permissions() != after.permissions();
    }

    /** Lets this process change what is in a directory, if it may do that. */
    public static void open(Path directory) throws IOException {
        FileStat now = FileStat.of(directory);
        if (now != null && now.isDirectory() && (now.permissions() & OWNERS_ALL) != OWNERS_ALL) {
            mode(directory, now.permissions() | OWNERS_ALL);
        }
    }
}
