package io.vedette.testkit.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** States as facts by name, and what differs between two of them. */
final class Facts {

    private static final int SHOWN = 12;

    private Facts() {}

    static Map<String, String> ofFiles(Path folder, Predicate<Path> counts) throws IOException {
        Map<String, String> facts = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                if (!path.equals(folder) && counts.test(path)) {
                    facts.put(folder.relativize(path).toString().replace('\\', '/'), describe(path));
                }
            }
        }
        return facts;
    }

    private static String describe(Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            return "a link to " + Files.readSymbolicLink(path);
        }
        try {
            if (Files.isDirectory(path)) {
                return "a folder" + modes(path);
            }
            byte[] content = Files.readAllBytes(path);
            return "a file of " + content.length + " bytes, " + digest(content) + modes(path);
        } catch (NoSuchFileException gone) {
            return "a file that was just deleted";
        }
    }

    private static String modes(Path path) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        return view == null
                ? ""
                : ", " + PosixFilePermissions.toString(view.readAttributes().permissions());
    }

    private static String digest(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException none) {
            throw new IllegalStateException(none);
        }
    }

    /** A line for each fact that differs; empty if none does. */
    static String difference(Map<String, String> expected, Map<String, String> seen) {
        TreeSet<String> names = new TreeSet<>(expected.keySet());
        names.addAll(seen.keySet());
        names.removeIf(name -> Objects.equals(expected.get(name), seen.get(name)));
        StringBuilder lines = new StringBuilder();
        names.stream()
                .limit(SHOWN)
                .forEach(name -> lines.append("\n  ")
                        .append(name)
                        .append(": expected ")
                        .append(expected.getOrDefault(name, "nothing"))
                        .append(", is ")
                        .append(seen.getOrDefault(name, "nothing")));
        if (names.size() > SHOWN) {
            lines.append("\n  and ").append(names.size() - SHOWN).append(" more");
        }
        return lines.toString();
    }
}
