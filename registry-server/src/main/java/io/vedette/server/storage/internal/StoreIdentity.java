package io.vedette.server.storage.internal;

import io.vedette.domain.Cursor;
import io.vedette.domain.EventId;
import io.vedette.server.storage.Resumption;
import java.util.UUID;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Tells stores, and lives of one store, apart.
 *
 * @param id given when the store was made
 * @param incarnation grows each time the store's history is replaced; 16 bits, because ULIDs carry it
 */
public record StoreIdentity(UUID id, int incarnation) {

    private static final int GREATEST = 0xffff;

    /** Checks the range. */
    public StoreIdentity {
        if (incarnation < 0 || incarnation > GREATEST) {
            throw new IllegalArgumentException("incarnation " + incarnation + " is not within 0.." + GREATEST);
        }
    }

    /**
     * Whether a cursor fits a journal of this store.
     *
     * @param idAt the id of the event at a position that the journal has
     */
    public Resumption check(Cursor cursor, JournalEnd end, LongFunction<@Nullable EventId> idAt) {
        if (!cursor.store().equals(id)) {
            return Resumption.OTHER_STORE;
        }
        long position = cursor.position();
        if (cursor.incarnation() != incarnation || position < 0 || position > end.position()) {
            return Resumption.HISTORY_DIVERGED;
        }
        EventId seen = cursor.eventId();
        if (position == 0) {
            return seen == null ? Resumption.POSSIBLE : Resumption.HISTORY_DIVERGED;
        }
        return seen != null && seen.equals(idAt.apply(position)) ? Resumption.POSSIBLE : Resumption.HISTORY_DIVERGED;
    }
}
