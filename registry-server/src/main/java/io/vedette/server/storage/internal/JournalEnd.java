package io.vedette.server.storage.internal;

import io.vedette.domain.Cursor;
import io.vedette.domain.EventId;
import org.jspecify.annotations.Nullable;

/**
 * Where a journal ends.
 *
 * @param position the newest event's; 0 in an empty journal
 * @param eventId the newest event; null in an empty journal
 * @param millis log time, which never goes back: the greatest time that any stored append came with
 */
public record JournalEnd(long position, @Nullable EventId eventId, long millis) {

    /** Of a new journal. */
    public static final JournalEnd EMPTY = new JournalEnd(0, null, 0);

    /** The same place as clients see it. */
    public Cursor cursor(StoreIdentity store) {
        return new Cursor(store.id(), store.incarnation(), position, eventId);
    }
}
