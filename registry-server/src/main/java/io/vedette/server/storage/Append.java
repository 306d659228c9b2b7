package io.vedette.server.storage;

import io.vedette.domain.AggregateId;
import io.vedette.domain.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to append.
 *
 * @param aggregate to whose history
 * @param expected what its version must be
 * @param command the command that asks; null for none, which makes the append not idempotent
 * @param timeMillis the writer's clock, milliseconds since 1970-01-01T00:00:00Z; 48 bits
 * @param events may be empty if there is a command
 */
public record Append(
        AggregateId aggregate, Expected expected, @Nullable CommandKey command, long timeMillis, List<Event> events) {

    private static final long LATEST = (1L << 48) - 1;

    /** Copies the list. */
    public Append {
        events = List.copyOf(events);
        if (events.isEmpty() && command == null) {
            throw new IllegalArgumentException("an append without events needs a command");
        }
        if (timeMillis < 0 || timeMillis > LATEST) {
            throw new IllegalArgumentException("a ULID cannot hold the time " + timeMillis + " ms");
        }
    }
}
