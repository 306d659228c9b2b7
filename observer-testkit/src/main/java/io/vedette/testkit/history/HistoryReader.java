package io.vedette.testkit.history;

import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Reads a history line by line; blank lines and comments are skipped. For one thread. */
public interface HistoryReader extends AutoCloseable {

    /**
     * The next line that says something; null at the end.
     *
     * @throws HistoryFormatException if it is not well formed
     * @throws UncheckedIOException if it cannot be read
     */
    @Nullable
    HistoryLine next();

    @Override
    void close();
}
