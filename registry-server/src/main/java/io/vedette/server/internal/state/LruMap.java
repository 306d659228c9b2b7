package io.vedette.server.internal.state;

import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps the entries that were used last. Not thread-safe. */
final class LruMap<K, V> extends LinkedHashMap<K, V> {

    private final int capacity;

    LruMap(int capacity) {
        super(16, 0.75f, true);
        this.capacity = capacity;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > capacity;
    }
}
