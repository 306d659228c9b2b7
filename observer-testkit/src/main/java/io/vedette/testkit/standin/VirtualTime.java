package io.vedette.testkit.standin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Exceptions;
import reactor.core.scheduler.Scheduler;

/**
 * Time that stands still until it is told to move on, and a scheduler whose tasks all run on the thread that tells it.
 *
 * <p>The tasks of one worker run in their order. Without a seed so do all others that are ready at the same time; with a
 * seed, which of the ready ones is next is drawn, so that other seeds show other interleavings, and the same seed always
 * the same one. Tasks may be scheduled and disposed of by any thread, but only one thread at a time may run them.
 */
public final class VirtualTime implements Scheduler {

    private final @Nullable SplittableRandom random;
    private final List<Lane> ready = new ArrayList<>();
    private final Queue<Lane> readyInOrder = new ArrayDeque<>();
    private final PriorityQueue<Timed> timers = new PriorityQueue<>();
    // What other threads bring, and a permit for each; taken over by the thread that runs.
    private final Queue<Runnable> arrivals = new ConcurrentLinkedQueue<>();
    private final Semaphore arrived = new Semaphore(0);
    private volatile @Nullable Thread runner;
    private volatile long nanos;
    private long scheduled;
    private int cancelled;

    /** Time without a seed, at 1970-01-01T00:00:00Z. */
    public VirtualTime() {
        random = null;
    }

    /** Time whose order among what is ready is drawn from a seed, at 1970-01-01T00:00:00Z. */
    public VirtualTime(long seed) {
        random = new SplittableRandom(seed);
    }

    /** What time it is, to the millisecond. */
    public Instant instant() {
        return Instant.ofEpochMilli(now(TimeUnit.MILLISECONDS));
    }

    @Override
    public long now(TimeUnit unit) {
        return unit.convert(nanos, TimeUnit.NANOSECONDS);
    }

    /**
     * Sets the time.
     *
     * @throws IllegalStateException if something has been scheduled already
     */
    public void begin(Instant at) {
        if (scheduled > 0) {
            throw new IllegalStateException("something has been scheduled at " + instant() + " already");
        }
        nanos = Math.multiplyExact(at.toEpochMilli(), 1_000_000L);
    }

    /** Runs all that can run at present; timers that are not due yet do not count. */
    public void settle() {
        Thread before = runner;
        runner = Thread.currentThread();
        try {
            takeOver();
            for (Lane next = next(); next != null; next = next()) {
                next.runFirst();
                takeOver();
            }
        } finally {
            runner = before;
        }
    }

    /**
     * Settles, and while {@code waiting} says that other threads have something of ours, waits for what they bring.
     *
     * @return false if {@code patience}, in real time, passed without any of them bringing anything
     * @throws InterruptedException if this thread was interrupted
     */
    public boolean settle(BooleanSupplier waiting, Duration patience) throws InterruptedException {
        settle();
        while (waiting.getAsBoolean()) {
            if (!arrived.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                return false;
            }
            arrived.drainPermits();
            settle();
        }
        return true;
    }

    /** Moves on. Each timer on the way runs in its order, with all that follows from it before the next one. */
    public void advance(Duration by) {
        settle();
        Instant until = instant().plus(by);
        while (moveToTimer(until)) {
            settle();
        }
    }

    /**
     * Moves on to the first timer at or before an instant, which then can run; else to the instant. For who does something
     * between timers; {@link #advance} is the usual way.
     *
     * @return whether there was such a timer
     */
    public boolean moveToTimer(Instant until) {
        takeOver();
        long last = Math.multiplyExact(until.toEpochMilli(), 1_000_000L);
        Timed first = timers.peek();
        boolean due = first != null && first.at <= last;
        nanos = Math.max(nanos, due ? first.at : last);
        return due;
    }

    /** How many timers wait for their time. */
    public int timers() {
        return (int) timers.stream().filter(timer -> !timer.isDisposed()).count();
    }

    /** How many timers lie in the heap, those that were disposed of too. */
    int kept() {
        return timers.size();
    }

    @Override
    public Disposable schedule(Runnable task) {
        return add(new Lane(), task, 0, 0);
    }

    @Override
    public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
        return add(new Lane(), task, unit.toNanos(delay), 0);
    }

    @Override
    public Disposable schedulePeriodically(Runnable task, long initialDelay, long period, TimeUnit unit) {
        return add(new Lane(), task, unit.toNanos(initialDelay), unit.toNanos(period));
    }

    @Override
    public Worker createWorker() {
        return new OrderedWorker();
    }

    private Disposable add(Lane lane, Runnable task, long delay, long period) {
        Timed timed = new Timed(lane, task, period);
        onRunner(() -> arm(timed, delay));
        return timed;
    }

    private void arm(Timed timed, long delay) {
        timed.order = scheduled++;
        timed.at = delay > Long.MAX_VALUE - nanos ? Long.MAX_VALUE : nanos + Math.max(0, delay);
        if (delay <= 0) {
            enqueue(timed);
        } else {
            timed.waiting = true;
            timed.lane.waiting++;
            timers.add(timed);
        }
    }

    private void enqueue(Timed timed) {
        Lane lane = timed.lane;
        lane.tasks.add(timed);
        if (!lane.queued) {
            lane.queued = true;
            queue(lane);
        }
    }

    private void queue(Lane lane) {
        if (random == null) {
            readyInOrder.add(lane);
        } else {
            ready.add(lane);
        }
    }

    private @Nullable Lane next() {
        if (random == null) {
            return readyInOrder.poll();
        }
        if (ready.isEmpty()) {
            return null;
        }
        int chosen = random.nextInt(ready.size());
        Lane last = ready.remove(ready.size() - 1);
        return chosen == ready.size() ? last : ready.set(chosen, last);
    }

    private void takeOver() {
        for (Runnable arrival = arrivals.poll(); arrival != null; arrival = arrivals.poll()) {
            arrival.run();
        }
        for (Timed first = timers.peek(); first != null && first.at <= nanos; first = timers.peek()) {
            timers.remove();
            first.waiting = false;
            first.lane.waiting--;
            if (first.isDisposed()) {
                cancelled = Math.max(0, cancelled - 1);
            } else {
                enqueue(first);
            }
        }
    }

    private void onRunner(Runnable work) {
        if (runner == Thread.currentThread()) {
            work.run();
        } else {
            arrivals.add(work);
            arrived.release();
        }
    }

    /** Cancelled timers are swept out together, since taking one out of the middle of a heap costs its whole length. */
    private void cancelled(int more) {
        cancelled += more;
        if (cancelled > 1_000 && cancelled > timers.size() / 2) {
            timers.removeIf(Timed::isDisposed);
            cancelled = 0;
        }
    }

    /** Tasks of which one is ready at a time. */
    private final class Lane {
        private final Queue<Timed> tasks = new ArrayDeque<>(2);
        private boolean queued;
        private int waiting;
        private volatile boolean disposed;

        void runFirst() {
            Timed first = tasks.remove();
            if (tasks.isEmpty()) {
                queued = false;
            } else {
                queue(this);
            }
            first.run();
        }
    }

    private final class Timed implements Disposable, Comparable<Timed> {
        private final Lane lane;
        private final Runnable task;
        private final long period;
        private long at;
        private long order;
        private boolean waiting;
        private volatile boolean disposed;

        Timed(Lane lane, Runnable task, long period) {
            this.lane = lane;
            this.task = task;
            this.period = period;
        }

        void run() {
            if (isDisposed()) {
                return;
            }
            if (period > 0) {
                arm(this, period);
            } else {
                disposed = true;
            }
            task.run();
        }

        @Override
        public void dispose() {
            if (!disposed) {
                disposed = true;
                onRunner(() -> cancelled(waiting ? 1 : 0));
            }
        }

        @Override
        public boolean isDisposed() {
            return disposed || lane.disposed;
        }

        @Override
        public int compareTo(Timed other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
        }
    }

    /** Its tasks run one after the other. */
    private final class OrderedWorker implements Worker {
        private final Lane lane = new Lane();

        @Override
        public Disposable schedule(Runnable task) {
            return add(open(), task, 0, 0);
        }

        @Override
        public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
            return add(open(), task, unit.toNanos(delay), 0);
        }

        @Override
        public Disposable schedulePeriodically(Runnable task, long initialDelay, long period, TimeUnit unit) {
            return add(open(), task, unit.toNanos(initialDelay), unit.toNanos(period));
        }

        private Lane open() {
            if (lane.disposed) {
                throw Exceptions.failWithRejected();
            }
            return lane;
        }

        @Override
        public void dispose() {
            if (!lane.disposed) {
                lane.disposed = true;
                onRunner(() -> cancelled(lane.waiting));
            }
        }

        @Override
        public boolean isDisposed() {
            return lane.disposed;
        }
    }
}
