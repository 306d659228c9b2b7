package io.vedette.testkit.internal;

import io.vedette.testkit.standin.VirtualTime;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;

/**
 * Virtual time for implementors, which counts what they wait for: a call that waits for virtual time is not waited for in
 * real time. May be called from any thread.
 */
final class ImplementorScheduler implements Scheduler {

    private final VirtualTime time;
    private final AtomicInteger waiting = new AtomicInteger();

    ImplementorScheduler(VirtualTime time) {
        this.time = time;
    }

    /** How many delays are under way. */
    int waiting() {
        return waiting.get();
    }

    @Override
    public long now(TimeUnit unit) {
        return time.now(unit);
    }

    @Override
    public Disposable schedule(Runnable task) {
        return time.schedule(task);
    }

    @Override
    public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
        return delayed(task, delay, unit, time::schedule);
    }

    @Override
    public Disposable schedulePeriodically(Runnable task, long initialDelay, long period, TimeUnit unit) {
        return periodic(time.schedulePeriodically(task, initialDelay, period, unit));
    }

    @Override
    public Worker createWorker() {
        return new CountedWorker(time.createWorker());
    }

    private interface Later {
        Disposable schedule(Runnable task, long delay, TimeUnit unit);
    }

    private Disposable delayed(Runnable task, long delay, TimeUnit unit, Later later) {
        if (delay <= 0) {
            return later.schedule(task, delay, unit);
        }
        Disposable over = counted();
        Disposable timer = later.schedule(
                () -> {
                    over.dispose();
                    task.run();
                },
                delay,
                unit);
        return Disposables.composite(timer, over);
    }

    private Disposable periodic(Disposable timer) {
        return Disposables.composite(timer, counted());
    }

    /** One more is waited for until this is disposed of. */
    private Disposable counted() {
        waiting.incrementAndGet();
        AtomicBoolean over = new AtomicBoolean();
        return () -> {
            if (over.compareAndSet(false, true)) {
                waiting.decrementAndGet();
            }
        };
    }

    private final class CountedWorker implements Worker {
        private final Worker worker;
        private final Disposable.Composite pending = Disposables.composite();

        CountedWorker(Worker worker) {
            this.worker = worker;
        }

        @Override
        public Disposable schedule(Runnable task) {
            return worker.schedule(task);
        }

        @Override
        public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
            return kept(delayed(task, delay, unit, worker::schedule));
        }

        @Override
        public Disposable schedulePeriodically(Runnable task, long initialDelay, long period, TimeUnit unit) {
            return kept(periodic(worker.schedulePeriodically(task, initialDelay, period, unit)));
        }

        private Disposable kept(Disposable timer) {
            pending.add(timer);
            return timer;
        }

        @Override
        public void dispose() {
            worker.dispose();
            pending.dispose();
        }

        @Override
        public boolean isDisposed() {
            return worker.isDisposed();
        }
    }
}
