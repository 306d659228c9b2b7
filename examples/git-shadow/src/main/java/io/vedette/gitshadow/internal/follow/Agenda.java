package io.vedette.gitshadow.internal.follow;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * When to look at which repository next, as {@link System#nanoTime}. Asking for what is due costs nothing for those that
 * are not. A repository stands in it at most once. May be used from any thread.
 */
final class Agenda {
    private final NavigableSet<Entry> entries = new TreeSet<>();
    private final Map<Followed, Entry> byState = new HashMap<>();
    private long count;

    private record Entry(long at, long number, Followed state) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            // Times of this kind may overflow: only their difference has a meaning.
            int sign = Long.signum(at - other.at);
            return sign != 0 ? sign : Long.compare(number, other.number);
        }
    }

    /** Puts a repository down for a time, unless it is due earlier already. */
    synchronized void put(Followed state, long at) {
        Entry last = byState.get(state);
        if (last != null && last.at - at <= 0) {
            return;
        }
        if (last != null) {
            entries.remove(last);
        }
        Entry entry = new Entry(at, count++, state);
        byState.put(state, entry);
        entries.add(entry);
    }

    /** Takes out the one that has been due longest, or null if none is due. */
    synchronized @Nullable Followed poll(long now) {
        if (entries.isEmpty() || entries.first().at - now > 0) {
            return null;
        }
        Entry entry = entries.first();
        remove(entry.state);
        return entry.state;
    }

    /** Takes out a repository; one that is not in it is out already. */
    synchronized void remove(Followed state) {
        Entry entry = byState.remove(state);
        if (entry != null) {
            entries.remove(entry);
        }
    }
}
