package io.vedette.server.internal.feed;

import io.vedette.domain.Cursor;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The most recent events, shared by all followers. One thread writes; any number reads without locks.
 *
 * <p>An event stands in the slot of its position modulo the capacity and carries its position, so a reader sees by
 * itself whether what it looks for is there, was overwritten, or never came: no reader can hold up the writer or any
 * other. Bounded in events and in bytes.
 */
public final class CommitRing {

    private final AtomicReferenceArray<@Nullable Stored> slots;
    private final long maxBytes;
    private long bytes;
    private long oldest = 1;
    private volatile Cursor end;

    /** Keeps at most so many events and bytes of events. */
    public CommitRing(int capacity, long maxBytes, Cursor end) {
        this.slots = new AtomicReferenceArray<>(capacity);
        this.maxBytes = maxBytes;
        this.end = end;
        this.oldest = end.position() + 1;
    }

    /** The place of the newest event that readers may see. Everything up to it was folded. */
    public Cursor end() {
        return end;
    }

    /** The event at a position; null if it is not kept. */
    public @Nullable Stored at(long position) {
        Stored stored = slots.get(slot(position));
        return stored != null && stored.position() == position ? stored : null;
    }

    /** Adds the event after the last one. For the writer alone; readers see it after {@link #publish}. */
    void add(Stored stored) {
        evict(slot(stored.position()));
        slots.set(slot(stored.position()), stored);
        bytes += stored.size();
        while (bytes > maxBytes && oldest < stored.position()) {
            long evicted = oldest;
            evict(slot(evicted));
            oldest = Math.max(oldest, evicted + 1);
        }
    }

    /** Lets readers see all up to a place. */
    void publish(Cursor newEnd) {
        end = newEnd;
    }

    /** Forgets everything: what follows does not continue it. */
    void restart(Cursor newEnd) {
        for (int i = 0; i < slots.length(); i++) {
            slots.set(i, null);
        }
        bytes = 0;
        oldest = newEnd.position() + 1;
        end = newEnd;
    }

    private void evict(int slot) {
        Stored before = slots.getAndSet(slot, null);
        if (before != null) {
            bytes -= before.size();
            oldest = Math.max(oldest, before.position() + 1);
        }
    }

    private int slot(long position) {
        return (int) (position % slots.length());
    }
}
