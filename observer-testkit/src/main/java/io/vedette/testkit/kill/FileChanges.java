package io.vedette.testkit.kill;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The methods of the Java machine that change files, and which of their calls change something below a folder. A sync
 * changes nothing here: what a killed process has written survives in the system's cache.
 */
final class FileChanges {

    private static final String CHANNEL = "sun.nio.ch.FileChannelImpl";

    /** Classes that keep the path of an open file in a field of that name. */
    static final Set<String> OPEN_FILES =
            Set.of(CHANNEL, FileOutputStream.class.getName(), RandomAccessFile.class.getName());

    static final Map<String, Set<String>> METHODS = Map.of(
            Files.class.getName(),
            Set.of(
                    "createDirectory",
                    "createSymbolicLink",
                    "createLink",
                    "delete",
                    "deleteIfExists",
                    "copy",
                    "move",
                    "newOutputStream",
                    "newByteChannel",
                    "setAttribute",
                    "setOwner",
                    "setPosixFilePermissions"),
            FileChannel.class.getName(),
            Set.of("open"),
            CHANNEL,
            Set.of("write", "truncate"),
            File.class.getName(),
            Set.of("createNewFile", "delete", "mkdir", "renameTo", "setWritable", "setReadable", "setExecutable"),
            FileOutputStream.class.getName(),
            Set.of("open", "write"),
            RandomAccessFile.class.getName(),
            Set.of("open", "write"));

    private static final int OPEN_FOR_READING = 1;

    private final Path folder;
    private @Nullable List<String> last;

    FileChanges(Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    static Class<?>[] classes() {
        return METHODS.keySet().stream()
                .map(name -> {
                    try {
                        return Class.forName(name);
                    } catch (ClassNotFoundException none) {
                        throw new IllegalStateException("this Java machine has no " + name, none);
                    }
                })
                .toArray(Class<?>[]::new);
    }

    /** What is about to change below the folder, for people; null if nothing is. */
    @Nullable
    String about(String place, @Nullable Object of, Object[] arguments) {
        int dot = place.lastIndexOf('.');
        String method = place.substring(dot + 1);
        if ((method.equals("open") || method.equals("newByteChannel")) && !opensForWriting(arguments)) {
            return null;
        }
        List<String> touched = new ArrayList<>();
        touch(of, touched);
        for (Object argument : arguments) {
            // Texts are written, too; of an open file the path alone counts.
            if (!(argument instanceof String)) {
                touch(argument, touched);
            }
        }
        String type = place.substring(place.lastIndexOf('.', dot - 1) + 1, dot);
        return touched.isEmpty() ? null : type + "." + method + " of " + String.join(" to ", touched);
    }

    private void touch(@Nullable Object thing, List<String> into) {
        Path path = null;
        if (thing instanceof Path given) {
            path = given;
        } else if (thing instanceof File given) {
            path = Path.of(given.getPath());
        } else if (thing instanceof String given) {
            path = Path.of(given);
        }
        if (path != null && path.toAbsolutePath().startsWith(folder)) {
            into.add(folder.relativize(path.toAbsolutePath()).toString());
        }
    }

    private static boolean opensForWriting(Object[] arguments) {
        if (arguments.length < 2) {
            return false;
        }
        if (arguments[1] instanceof Collection<?> options) {
            return options.stream().anyMatch(each -> each instanceof OpenOption && each != StandardOpenOption.READ);
        }
        // A stream for output is opened with a boolean; variable arguments are opened again as a collection.
        return arguments[1] instanceof Boolean
                || (arguments[1] instanceof Integer mode && (mode & OPEN_FOR_READING) == 0);
    }

    /** Whether what lies below the folder is other than at the last time. */
    synchronized boolean somethingChanged() {
        List<String> now = new ArrayList<>();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    now.add(directory + " " + attributes.fileKey());
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    now.add(file + " " + attributes.fileKey() + " " + attributes.size() + " "
                            + attributes.lastModifiedTime());
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException gone) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException changing) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        boolean changed = !now.equals(last);
        last = now;
        return changed;
    }
}
