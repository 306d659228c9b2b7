package io.vedette.testkit.history;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Reads the lines of a text and says where one is not well formed. */
final class TextReader implements HistoryReader {

    private final String name;
    private final TextLines text;
    private final LineParser parser;
    private long number;

    TextReader(String name, InputStream in, Names names) {
        this.name = name;
        this.text = new TextLines(in);
        this.parser = new LineParser(names);
    }

    @Override
    public @Nullable HistoryLine next() {
        try {
            for (String line = line(); line != null; line = line()) {
                String bare = number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line;
                if (!bare.isBlank() && !bare.startsWith("#")) {
                    return parser.parse(number, bare);
                }
            }
            return null;
        } catch (LineError wrong) {
            throw wrong.at(name, number);
        }
    }

    private @Nullable String line() {
        number++;
        try {
            return text.next();
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
