package io.vedette.gitshadow;

import io.vedette.gitshadow.internal.snapshot.FileStat;
import io.vedette.gitshadow.internal.tree.RawName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;

/** Trees to the last bit. */
final class Exact {
    private Exact() {}

    /** Each entry, the root too, by its raw name: type, modes, time and content. Special files do not count. */
    static TreeMap<String, String> tree(Path root) {
        TreeMap<String, String> facts = new TreeMap<>();
        try {
            add(root, RawName.ROOT, facts, true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return facts;
    }

    /** As {@link #tree}, without times. */
    static TreeMap<String, String> modes(Path root) {
        TreeMap<String, String> facts = new TreeMap<>();
        try {
            add(root, RawName.ROOT, facts, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return facts;
    }

    /** The lower twelve bits of the mode of what is there. */
    static int permissions(Path path) throws IOException {
        FileStat stat = FileStat.of(path);
        if (stat == null) {
            throw new NoSuchFileException(path.toString());
        }
        return stat.permissions();
    }

    private static void add(Path path, RawName name, TreeMap<String, String> facts, boolean times) throws IOException {
        FileStat stat = FileStat.of(path);
        if (stat == null || !(stat.isFile() || stat.isLink() || stat.isDirectory())) {
            return;
        }
        String fact = stat.type() + " " + Integer.toOctalString(stat.permissions());
        if (times) {
            fact += " " + (stat.isLink() ? stat.modified() / 1_000 : stat.modified());
        }
        if (stat.isLink()) {
            fact += " to " + RawNames.encode(RawNames.ofTarget(Files.readSymbolicLink(path)));
        } else if (stat.isFile()) {
            fact += " " + stat.size() + " " + checksum(path);
        }
        facts.put(name.toString(), fact);
        if (stat.isDirectory()) {
            try (var entries = Files.newDirectoryStream(path)) {
                for (Path entry : entries) {
                    add(entry, name.child(entry), facts, times);
                }
            }
        }
    }

    private static long checksum(Path file) throws IOException {
        CRC32C sum = new CRC32C();
        try (InputStream in = new CheckedInputStream(Files.newInputStream(file, StandardOpenOption.READ), sum)) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        }
        return sum.getValue();
    }
}
