package io.vedette.testkit.history;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads lines that are there already. */
final class ListReader implements HistoryReader {

    private final Iterator<HistoryLine> lines;

    ListReader(List<HistoryLine> lines) {
        this.lines = lines.iterator();
    }

    @Override
    public @Nullable HistoryLine next() {
        return lines.hasNext() ? lines.next() : null;
    }

    @Override
    public void close() {}
}
