package io.vedette.engine;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;
import reactor.util.concurrent.Queues;

/**
 * The engine's loop: many threads post, one drains. Whoever finds the mailbox empty schedules the drain, so at most one
 * is under way and what it touches needs no lock. After a batch others on the same scheduler get their turn. Once the
 * worker is disposed of, whoever disposed of it drains what waits for a turn that never comes, and later posts are
 * drained by their posters, still one at a time.
 */
final class Mailbox {

    private static final Logger log = LoggerFactory.getLogger(Mailbox.class);
    private static final int BATCH = 1024;

    private final Queue<Runnable> tasks =
            Queues.<Runnable>unboundedMultiproducer().get();
    private final AtomicInteger undone = new AtomicInteger();
    private final AtomicBoolean draining = new AtomicBoolean();
    private final Scheduler.Worker worker;
    private final Runnable afterBatch;

    Mailbox(Scheduler.Worker worker, Runnable afterBatch) {
        this.worker = worker;
        this.afterBatch = afterBatch;
    }

    void post(Runnable task) {
        tasks.add(task);
        if (undone.getAndIncrement() == 0 && !scheduled()) {
            drain();
        }
    }

    /** Posts later; the loop's own timers. */
    Disposable post(Runnable task, Duration delay) {
        try {
            return worker.schedule(() -> post(task), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException disposed) {
            return Disposables.disposed();
        }
    }

    boolean isEmpty() {
        return tasks.isEmpty();
    }

    void dispose() {
        worker.dispose();
        drain();
    }

    private boolean scheduled() {
        try {
            worker.schedule(this::drain);
            return true;
        } catch (RejectedExecutionException disposed) {
            return false;
        }
    }

    /** Looks again after it has let go: who found it draining has gone away. */
    private void drain() {
        while (undone.get() != 0 && draining.compareAndSet(false, true)) {
            boolean emptied = batch();
            draining.set(false);
            if (!emptied && scheduled()) {
                return;
            }
        }
    }

    private boolean batch() {
        int missed = undone.get();
        int done = 0;
        for (Runnable task = tasks.poll(); task != null; task = done < BATCH ? tasks.poll() : null) {
            run(task);
            done++;
        }
        run(afterBatch);
        if (done == BATCH) {
            return false;
        }
        undone.addAndGet(-missed);
        return true;
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable thrown) {
            log.error("the engine's loop met an error of its own and goes on; please report it", thrown);
        }
    }
}
