package io.vedette.cli.replay;

import io.vedette.cli.Exit;
import io.vedette.cli.UserError;
import io.vedette.cli.output.Progress;
import io.vedette.testkit.history.HistoryFile;
import io.vedette.testkit.history.HistoryLine;
import io.vedette.testkit.history.HistoryParts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * The history that a command was given. It is read more than once, so what comes through a pipe is copied first.
 *
 * @param name what people call it
 * @param file where it can be read any number of times
 * @param lines how many lines it has
 */
record Input(String name, Path file, long lines) {

    /** So many lines are played at a time when a history is compared in parts. */
    private static final long PART = 20_000;

    /** A file, or standard input for {@code -}. */
    static Input of(String name, Scratch scratch) throws IOException {
        if (name.equals("-")) {
            return copied("standard input", System.in, scratch);
        }
        Path file = Path.of(name);
        if (Files.isDirectory(file)) {
            throw new UserError(Exit.USAGE, name + " is a folder and no history file");
        }
        if (Files.isRegularFile(file)) {
            return new Input(name, file, lines(file));
        }
        try (InputStream pipe = Files.newInputStream(file)) {
            return copied(name, pipe, scratch);
        }
    }

    private static Input copied(String name, InputStream pipe, Scratch scratch) throws IOException {
        Path copy = scratch.file("history.jsonl");
        Files.copy(pipe, copy);
        return new Input(name, copy, lines(copy));
    }

    private static long lines(Path file) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long lines = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    lines += buffer[i] == '\n' ? 1 : 0;
                }
            }
        }
        return lines;
    }

    /** Reads all of it. */
    HistoryFile check(Progress progress) {
        return HistoryFile.of(name, file, at(progress));
    }

    /** Reads all of it, and cuts it into parts. */
    HistoryParts cut(Scratch scratch, Progress progress) {
        int parts = (int) Math.min(Integer.MAX_VALUE, lines / PART + 1);
        return HistoryParts.of(name, file, scratch.emptied("parts"), parts, at(progress));
    }

    private Consumer<HistoryLine> at(Progress progress) {
        return line -> progress.at(line.number(), lines);
    }
}
