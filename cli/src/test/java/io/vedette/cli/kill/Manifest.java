package io.vedette.cli.kill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** All that a tree is: names, types, owners, modes, times and contents. */
record Manifest(Map<String, Entry> entries) {

    private static final int WRITE = 0222;
    private static final int TYPE = 0170000;
    private static final int LINK = 0120000;

    /**
     * What a name stands for.
     *
     * @param mode with the type
     * @param modified in nanoseconds; of a link in microseconds, as the platform can set it
     * @param content of a file, or where a link points to; empty for a directory
     */
    record Entry(int mode, int user, int group, long modified, String content) {

        private boolean isWritable() {
            return !isLink() && (mode & WRITE) != 0;
        }

        private boolean isLink() {
            return (mode & TYPE) == LINK;
        }

        private Entry readOnly() {
            return isLink() ? this : new Entry(mode & ~WRITE, user, group, modified, content);
        }
    }

    static Manifest of(Path root) throws IOException {
        Map<String, Entry> entries = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path each : all.toList()) {
                entries.put(root.relativize(each).toString(), entry(each));
            }
        }
        return new Manifest(entries);
    }

    private static Entry entry(Path path) throws IOException {
        Map<String, Object> stat =
                Files.readAttributes(path, "unix:mode,uid,gid,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
        boolean link = Files.isSymbolicLink(path);
        long modified = ((FileTime) stat.get("lastModifiedTime")).to(TimeUnit.NANOSECONDS);
        String content = link
                ? Files.readSymbolicLink(path).toString()
                : Files.isDirectory(path) ? "" : HexFormat.of().formatHex(Files.readAllBytes(path));
        return new Entry(
                (int) stat.get("mode"),
                (int) stat.get("uid"),
                (int) stat.get("gid"),
                link ? modified / 1_000 : modified,
                content);
    }

    /** The same tree, frozen. */
    Manifest readOnly() {
        Map<String, Entry> closed = new TreeMap<>();
        entries.forEach((name, entry) -> closed.put(name, entry.readOnly()));
        return new Manifest(closed);
    }

    /** What can be written. */
    List<String> writable() {
        return entries.entrySet().stream()
                .filter(each -> each.getValue().isWritable())
                .map(Map.Entry::getKey)
                .toList();
    }
}
