package io.vedette.client;

import io.vedette.domain.Cursor;
import io.vedette.domain.Head;
import io.vedette.domain.Recorded;
import java.util.List;

/**
 * A frame of a subscription. {@link Subscribed} comes first; then, if the cursor cannot be resumed, {@link Resync}; then
 * what changed since the start; then {@link CaughtUp}; from there on frames come as things happen.
 */
public sealed interface SignalFrame {

    /** The server watches from now on. */
    record Subscribed(Cursor cursor) implements SignalFrame {}

    /** Histories that changed; resume at the cursor once they are handled. */
    record Changed(List<Head> heads, Cursor cursor) implements SignalFrame {}

    /** Consecutive events. */
    record Events(List<Recorded> events) implements SignalFrame {}

    /** All that there was at the start has been sent. */
    record CaughtUp(Cursor cursor) implements SignalFrame {}

    /** Nothing is missing up to here; at least every five seconds. */
    record Progress(Cursor cursor) implements SignalFrame {}

    /** The client was too slow; what it missed follows as heads. */
    record FellBehind(long behind) implements SignalFrame {}

    /** The cursor cannot be resumed: all heads follow, to be compared with the tails. */
    record Resync(Reason reason, String message) implements SignalFrame {}

    /** Why a cursor cannot be resumed. */
    enum Reason {
        OTHER_STORE,
        HISTORY_DIVERGED,
        COMPACTED,
        UNKNOWN
    }
}
