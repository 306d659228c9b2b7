package io.vedette.engine;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Notes after each batch of the loop how much waits and runs, and since when the first of each does. Written by the loop
 * alone, read by anyone, so that asking costs the loop nothing and works while it is held up.
 */
final class LoadBoard<K> {

    /** No time at all: the age of what is not there. */
    static final long NEVER = Long.MAX_VALUE;

    private final EngineLoop<K> loop;
    private final Spot initial = new Spot();
    private final Spot live = new Spot();
    private final Spot queuedEffects = new Spot();
    private final Spot queuedReports = new Spot();
    private final Spot fetches = new Spot();
    private final Spot effects = new Spot();
    private final Spot reports = new Spot();
    private final Spot lag = new Spot();
    // In about the order of the news, since they begin to run in the order in which they were queued.
    private final Map<Activity<K>, Long> behind = new LinkedHashMap<>();

    LoadBoard(EngineLoop<K> loop) {
        this.loop = loop;
    }

    /** A queued activity is about to run. Before its first load it is not behind. */
    void begins(Activity<K> activity) {
        if (activity.has(Activity.LOADED) && activity.head > activity.tail()) {
            behind.putIfAbsent(activity, activity.since);
        }
    }

    /** An activity has no newer head any more, or nobody expects that it follows. */
    void settled(Activity<K> activity) {
        behind.remove(activity);
    }

    void publish() {
        Runs<K> runs = loop.runs();
        boolean open = !loop.closing();
        long oldestLive = open ? runs.oldestLive() : NEVER;
        initial.note(open ? runs.queuedInitial() : 0, open ? runs.oldestInitial() : NEVER);
        live.note(open ? runs.queuedLive() : 0, oldestLive);
        fetches.note(runs.fetching(), runs.oldestFetch());
        Budget<EffectCall<K, ?>> calls = loop.effects().effects();
        queuedEffects.note(calls.waiting(), since(calls.first()));
        effects.note(calls.running(), since(calls.longest()));
        Budget<EffectCall<K, ?>> tellings = loop.effects().reports();
        queuedReports.note(tellings.waiting(), since(tellings.first()));
        reports.note(tellings.running(), since(tellings.longest()));
        long first = behind.isEmpty() ? NEVER : behind.values().iterator().next();
        lag.note(behind.size(), Math.min(first, oldestLive));
    }

    private static long since(@Nullable EffectCall<?, ?> call) {
        return call == null ? NEVER : call.since;
    }

    /** Any thread. */
    EngineLoad read() {
        long now = loop.millis();
        return new EngineLoad(
                initial.line(now),
                live.line(now),
                queuedEffects.line(now),
                queuedReports.line(now),
                fetches.line(now),
                effects.line(now),
                reports.line(now),
                lag.line(now).longest());
    }

    /** One place on the board. A reader may see a length and a time of two batches. */
    private static final class Spot {
        private volatile long length;
        private volatile long since = NEVER;

        void note(long now, long first) {
            length = now;
            since = first;
        }

        EngineLoad.Line line(long now) {
            long first = since;
            return new EngineLoad.Line(
                    length, first == NEVER ? Duration.ZERO : Duration.ofMillis(Math.max(0, now - first)));
        }
    }
}
