package io.vedette.testkit.history;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A history file that was read to its end once and is well formed. It may be read any number of times; it is not kept in
 * memory, only how far each history goes.
 */
public final class HistoryFile {

    private final String name;
    private final Source source;
    private final Names names = new Names();
    private final HistorySummary summary;

    private interface Source {
        InputStream open() throws IOException;
    }

    private HistoryFile(String name, Source source) {
        this.name = name;
        this.source = source;
        HistoryCheck check = new HistoryCheck(name, names);
        try (HistoryReader lines = read()) {
            for (HistoryLine line = lines.next(); line != null; line = lines.next()) {
                check.take(line);
            }
        }
        summary = check.end();
    }

    /**
     * Checks a file.
     *
     * @throws HistoryFormatException if it is not well formed
     * @throws UncheckedIOException if it cannot be read
     */
    public static HistoryFile of(Path file) {
        return new HistoryFile(file.toString(), () -> Files.newInputStream(file));
    }

    /**
     * Checks a text.
     *
     * @param name what errors call it
     * @throws HistoryFormatException if it is not well formed
     */
    public static HistoryFile ofText(String name, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new HistoryFile(name, () -> new ByteArrayInputStream(bytes));
    }

    /** What errors call it. */
    public String name() {
        return name;
    }

    /** What is in it. */
    public HistorySummary summary() {
        return summary;
    }

    /** How it calls its ids. */
    public Names names() {
        return names;
    }

    /** Reads it from its beginning. */
    public HistoryReader read() {
        try {
            return new HistoryReader(name, source.open(), names);
        } catch (NoSuchFileException missing) {
            throw new UncheckedIOException("there is no file " + name, missing);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + name + ": " + unreadable.getMessage(), unreadable);
        }
    }
}
