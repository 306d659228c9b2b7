package io.vedette.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Entries of the {@code MDC} of the thread that opened it, until it is closed; what was there before is there again then.
 * Opened and closed by one thread, without a hop between.
 */
public final class LogContext implements AutoCloseable {

    /** The key of {@link #phase}. */
    public static final String PHASE = "phase";

    /** The key of the attempt: 1 for the first try. */
    public static final String ATTEMPT = "attempt";

    private record Former(String key, @Nullable String value) {}

    private final Deque<Former> former = new ArrayDeque<>(4);

    private LogContext(Map<String, String> entries) {
        entries.forEach((key, value) -> {
            former.push(new Former(key, MDC.get(key)));
            MDC.put(key, value);
        });
    }

    /** Adds entries. */
    public static LogContext open(Map<String, String> entries) {
        return new LogContext(entries);
    }

    /** {@code load} in an activity's first run, which takes in what was there when it was started; {@code live} later. */
    public static String phase(boolean first) {
        return first ? "load" : "live";
    }

    /** Adds the entries of an activity. On the loop. */
    static LogContext about(Activity<?> activity) {
        Busy<?> busy = activity.busy;
        return about(activity, !activity.has(Activity.ACTED) || (busy != null && busy.run != null && busy.run.first));
    }

    /** The same, for a run that is over. */
    static LogContext about(Activity<?> activity, boolean first) {
        Map<String, String> entries = new HashMap<>();
        try {
            entries.putAll(activity.logEntries());
        } catch (Throwable thrown) {
            // A line without entries is better than none.
            entries.clear();
        }
        Busy<?> busy = activity.busy;
        entries.put(PHASE, phase(first));
        entries.put(ATTEMPT, Integer.toString(busy == null || busy.trouble == null ? 1 : busy.trouble.count()));
        return new LogContext(entries);
    }

    @Override
    public void close() {
        for (Former each : former) {
            if (each.value() == null) {
                MDC.remove(each.key());
            } else {
                MDC.put(each.key(), each.value());
            }
        }
    }
}
