package io.vedette.server.sim;

import io.vedette.testkit.standin.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.Exceptions;
import reactor.core.scheduler.Scheduler;

/**
 * One life of a process, as a scheduler in virtual time. Once it is over nothing of the process runs any more, as after a
 * kill: no call is ended properly and no clean-up happens.
 */
final class Life extends ByWorkers {

    private final Runnable afterEach;
    private final List<Disposable> periodic = new ArrayList<>();
    private final List<Runnable> onEnd = new ArrayList<>();
    private boolean over;

    /**
     * A process that begins.
     *
     * @param afterEach runs after each of its tasks
     */
    Life(VirtualTime time, Runnable afterEach) {
        super(time);
        this.afterEach = afterEach;
    }

    boolean isOver() {
        return over;
    }

    /** Told when it is over. */
    void onEnd(Runnable told) {
        onEnd.add(told);
    }

    void end() {
        over = true;
        periodic.forEach(Disposable::dispose);
        List.copyOf(onEnd).forEach(Runnable::run);
    }

    /** Does something as the process, later. */
    void after(Duration delay, Runnable task) {
        schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Runnable mine(Runnable task) {
        return () -> {
            if (!over) {
                task.run();
                afterEach.run();
            }
        };
    }

    private Disposable kept(Disposable task) {
        periodic.add(task);
        return task;
    }

    @Override
    public Worker createWorker() {
        return new Tasks(time.createWorker(), true);
    }

    /** A scheduler of one thread in this life: its tasks run in the order in which they became ready. */
    Scheduler thread() {
        Worker shared = time.createWorker();
        return new ByWorkers(time) {
            @Override
            public Worker createWorker() {
                return new Tasks(shared, false);
            }
        };
    }

    /** The tasks of one worker, on a lane of their own or on one that others use too. */
    private final class Tasks implements Worker {
        private final Worker lane;
        private final boolean own;
        private boolean disposed;

        Tasks(Worker lane, boolean own) {
            this.lane = lane;
            this.own = own;
        }

        private Runnable unlessDisposed(Runnable task) {
            if (disposed) {
                throw Exceptions.failWithRejected();
            }
            return mine(() -> {
                if (!disposed) {
                    task.run();
                }
            });
        }

        @Override
        public Disposable schedule(Runnable task) {
            return lane.schedule(unlessDisposed(task));
        }

        @Override
        public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
            return lane.schedule(unlessDisposed(task), delay, unit);
        }

        @Override
        public Disposable schedulePeriodically(Runnable task, long initialDelay, long period, TimeUnit unit) {
            return kept(lane.schedulePeriodically(unlessDisposed(task), initialDelay, period, unit));
        }

        @Override
        public void dispose() {
            disposed = true;
            if (own) {
                lane.dispose();
            }
        }

        @Override
        public boolean isDisposed() {
            return disposed;
        }
    }
}
