package io.vedette.gitshadow.internal;

import io.vedette.domain.RepoId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;

/**
 * Runs blocking work on a bounded number of threads: one piece at a time for each repository, in order; those of different
 * repositories side by side. Cancelling a subscription takes waiting work out, and tells running work to stop; the next
 * piece begins only when that has really ended.
 */
public final class KeyedWork implements AutoCloseable {
    private final Workers workers;
    private final Duration patience;
    private final Map<RepoId, Deque<Job<?>>> lanes = new ConcurrentHashMap<>();
    private final Set<Job<?>> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * Work on threads.
     *
     * @param patience how long {@link #close} waits for work to notice that it shall stop
     */
    public KeyedWork(Workers workers, Duration patience) {
        this.workers = workers;
        this.patience = patience;
    }

    /** Runs a task when the repository's earlier ones are over. A null result completes without a value. */
    public <T> Mono<T> run(RepoId repo, Function<Cancellation, @Nullable T> task) {
        return run(repo, workers.brief(), task);
    }

    /** As {@link #run}, for a task that may read a whole tree: those that do not never wait for its thread. */
    public <T> Mono<T> runLong(RepoId repo, Function<Cancellation, @Nullable T> task) {
        return run(repo, workers.lengthy(), task);
    }

    private <T> Mono<T> run(RepoId repo, Scheduler scheduler, Function<Cancellation, @Nullable T> task) {
        return Mono.create(sink -> {
            Job<T> job = new Job<>(repo, scheduler, task, sink);
            sink.onCancel(job::abandon);
            enqueue(job);
        });
    }

    /** Runs a short task that need not wait for those of any repository. */
    public <T> Mono<T> beside(Callable<T> task) {
        return Mono.fromCallable(task).subscribeOn(workers.brief());
    }

    private void enqueue(Job<?> job) {
        boolean[] first = new boolean[1];
        lanes.compute(job.repo, (repo, lane) -> {
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
        } catch (RejectedExecutionException e) {
            job.reject(e);
        }
    }

    private void next(RepoId repo) {
        AtomicReference<@Nullable Job<?>> head = new AtomicReference<>();
        lanes.computeIfPresent(repo, (r, lane) -> {
            lane.poll();
            head.set(lane.peek());
            return lane.isEmpty() ? null : lane;
        });
        Job<?> job = head.get();
        if (job != null) {
            start(job);
        }
    }

    /** Tells all work to stop and waits a bounded time until it has. */
    @Override
    public void close() {
        closed = true;
        long end = System.nanoTime() + patience.toNanos();
        for (Job<?> job : running) {
            job.cancellation.cancel();
        }
        for (Job<?> job : running) {
            job.await(end - System.nanoTime());
        }
        for (RepoId repo : lanes.keySet()) {
            Deque<Job<?>> waiting = lanes.remove(repo);
            if (waiting != null) {
                waiting.forEach(job -> job.reject(null));
            }
        }
    }

    private final class Job<T> implements Runnable {
        final RepoId repo;
        final Scheduler scheduler;
        final Function<Cancellation, @Nullable T> task;
        final MonoSink<T> sink;
        final Cancellation cancellation = new Cancellation();
        private final AtomicBoolean begun = new AtomicBoolean();
        final CountDownLatch ended = new CountDownLatch(1);
        private volatile boolean abandoned;

        Job(RepoId repo, Scheduler scheduler, Function<Cancellation, @Nullable T> task, MonoSink<T> sink) {
            this.repo = repo;
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
                cancellation.check();
                result = task.apply(cancellation);
            } catch (Throwable e) {
                failure = e;
            } finally {
                running.remove(this);
                ended.countDown();
                next(repo);
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
        void reject(@Nullable RejectedExecutionException e) {
            if (begun.compareAndSet(false, true)) {
                CancellationException closing = new CancellationException("the file server is closed");
                closing.initCause(e);
                next(repo);
                sink.error(closing);
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
