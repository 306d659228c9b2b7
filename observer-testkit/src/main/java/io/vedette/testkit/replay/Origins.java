package io.vedette.testkit.replay;

import io.vedette.domain.EventId;
import io.vedette.testkit.history.HistoryLine;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Knows the line of each event that has arrived, in a few bytes for each: ids come in rising order. */
public final class Origins {

    private long[] high = new long[1024];
    private long[] low = new long[1024];
    private long[] lines = new long[1024];
    private String[] names = new String[1024];
    private int count;

    /** An event has arrived. */
    public void add(HistoryLine.Occurred line, EventId id) {
        if (count == lines.length) {
            high = Arrays.copyOf(high, 2 * count);
            low = Arrays.copyOf(low, 2 * count);
            lines = Arrays.copyOf(lines, 2 * count);
            names = Arrays.copyOf(names, 2 * count);
        }
        high[count] = id.msb();
        low[count] = id.lsb();
        lines[count] = line.number();
        names[count] = line.event().name();
        count++;
    }

    /** The event that a call was made for, as {@code line 8, SHADOW_REPO_CREATED}; null if it was made for none. */
    public @Nullable String of(Call call) {
        EventId id = call.because();
        if (id == null) {
            return null;
        }
        int from = 0;
        int to = count - 1;
        while (from <= to) {
            int middle = (from + to) >>> 1;
            int order = new EventId(high[middle], low[middle]).compareTo(id);
            if (order == 0) {
                return "line " + lines[middle] + ", " + names[middle];
            }
            if (order < 0) {
                from = middle + 1;
            } else {
                to = middle - 1;
            }
        }
        return null;
    }
}
