package io.vedette.cli.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A small tree with what file servers hold: text, a program, links, names in several scripts, an empty directory. */
final class SampleTree {

    private SampleTree() {}

    /** Makes the tree, or leaves it as it is where it exists. */
    static Path in(Path tree) throws IOException {
        if (Files.exists(tree)) {
            return tree;
        }
        Path draft = tree.resolveSibling(tree.getFileName() + ".new");
        Path hello = Files.createDirectories(draft.resolve("hello"));
        write(hello.resolve("README"), "A directory that became a repository.\n");
        write(hello.resolve("run.sh"), "#!/bin/sh\necho hello\n");
        Files.setPosixFilePermissions(hello.resolve("run.sh"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createSymbolicLink(hello.resolve("start"), Path.of("run.sh"));

        Path notes = Files.createDirectories(draft.resolve("notes"));
        write(notes.resolve("today.txt"), "nothing yet\n");
        write(notes.resolve("заметки.txt"), "Кириллица\n");
        write(notes.resolve("メモ.txt"), "日本語\n");

        Path data = draft.resolve("data");
        Path raw = Files.createDirectories(data.resolve("2026/raw"));
        write(raw.resolve("a.csv"), "x,y\n1,2\n");
        write(data.resolve(".gitignore"), "*.csv\n");
        Files.createDirectories(data.resolve("empty"));
        Files.move(draft, tree);
        return tree;
    }

    private static void write(Path file, String text) throws IOException {
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }
}
