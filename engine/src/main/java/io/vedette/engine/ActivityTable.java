package io.vedette.engine;

import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Finds the activities of an entity, and is their dependency chain: a slot holds the oldest activity of a key, the
 * others hang behind it in the order of their start, through a field they have anyway. The oldest has its turn; nothing
 * is left of a chain when its last activity has ended.
 *
 * <p>An open hash table with linear probing that holds the activities themselves: 5 to 16 bytes each at a load of
 * a quarter to three quarters. One thread writes, any may read: slots are written with release, a removed entry leaves a
 * mark so that readers that are under way miss nothing, and a resize publishes a new array. A reader sees some state
 * between the start and the end of its call. Dense arrays, one for each field and indexed by the slot, would be the way
 * below 64 bytes a sleeper; that needs keys of fixed width.
 */
final class ActivityTable<K> {

    private static final int SMALLEST = 64;
    private static final Object REMOVED = new Object();

    private volatile AtomicReferenceArray<@Nullable Object> slots = new AtomicReferenceArray<>(SMALLEST);
    private int keys;
    private int used;

    /** The oldest activity of a key. */
    @Nullable
    Activity<K> find(K key) {
        AtomicReferenceArray<@Nullable Object> array = slots;
        int mask = array.length() - 1;
        for (int i = spread(key) & mask; ; i = (i + 1) & mask) {
            Object found = array.getAcquire(i);
            if (found == null) {
                return null;
            }
            if (found != REMOVED && activity(found).key().equals(key)) {
                return activity(found);
            }
        }
    }

    @Nullable
    Activity<K> find(K key, String role) {
        for (Activity<K> each = find(key); each != null; each = each.next) {
            if (each.role().equals(role)) {
                return each;
            }
        }
        return null;
    }

    /** Puts an activity at the end of its entity's chain. */
    void add(Activity<K> activity) {
        activity.next = null;
        Activity<K> last = find(activity.key());
        if (last != null) {
            while (last.next != null) {
                last = last.next;
            }
            VarHandle.releaseFence();
            last.next = activity;
            return;
        }
        if (used >= slots.length() / 4 * 3) {
            resize();
        }
        if (put(slots, activity)) {
            used++;
        }
        keys++;
    }

    /** Takes an activity out of its chain. */
    void remove(Activity<K> activity) {
        AtomicReferenceArray<@Nullable Object> array = slots;
        int mask = array.length() - 1;
        for (int i = spread(activity.key()) & mask; array.getPlain(i) != null; i = (i + 1) & mask) {
            Object found = array.getPlain(i);
            if (found == activity) {
                Activity<K> next = activity.next;
                array.setRelease(i, next == null ? REMOVED : next);
                if (next == null) {
                    keys--;
                    if (keys < array.length() / 8 && array.length() > SMALLEST) {
                        resize();
                    }
                }
                return;
            }
            if (found != REMOVED && activity(found).key().equals(activity.key())) {
                unlink(activity(found), activity);
                return;
            }
        }
    }

    /** Whether all activities of the entity that were started before have ended. */
    boolean hasTurn(Activity<K> activity) {
        return find(activity.key()) == activity;
    }

    int keys() {
        return keys;
    }

    /** The slots as they are, for a scan in slices: what is there throughout the scan is seen exactly once. */
    Scan scan() {
        return new Scan(slots);
    }

    /** Looks at slots in order; keys that were resized away meanwhile are looked up anew. */
    final class Scan {
        private final AtomicReferenceArray<@Nullable Object> array;
        private int index;

        private Scan(AtomicReferenceArray<@Nullable Object> array) {
            this.array = array;
        }

        /** The oldest activity of the next key; null at the end. */
        @Nullable
        Activity<K> next() {
            while (index < array.length()) {
                Object found = array.getAcquire(index++);
                if (found != null && found != REMOVED) {
                    Activity<K> current = find(activity(found).key());
                    if (current != null) {
                        return current;
                    }
                }
            }
            return null;
        }
    }

    private void unlink(Activity<K> first, Activity<K> activity) {
        for (Activity<K> each = first; each != null; each = each.next) {
            if (each.next == activity) {
                each.next = activity.next;
                return;
            }
        }
    }

    private void resize() {
        int length = SMALLEST;
        while (keys >= length / 2) {
            length *= 2;
        }
        AtomicReferenceArray<@Nullable Object> from = slots;
        AtomicReferenceArray<@Nullable Object> to = new AtomicReferenceArray<>(length);
        for (int i = 0; i < from.length(); i++) {
            Object found = from.getPlain(i);
            if (found != null && found != REMOVED) {
                put(to, activity(found));
            }
        }
        used = keys;
        slots = to;
    }

    /** Whether it took a slot that was never used. */
    private boolean put(AtomicReferenceArray<@Nullable Object> array, Activity<K> activity) {
        int mask = array.length() - 1;
        int i = spread(activity.key()) & mask;
        while (array.getPlain(i) != null && array.getPlain(i) != REMOVED) {
            i = (i + 1) & mask;
        }
        boolean fresh = array.getPlain(i) == null;
        array.setRelease(i, activity);
        return fresh;
    }

    @SuppressWarnings("unchecked") // slots hold activities, REMOVED or null
    private Activity<K> activity(Object found) {
        return (Activity<K>) found;
    }

    private static int spread(Object key) {
        int hash = key.hashCode() * 0x9E3779B9;
        return hash ^ (hash >>> 16);
    }
}
