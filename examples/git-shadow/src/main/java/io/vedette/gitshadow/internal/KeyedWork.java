package io.vedette.gitshadow.internal;

import io.vedette.domain.RepoId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;

/**
 * Runs blocking work on a bounded number of threads: one piece at a time for each repository, in order; those of different
 * repositories side by side. Cancelling a subscription takes waiting work out, and tells running work to stop; the next
 * piece begins only when that has really ended. Whatever a task throws, also an {@link Error}, is signalled as an error.
 */
public final class KeyedWork implements AutoCloseable {
    private final Workers workers;
    private final Duration patience;
    private final Map<Object, Deque<Job<?>>> lanes = new ConcurrentHashMap<>();
    private final Set<Job<?>> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** A blocking task. */
    @FunctionalInterface
    public interface Task<T> {

        /** Does it; it shall look at the cancellation often and stop when asked to. */
        @Nullable
        T run(Cancellation cancellation) throws Exception;
    }

    /**
     * Work on threads.
     *
     * @param patience how long {@link #close} waits for work to end: half of it for work to notice that it shall stop, and
     *     half for what then has to be interrupted
     */
    public KeyedWork(Workers workers, Duration patience) {
        this.workers = workers;
        this.patience = patience;
    }

    /** Runs a task when the repository's earlier ones are over. A null result completes without a value. */
    public <T> Mono<T> run(RepoId repo, Task<T> task) {
        return run(repo, workers.brief(), task);
    }

    /** As {@link #run}, for a task that may read a whole tree: those that do not never wait for its thread. */
    public <T> Mono<T> runLong(RepoId repo, Task<T> task) {
        return run(repo, workers.lengthy(), task);
    }

    /** Runs a short task that need not wait for those of any repository. */
    public <T> Mono<T> beside(Task<T> task) {
        return Mono.defer(() -> run(new Object(), workers.brief(), task));
    }

    private <T> Mono<T> run(Object lane, Scheduler scheduler, Task<T> task) {
        return Mono.create(sink -> {
            Job<T> job = new Job<>(lane, scheduler, task, sink);
            sink.onCancel(job::abandon);
            enqueue(job);
        });
    }

    private void enqueue(Job<?> job) {
        boolean[] first = new boolean[1];
        lanes.compute(job.lane, (key, lane) -> {
            Deque<Job<?>> queue = lane == null ? new ArrayDeque<>(1) : lane;
            first[0] = queue.isEmpty();
            queue.add(job);
            return queue;
        });
        if (first[0]) {
            start(job);
        }
    }

    private void start(Job<?> job) {
        try {
            job.scheduler.schedule(job);
        } catch (Throwable e) {
            job.reject(e);
        }
    }

    private void next(Object lane) {
        AtomicReference<@Nullable Job<?>> head = new AtomicReference<>();
        lanes.computeIfPresent(lane, (key, queue) -> {
            queue.poll();
            head.set(queue.peek());
            return queue.isEmpty() ? null : queue;
        });
        Job<?> job = head.get();
        if (job != null) {
            start(job);
        }
    }

    /** Tells all work to stop, interrupts what does not, and waits a bounded time until it has ended. */
    @Override
    public void close() {
        closed = true;
        long begun = System.nanoTime();
        running.forEach(job -> job.cancellation.cancel());
        awaitRunning(begun + patience.toNanos() / 2);
        running.forEach(Job::interrupt);
        awaitRunning(begun + patience.toNanos());
        for (Object key : lanes.keySet()) {
            Deque<Job<?>> waiting = lanes.remove(key);
            if (waiting != null) {
                waiting.forEach(job -> job.reject(null));
            }
        }
    }

    private void awaitRunning(long end) {
        for (Job<?> job : running) {
            job.await(end - System.nanoTime());
        }
    }

    private final class Job<T> implements Runnable {
        final Object lane;
        final Scheduler scheduler;
        final Task<T> task;
        final MonoSink<T> sink;
        final Cancellation cancellation = new Cancellation();
        private final AtomicBoolean begun = new AtomicBoolean();
        private final CountDownLatch ended = new CountDownLatch(1);
        private volatile boolean abandoned;
        private @Nullable Thread thread;
        private volatile boolean interrupted;

        Job(Object lane, Scheduler scheduler, Task<T> task, MonoSink<T> sink) {
            this.lane = lane;
            this.scheduler = scheduler;
            this.task = task;
            this.sink = sink;
        }

        @Override
        public void run() {
            if (!begun.compareAndSet(false, true)) {
                return;
            }
            running.add(this);
            if (closed) {
                cancellation.cancel();
            }
            T result = null;
            Throwable failure = null;
            try {
                enter();
                cancellation.check();
                result = task.run(cancellation);
            } catch (Throwable e) {
                failure = interrupted && !(e instanceof CancellationException) ? closing(e) : e;
            } finally {
                leave();
                running.remove(this);
                ended.countDown();
                next(lane);
            }
            if (abandoned) {
                return;
            }
            if (failure != null) {
                sink.error(failure);
            } else {
                sink.success(result);
            }
        }

        /** Nobody waits for the result any more. */
        void abandon() {
            abandoned = true;
            cancellation.cancel();
        }

        /** Fails a job that has not begun. */
        void reject(@Nullable Throwable e) {
            if (begun.compareAndSet(false, true)) {
                next(lane);
                if (!abandoned) {
                    sink.error(closed || e == null ? closing(e) : e);
                }
            }
        }

        private CancellationException closing(@Nullable Throwable e) {
            CancellationException closing = new CancellationException("the file server is closed");
            closing.initCause(e);
            return closing;
        }

        private synchronized void enter() {
            thread = Thread.currentThread();
        }

        /** Leaves the thread, which may not be ours, without the interrupt that was meant for this job. */
        private synchronized void leave() {
            thread = null;
            if (interrupted) {
                Thread.interrupted();
            }
        }

        synchronized void interrupt() {
            if (thread != null) {
                interrupted = true;
                thread.interrupt();
            }
        }

        void await(long nanos) {
            try {
                ended.await(nanos, TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
