package io.vedette.testkit.history;

import io.vedette.workflows.WorkflowKinds;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Reads the lines of a text and says where one is not well formed. */
final class TextReader implements HistoryReader {

    private final String name;
    private final TextLines text;
    private final LineParser parser;
    private final boolean numbered;
    private long number;
    private String bare = "";

    /**
     * A reader.
     *
     * @param kinds the kinds of workflow whose fields it knows
     * @param numbered whether each line begins with the number that it is known by, and a tab
     */
    TextReader(String name, InputStream in, Names names, WorkflowKinds kinds, boolean numbered) {
        this.name = name;
        this.text = new TextLines(in);
        this.parser = new LineParser(names, kinds);
        this.numbered = numbered;
    }

    @Override
    public @Nullable HistoryLine next() {
        try {
            for (String line = line(); line != null; line = line()) {
                bare = number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line;
                if (!bare.isBlank() && !bare.startsWith("#")) {
                    return parser.parse(number, bare);
                }
            }
            return null;
        } catch (LineError wrong) {
            throw wrong.at(name, number);
        }
    }

    /** The text of the line that was read last. */
    String text() {
        return bare;
    }

    private @Nullable String line() {
        number++;
        try {
            String line = text.next();
            if (!numbered || line == null) {
                return line;
            }
            int tab = line.indexOf('\t');
            number = Long.parseLong(line, 0, tab, 10);
            return line.substring(tab + 1);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + name + ": " + unreadable.getMessage(), unreadable);
        }
    }

    @Override
    public void close() {
        try {
            text.close();
        } catch (IOException late) {
            throw new UncheckedIOException("cannot close " + name + ": " + late.getMessage(), late);
        }
    }
}
