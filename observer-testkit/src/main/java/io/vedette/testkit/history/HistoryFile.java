package io.vedette.testkit.history;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

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
        HistoryReader open(String name, Names names) throws IOException;
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
        return new HistoryFile(
                file.toString(), (name, names) -> new TextReader(name, Files.newInputStream(file), names));
    }

    /**
     * Checks a text.
     *
     * @param name what errors call it
     * @throws HistoryFormatException if it is not well formed
     */
    public static HistoryFile ofText(String name, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new HistoryFile(name, (same, names) -> new TextReader(same, new ByteArrayInputStream(bytes), names));
    }

    /**
     * Checks lines that are there already.
     *
     * @param name what errors call them
     * @throws HistoryFormatException if they are not well formed together
     */
    public static HistoryFile ofLines(String name, List<? extends HistoryLine> lines) {
        List<HistoryLine> copy = List.copyOf(lines);
        return new HistoryFile(name, (same, names) -> new ListReader(copy));
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
            return source.open(name, names);
        } catch (NoSuchFileException missing) {
            throw new UncheckedIOException("there is no file " + name, missing);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + name + ": " + unreadable.getMessage(), unreadable);
        }
    }
}
