package io.vedette.gitshadow.internal.snapshot;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the file system says about a file, never about what a link points to. Two equal stats with a safely old
 * {@code changed} mean the same content: unlike the modification time, nobody can set the change time.
 *
 * @param size bytes
 * @param modified nanoseconds since 1970
 * @param changed of content or attributes; nanoseconds since 1970
 * @param inode the file's number within its device
 * @param device the device
 * @param mode type and permissions as in {@code stat(2)}
 */
public record FileStat(long size, long modified, long changed, long inode, long device, int mode) {
    private static final String NAMES = "unix:size,lastModifiedTime,ctime,ino,dev,mode";
    private static final int TYPE = 0170000;
    private static final long RACY_NANOS = Duration.ofMillis(2_500).toNanos();

    /** The stat of a path, or null if there is no such file. */
    public static @Nullable FileStat of(Path path) throws IOException {
        try {
            Map<String, Object> a = Files.readAttributes(path, NAMES, LinkOption.NOFOLLOW_LINKS);
            return new FileStat(
                    number(a, "size"),
                    nanos(a, "lastModifiedTime"),
                    nanos(a, "ctime"),
                    number(a, "ino"),
                    number(a, "dev"),
                    (int) number(a, "mode"));
        } catch (NoSuchFileException e) {
            return null;
        } catch (FileSystemException e) {
            Path parent = path.getParent();
            if (parent != null && !Files.isDirectory(parent)) {
                return null;
            }
            throw e;
        }
    }

    /** A regular file. */
    public boolean isFile() {
        return (mode & TYPE) == 0100000;
    }

    /** A symbolic link. */
    public boolean isLink() {
        return (mode & TYPE) == 0120000;
    }

    /** A directory. */
    public boolean isDirectory() {
        return (mode & TYPE) == 0040000;
    }

    /** A file that its owner may execute. */
    public boolean isExecutable() {
        return (mode & 0100) != 0;
    }

    /** Who may do what with it, and the bits beside: the lower twelve bits of the mode. */
    public int permissions() {
        return mode & 07777;
    }

    /**
     * Whether a change that comes from now on shows in the stat. One that comes within the granularity of the file
     * system's clock (up to 2 s) after the last one can leave the same stat.
     */
    public boolean isSettled(Clock clock) {
        Instant now = clock.instant();
        long nanos = TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
        return changed < nanos - RACY_NANOS;
    }

    /** The same file, though perhaps with other content. */
    public boolean isSameFile(FileStat other) {
        return inode == other.inode && device == other.device && (mode & TYPE) == (other.mode & TYPE);
    }

    /** The type in a word or two, for people. */
    public String type() {
        return switch (mode & TYPE) {
            case 0100000 -> "regular file";
            case 0120000 -> "symbolic link";
            case 0040000 -> "directory";
            case 0140000 -> "socket";
            case 0010000 -> "named pipe";
            case 0020000 -> "character device";
            case 0060000 -> "block device";
            default -> "special file";
        };
    }

    private static long number(Map<String, Object> attributes, String name) {
        return attributes.get(name) instanceof Number n ? n.longValue() : 0;
    }

    private static long nanos(Map<String, Object> attributes, String name) {
        return attributes.get(name) instanceof FileTime t ? t.to(TimeUnit.NANOSECONDS) : 0;
    }
}
