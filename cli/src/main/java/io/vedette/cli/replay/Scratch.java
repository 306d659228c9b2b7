package io.vedette.cli.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary folder, gone when it is closed. */
final class Scratch implements AutoCloseable {

    private final Path folder;

    Scratch() throws IOException {
        folder = Files.createTempDirectory("vedette-replay-");
    }

    /** The place of a file. */
    Path file(String name) {
        return folder.resolve(name);
    }

    /** A folder with nothing in it; whatever was there is deleted. */
    Path emptied(String name) {
        Path within = folder.resolve(name);
        try {
            delete(within);
            return Files.createDirectory(within);
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> found;
        try (Stream<Path> all = Files.walk(folder)) {
            found = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : found) {
            Files.deleteIfExists(each);
        }
    }

    @Override
    public void close() throws IOException {
        delete(folder);
    }

    @Override
    public String toString() {
        return "the temporary folder " + folder;
    }
}
