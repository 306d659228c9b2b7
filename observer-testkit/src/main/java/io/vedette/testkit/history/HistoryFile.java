package io.vedette.testkit.history;

import io.vedette.domain.AggregateId;
import io.vedette.workflows.WorkflowKinds;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A history file that was read to its end once and is well formed. It may be read any number of times; it is not kept in
 * memory, only how far each history goes.
 */
public final class HistoryFile {

    private final String name;
    private final Source source;
    private final Names names;
    private final HistorySummary summary;

    private interface Source {
        HistoryReader open(String name, Names names) throws IOException;
    }

    private HistoryFile(String name, Source source, Consumer<HistoryLine> seen) {
        this.name = name;
        this.source = source;
        names = new Names();
        summary = checked(new HistoryCheck(name, names, aggregate -> true), seen);
    }

    private HistoryFile(HistoryFile.Part part) {
        name = part.whole;
        source = (same, all) -> new TextReader(same, Files.newInputStream(part.file), all, part.kinds, true);
        names = part.names;
        HistorySummary own = checked(new HistoryCheck(name, names, part.ours), line -> {});
        summary = new HistorySummary(
                own.events(),
                own.histories(),
                own.unknownEvents(),
                0,
                own.controls(),
                part.summary.registries(),
                part.summary.began());
    }

    /** A file with some of the lines of another one, each behind its number there. It expects no calls. */
    record Part(
            String whole,
            HistorySummary summary,
            Path file,
            Names names,
            WorkflowKinds kinds,
            Predicate<AggregateId> ours) {

        /** Checks the histories that are the part's own. */
        HistoryFile check() {
            return new HistoryFile(this);
        }
    }

    private HistorySummary checked(HistoryCheck check, Consumer<HistoryLine> seen) {
        try (HistoryReader lines = read()) {
            for (HistoryLine line = lines.next(); line != null; line = lines.next()) {
                check.take(line);
                seen.accept(line);
            }
        }
        return check.end();
    }

    /**
     * Checks a file.
     *
     * @throws HistoryFormatException if it is not well formed
     * @throws UncheckedIOException if it cannot be read
     */
    public static HistoryFile of(Path file) {
        return of(file.toString(), file, line -> {});
    }

    /**
     * Checks a file.
     *
     * @param name what errors call it
     * @param seen is given each line that was read, well formed so far; what it throws ends the reading
     * @throws HistoryFormatException if it is not well formed
     * @throws UncheckedIOException if it cannot be read
     */
    public static HistoryFile of(String name, Path file, Consumer<HistoryLine> seen) {
        return of(name, file, WorkflowKinds.builtIn(), seen);
    }

    /**
     * Checks a file.
     *
     * @param name what errors call it
     * @param kinds the kinds of workflow whose fields are known; the events of others are kept as bytes
     * @param seen is given each line that was read, well formed so far; what it throws ends the reading
     * @throws HistoryFormatException if it is not well formed
     * @throws UncheckedIOException if it cannot be read
     */
    public static HistoryFile of(String name, Path file, WorkflowKinds kinds, Consumer<HistoryLine> seen) {
        return new HistoryFile(
                name, (same, names) -> new TextReader(same, Files.newInputStream(file), names, kinds, false), seen);
    }

    /**
     * Checks a text.
     *
     * @param name what errors call it
     * @throws HistoryFormatException if it is not well formed
     */
    public static HistoryFile ofText(String name, String text) {
        return ofText(name, text, WorkflowKinds.builtIn());
    }

    /**
     * Checks a text.
     *
     * @param name what errors call it
     * @param kinds the kinds of workflow whose fields are known; the events of others are kept as bytes
     * @throws HistoryFormatException if it is not well formed
     */
    public static HistoryFile ofText(String name, String text, WorkflowKinds kinds) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new HistoryFile(
                name,
                (same, names) -> new TextReader(same, new ByteArrayInputStream(bytes), names, kinds, false),
                line -> {});
    }

    /**
     * Checks lines that are there already.
     *
     * @param name what errors call them
     * @throws HistoryFormatException if they are not well formed together
     */
    public static HistoryFile ofLines(String name, List<? extends HistoryLine> lines) {
        List<HistoryLine> copy = List.copyOf(lines);
        return new HistoryFile(name, (same, names) -> new ListReader(copy), line -> {});
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
