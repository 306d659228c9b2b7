package io.vedette.observer.internal.repo;

import io.vedette.observer.internal.EntityKey;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what was seen of the repositories that had news last, so that their next event needs no read. Bounded; the one
 * that was used longest ago goes first. Safe for use by several threads.
 */
public final class ViewCache {

    private final Map<EntityKey, Sight> sights;

    /** A cache for at most so many repositories; 0 for none. */
    public ViewCache(int limit) {
        sights = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<EntityKey, Sight> eldest) {
                return size() > limit;
            }
        };
    }

    synchronized @Nullable Sight get(EntityKey key) {
        return sights.get(key);
    }

    synchronized void put(EntityKey key, Sight sight) {
        sights.put(key, sight);
    }

    synchronized void remove(EntityKey key) {
        sights.remove(key);
    }
}
