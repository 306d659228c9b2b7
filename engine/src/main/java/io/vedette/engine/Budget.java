package io.vedette.engine;

import java.util.ArrayDeque;

/** Units that calls need to run, and the calls that wait for one, first come, first served. Belongs to the loop. */
final class Budget<K> {

    final String name;
    final int limit;
    final ArrayDeque<EffectCall<K, ?>> queue = new ArrayDeque<>();
    int running;

    Budget(String name, int limit) {
        this.name = name;
        this.limit = limit;
    }

    /** Whether a call waits that may run now. */
    boolean ready() {
        return running < limit && !queue.isEmpty();
    }
}
