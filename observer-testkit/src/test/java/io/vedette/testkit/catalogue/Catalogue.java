package io.vedette.testkit.catalogue;

import io.vedette.testkit.history.HistoryFile;
import io.vedette.testkit.replay.HistoryReplay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The history files that show what an observer does. Each is about the registry in it and the prefix {@code /ex/a}. */
final class Catalogue {

    static final Path FOLDER = Path.of("..", "examples", "histories");

    private Catalogue() {}

    /** A file of the catalogue, which tests show by its name. */
    record Entry(String name, List<String> lines) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Entry> entries() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".jsonl"))
                    .sorted()
                    .map(Catalogue::entry)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Entry entry(Path file) {
        try {
            return new Entry(file.getFileName().toString().replace(".jsonl", ""), Files.readAllLines(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static HistoryReplay replay(String name, List<String> lines) {
        return HistoryReplay.of(HistoryFile.ofText(name, String.join("\n", lines)))
                .prefixes("/ex/a");
    }
}
