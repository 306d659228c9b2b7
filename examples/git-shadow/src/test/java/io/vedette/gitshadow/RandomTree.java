package io.vedette.gitshadow;

import io.vedette.gitshadow.internal.tree.RawName;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Trees of files, links, holes, empty directories, odd names, modes and times. */
final class RandomTree {
    private static final String[] NAMES = {"a", "Привет", "日本 🦉", "%41+ #?", "new\nline", "-x", "tab\t", ".git", "ü"};

    private final Random random;
    private final boolean utf8;

    /**
     * Trees.
     *
     * @param utf8 whether all names are UTF-8
     */
    RandomTree(Random random, boolean utf8) {
        this.random = random;
        this.utf8 = utf8;
    }

    void fill(Path root) throws IOException {
        List<Path> made = new ArrayList<>(List.of(Files.createDirectories(root)));
        fill(root, 3, made);
        // The deepest first: what is in a directory changes its time.
        for (int i = made.size() - 1; i >= 0; i--) {
            dress(made.get(i));
        }
    }

    private void fill(Path directory, int depth, List<Path> made) throws IOException {
        int entries = random.nextInt(6);
        for (int i = 0; i < entries; i++) {
            Path path = name(i).in(directory);
            made.add(path);
            switch (random.nextInt(depth > 0 ? 5 : 3)) {
                case 0 -> Files.createSymbolicLink(path, Path.of(random.nextBoolean() ? "a" : "/нет/../такого/"));
                case 1 -> hole(path);
                case 2 -> Files.write(path, bytes(random.nextInt(200_000)));
                default -> fill(Files.createDirectory(path), depth - 1, made);
            }
        }
    }

    private RawName name(int number) {
        byte[] text = (NAMES[random.nextInt(NAMES.length)] + number).getBytes(StandardCharsets.UTF_8);
        String name = new String(text, StandardCharsets.ISO_8859_1);
        return new RawName(utf8 || random.nextBoolean() ? name : name + "\u00e9");
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private void hole(Path path) throws IOException {
        Files.createFile(path);
        if (path.toString().indexOf('\uFFFD') < 0) {
            try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
                file.setLength(random.nextInt(3_000_000));
                file.seek(file.length() / 2);
                file.write(bytes(10));
            }
        }
    }

    private void dress(Path path) throws IOException {
        FileTime time = FileTime.from(1_700_000_000_000_000_000L + random.nextInt(), TimeUnit.NANOSECONDS);
        Files.setAttribute(path, "lastModifiedTime", time, LinkOption.NOFOLLOW_LINKS);
        if (!Files.isSymbolicLink(path)) {
            int read = Files.isDirectory(path) ? 0500 : 0400;
            Files.setAttribute(path, "unix:mode", read | random.nextInt(010000), LinkOption.NOFOLLOW_LINKS);
        }
    }

    /** Changes something that is there, unless it is read-only for this user. */
    void disturb(Path root) throws IOException {
        try {
            change(root);
        } catch (AccessDeniedException readOnly) {
            // Nobody but root changes it, then.
        }
    }

    private void change(Path root) throws IOException {
        List<Path> paths;
        try (var all = Files.walk(root)) {
            paths = all.filter(path -> !path.equals(root)).toList();
        }
        Path some = paths.isEmpty() ? root : paths.get(random.nextInt(paths.size()));
        if (Files.isDirectory(some, LinkOption.NOFOLLOW_LINKS)) {
            Files.write(new RawName("late" + random.nextInt(1_000)).in(some), bytes(10));
        } else if (Files.isSymbolicLink(some) || random.nextInt(3) == 0) {
            Files.delete(some);
        } else {
            Files.write(some, bytes(random.nextInt(100)));
        }
    }
}
