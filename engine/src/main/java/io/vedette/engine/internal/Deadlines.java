package io.vedette.engine.internal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A binary heap of deadlines whose entries know their place, so that one can be taken out in O(log n): a back-off that
 * ends early leaves nothing behind.
 */
public final class Deadlines {

    /** Something with a deadline; in at most one heap. */
    public abstract static class Entry {
        private long at;
        private int place = -1;

        /** Whether it is in a heap. */
        public final boolean armed() {
            return place >= 0;
        }
    }

    private @Nullable Entry[] heap = new Entry[16];
    private int size;

    public int size() {
        return size;
    }

    /** The earliest deadline; {@code Long.MAX_VALUE} if there is none. */
    public long earliest() {
        return size == 0 ? Long.MAX_VALUE : at(0).at;
    }

    /** Puts an entry in, or moves it. */
    public void put(Entry entry, long at) {
        remove(entry);
        entry.at = at;
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size * 2);
        }
        size++;
        up(entry, size - 1);
    }

    /** Takes an entry out if it is in. */
    public void remove(Entry entry) {
        int hole = entry.place;
        if (hole < 0) {
            return;
        }
        entry.place = -1;
        size--;
        Entry last = at(size);
        heap[size] = null;
        if (last != entry) {
            down(last, hole);
            if (last.place == hole) {
                up(last, hole);
            }
        }
    }

    /** Takes the earliest entry out if it is due. */
    public @Nullable Entry poll(long now) {
        if (size == 0 || at(0).at > now) {
            return null;
        }
        Entry first = at(0);
        remove(first);
        return first;
    }

    private Entry at(int index) {
        Entry entry = heap[index];
        if (entry == null) {
            throw new IllegalStateException("no entry at " + index + " of " + size);
        }
        return entry;
    }

    private void up(Entry entry, int from) {
        int index = from;
        while (index > 0) {
            Entry parent = at((index - 1) / 2);
            if (parent.at <= entry.at) {
                break;
            }
            set(index, parent);
            index = (index - 1) / 2;
        }
        set(index, entry);
    }

    private void down(Entry entry, int from) {
        int index = from;
        while (2 * index + 1 < size) {
            int child = 2 * index + 1;
            if (child + 1 < size && at(child + 1).at < at(child).at) {
                child++;
            }
            if (entry.at <= at(child).at) {
                break;
            }
            set(index, at(child));
            index = child;
        }
        set(index, entry);
    }

    private void set(int index, Entry entry) {
        heap[index] = entry;
        entry.place = index;
    }
}
