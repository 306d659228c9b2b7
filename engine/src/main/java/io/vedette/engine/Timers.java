package io.vedette.engine;

import io.vedette.engine.internal.Deadlines;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/** All deadlines in one heap, and one scheduled task for the earliest. */
final class Timers<K> {

    /** Reactor's schedulers count in nanoseconds; a task beyond this asks again. */
    private static final Duration LONGEST = Duration.ofHours(12);

    private final Deadlines deadlines = new Deadlines();
    private final Scheduler clock;
    private final Mailbox mailbox;
    private final Consumer<Activity<K>> elapsed;
    private @Nullable Disposable task;
    private long taskAt = Long.MAX_VALUE;

    Timers(Scheduler clock, Mailbox mailbox, Consumer<Activity<K>> elapsed) {
        this.clock = clock;
        this.mailbox = mailbox;
        this.elapsed = elapsed;
    }

    long now() {
        return clock.now(TimeUnit.MILLISECONDS);
    }

    void arm(Busy<K> busy, Instant until) {
        deadlines.put(busy, millis(until));
        schedule();
    }

    void disarm(Busy<K> busy) {
        deadlines.remove(busy);
    }

    void stop() {
        if (task != null) {
            task.dispose();
        }
    }

    private void schedule() {
        long earliest = deadlines.earliest();
        if (earliest >= taskAt) {
            return;
        }
        stop();
        taskAt = earliest;
        long delay = Math.max(0, earliest - now());
        task = mailbox.post(this::tick, Duration.ofMillis(Math.min(delay, LONGEST.toMillis())));
    }

    @SuppressWarnings("unchecked") // only arm puts entries in
    private void tick() {
        taskAt = Long.MAX_VALUE;
        long now = now();
        for (Deadlines.Entry due = deadlines.poll(now); due != null; due = deadlines.poll(now)) {
            elapsed.accept(((Busy<K>) due).activity);
        }
        schedule();
    }

    /** The first millisecond at or after an instant, so that nothing runs early. */
    private static long millis(Instant until) {
        try {
            long millis = until.toEpochMilli();
            return Instant.ofEpochMilli(millis).isBefore(until) ? millis + 1 : millis;
        } catch (ArithmeticException outOfRange) {
            return until.isBefore(Instant.EPOCH) ? 0 : Long.MAX_VALUE - 1;
        }
    }
}
