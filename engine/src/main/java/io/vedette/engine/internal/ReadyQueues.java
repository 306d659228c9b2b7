package io.vedette.engine.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Queues by class of work, served round-robin: each call of {@link #poll} serves the next open class that has something,
 * and within a class the oldest. What stands at place p of its queue is served within p times the number of classes
 * while its class is open.
 *
 * @param <C> a class of work
 * @param <T> what is queued
 */
public final class ReadyQueues<C, T> {

    private static final int LARGE = 4096;

    private final Map<C, Line<C, T>> byClass = new HashMap<>();
    private final List<Line<C, T>> ring = new ArrayList<>();
    private int turn;
    private int size;

    public void add(C workClass, T item) {
        Line<C, T> line = byClass.get(workClass);
        if (line == null) {
            line = new Line<>(workClass);
            byClass.put(workClass, line);
            ring.add(line);
        }
        line.items.add(item);
        line.peak = Math.max(line.peak, line.items.size());
        size++;
    }

    /** The next one of the classes that are open, or null if there is none. */
    public @Nullable T poll(Predicate<? super C> open) {
        for (int i = 0; size > 0 && i < ring.size(); i++) {
            Line<C, T> line = ring.get(turn);
            turn = (turn + 1) % ring.size();
            T item = open.test(line.workClass) ? line.poll() : null;
            if (item != null) {
                size--;
                return item;
            }
        }
        return null;
    }

    public int size() {
        return size;
    }

    /** How many are queued in some of the classes. */
    public int size(Predicate<? super C> which) {
        int queued = 0;
        for (Line<C, T> line : ring) {
            queued += which.test(line.workClass) ? line.items.size() : 0;
        }
        return queued;
    }

    /** The least measure of what is first in some of the classes; {@code none} if they are empty. */
    public long least(Predicate<? super C> which, ToLongFunction<? super T> measure, long none) {
        long least = none;
        for (Line<C, T> line : ring) {
            T first = which.test(line.workClass) ? line.items.peek() : null;
            least = first == null ? least : Math.min(least, measure.applyAsLong(first));
        }
        return least;
    }

    private static final class Line<C, T> {
        private final C workClass;
        private ArrayDeque<T> items = new ArrayDeque<>();
        private int peak;

        Line(C workClass) {
            this.workClass = workClass;
        }

        @Nullable
        T poll() {
            T item = items.poll();
            if (peak > LARGE && items.isEmpty()) {
                // A deque never shrinks; after the load of a million entities it would keep megabytes.
                items = new ArrayDeque<>();
                peak = 0;
            }
            return item;
        }
    }
}
