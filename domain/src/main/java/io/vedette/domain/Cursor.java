package io.vedette.domain;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A place in the one dense order of a store. Comes from the store and goes back to it; nobody makes one up.
 *
 * @param store the store's own id
 * @param incarnation grows each time the store's history is replaced
 * @param position the position of the last event seen; 0 before the first
 * @param eventId the event at that position; null at 0
 */
public record Cursor(
        UUID store,
        int incarnation,
        long position,
        @Nullable EventId eventId) {}
