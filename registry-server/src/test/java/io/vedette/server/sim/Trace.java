package io.vedette.server.sim;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import reactor.core.scheduler.Scheduler;

/** All that happened, as one number, and the last of it in words. */
final class Trace {

    private static final int KEPT = Integer.getInteger("vedette.sim.trace", 80);

    private final Scheduler time;
    private final ArrayDeque<Line> last = new ArrayDeque<>();
    private final long begin;
    private long hash = 0xcbf29ce484222325L;
    private int count;

    Trace(Scheduler time) {
        this.time = time;
        this.begin = time.now(TimeUnit.NANOSECONDS);
    }

    void note(String who, String what) {
        long at = time.now(TimeUnit.NANOSECONDS) - begin;
        mix(at);
        mix(who.hashCode());
        mix(what.hashCode());
        count++;
        if (last.size() == KEPT) {
            last.removeFirst();
        }
        last.addLast(new Line(at, who, what));
    }

    private void mix(long value) {
        hash = (hash ^ value) * 0x100000001b3L;
        hash ^= hash >>> 29;
    }

    long hash() {
        return hash;
    }

    int count() {
        return count;
    }

    Duration elapsed() {
        return Duration.ofNanos(time.now(TimeUnit.NANOSECONDS) - begin);
    }

    List<String> last() {
        return last.stream().map(Line::text).toList();
    }

    private record Line(long at, String who, String what) {
        String text() {
            return "%11.6f s  %-10s %s".formatted(at / 1e9, who, what);
        }
    }
}
