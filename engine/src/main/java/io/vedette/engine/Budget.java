package io.vedette.engine;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Units that calls need to run, and the calls that wait for one, first come, first served. Belongs to the loop. A call
 * joins, leaves and is taken at the same cost however many wait, so ending an engine with a long queue is linear.
 *
 * @param <C> what needs a unit
 */
final class Budget<C> {

    final String name;
    final int limit;
    private final Set<C> queue = new LinkedHashSet<>();
    private final Set<C> running = new LinkedHashSet<>();

    Budget(String name, int limit) {
        this.name = name;
        this.limit = limit;
    }

    int running() {
        return running.size();
    }

    /** The call that has had its unit longest. */
    @Nullable
    C longest() {
        return running.isEmpty() ? null : running.iterator().next();
    }

    /** A call waits for a unit. */
    void join(C call) {
        queue.add(call);
    }

    /** A call waits no more. */
    void leave(C call) {
        queue.remove(call);
    }

    /** Whether a call waits that may run now. */
    boolean ready() {
        return running.size() < limit && !queue.isEmpty();
    }

    /** Gives a unit to the call that has waited longest. Only while {@link #ready}. */
    C take() {
        Iterator<C> waiting = queue.iterator();
        C first = waiting.next();
        waiting.remove();
        running.add(first);
        return first;
    }

    /** A call gives its unit back. */
    void release(C call) {
        running.remove(call);
    }
}
