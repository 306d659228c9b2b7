package io.vedette.server.internal.state;

import io.vedette.domain.EventId;
import io.vedette.server.storage.StorageBackend;
import java.time.InstantSource;

/**
 * The time that an append would be given now: that of the clock, unless the store has gone ahead of it.
 *
 * @param storage the store
 * @param clock the one that gives appends their time
 */
public record LogTime(StorageBackend storage, InstantSource clock) {

    /** Milliseconds since 1970-01-01T00:00:00Z. */
    public long millis() {
        EventId newest = storage.end().eventId();
        return Math.max(clock.millis(), newest == null ? 0 : newest.millis());
    }
}
