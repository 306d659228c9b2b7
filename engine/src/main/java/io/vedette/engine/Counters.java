package io.vedette.engine;

import io.vedette.engine.ActivityState.Kind;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Written by the loop alone, read by anyone. */
final class Counters {

    enum Count {
        NEWS,
        STALE,
        FETCHES,
        RUNS,
        EFFECTS,
        FOLDS
    }

    private final Map<Count, AtomicLong> counts = zeroes(Count.class);
    private final Map<Kind, AtomicLong> states = zeroes(Kind.class);

    void add(Count count) {
        bump(counts.get(count), 1);
    }

    /** An activity went from one state to another; those that have ended are not counted. */
    void moved(Kind from, Kind to) {
        bump(states.get(from), -1);
        bump(states.get(to), 1);
    }

    long in(Kind kind) {
        return read(states.get(kind));
    }

    EngineCounts read() {
        long ready = in(Kind.READY);
        long running = in(Kind.RUNNING);
        long sleeping = in(Kind.SLEEPING);
        long waiting = in(Kind.WAITING);
        long backingOff = in(Kind.BACKING_OFF);
        long parked = in(Kind.PARKED);
        return new EngineCounts(
                ready + running + sleeping + waiting + backingOff + parked,
                read(counts.get(Count.NEWS)),
                read(counts.get(Count.STALE)),
                read(counts.get(Count.FETCHES)),
                read(counts.get(Count.RUNS)),
                read(counts.get(Count.EFFECTS)),
                read(counts.get(Count.FOLDS)),
                ready,
                running,
                sleeping,
                waiting,
                backingOff,
                parked);
    }

    private static long read(@Nullable AtomicLong value) {
        return value == null ? 0 : value.getAcquire();
    }

    private static void bump(@Nullable AtomicLong value, long by) {
        if (value != null) {
            value.setRelease(value.getPlain() + by);
        }
    }

    private static <E extends Enum<E>> Map<E, AtomicLong> zeroes(Class<E> type) {
        Map<E, AtomicLong> zeroes = new EnumMap<>(type);
        for (E each : type.getEnumConstants()) {
            zeroes.put(each, new AtomicLong());
        }
        return zeroes;
    }
}
