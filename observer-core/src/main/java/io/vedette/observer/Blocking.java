package io.vedette.observer;

import io.vedette.domain.Author;
import io.vedette.domain.HostPath;
import io.vedette.domain.RemoteSpec;
import io.vedette.domain.RepoId;
import io.vedette.engine.LogContext;
import io.vedette.observer.internal.LogEntries;
import io.vedette.observer.internal.repo.BrokenCode;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Wraps implementors whose code blocks. Each call runs on a thread of a bounded pool of daemon threads. What it throws is
 * the call's error, as the rules of {@link Initializer} have it; null where a result is due counts as no result.
 *
 * <p>A call that is cancelled is interrupted; if it does not heed that, it keeps its thread until it returns, and what it
 * returns is dropped. The pool is the limit of this adapter beside the observer's effect budget, so it should not be
 * smaller than that: calls beyond it wait for a thread, while {@code explain} shows them as running.
 */
public final class Blocking {

    private static final int QUEUED = 1_000;
    private static final int IDLE_SECONDS = 60;

    private final Scheduler threads;

    private Blocking(Scheduler threads) {
        this.threads = threads;
    }

    /**
     * An adapter with a pool of its own, to be {@linkplain #dispose() disposed of} after the observer was closed.
     *
     * @param threads how many calls run at once; one is enough for an implementor that must not be called twice at once
     */
    public static Blocking on(int threads) {
        return new Blocking(Schedulers.newBoundedElastic(threads, QUEUED, "vedette-blocking", IDLE_SECONDS, true));
    }

    /** An adapter that uses a scheduler of the caller, whose threads may block. */
    public static Blocking on(Scheduler threads) {
        return new Blocking(threads);
    }

    /** Ends the threads, also those of a scheduler that was given; interrupts what still runs. Later calls fail. */
    public void dispose() {
        threads.dispose();
    }

    /** An initializer that calls a blocking one. */
    public Initializer initializer(BlockingInitializer blocking) {
        return new Initializer() {
            @Override
            public Mono<RepoInfo> getRepo(RepoId repo, Cause cause) {
                return call(() -> blocking.getRepo(repo, cause));
            }

            @Override
            public Mono<RepoInfo> initRepo(RepoId repo, Cause cause) {
                return call(() -> blocking.initRepo(repo, cause));
            }

            @Override
            public Mono<HostPath> moveRepo(MoveOrder order) {
                return call(() -> blocking.moveRepo(order));
            }

            @Override
            public Mono<Void> discardMove(MoveOrder order) {
                return run(() -> blocking.discardMove(order));
            }

            @Override
            public Mono<Void> attachRemote(RepoId repo, RemoteSpec remote, Cause cause) {
                return run(() -> blocking.attachRemote(repo, remote, cause));
            }
        };
    }

    /** A processor that calls a blocking one. */
    public Processor processor(BlockingProcessor blocking) {
        return new Processor() {
            @Override
            public Mono<Void> enableRepo(RepoInfo info, Cause cause) {
                return run(() -> blocking.enableRepo(info, cause));
            }

            @Override
            public Mono<Void> disableRepo(RepoId repo, Cause cause) {
                return run(() -> blocking.disableRepo(repo, cause));
            }

            @Override
            public Mono<Void> freezeRepo(RepoId repo, Author author, Cause cause) {
                return run(() -> blocking.freezeRepo(repo, author, cause));
            }

            @Override
            public Mono<Void> unfreezeRepo(RepoId repo, Author author, Cause cause) {
                return run(() -> blocking.unfreezeRepo(repo, author, cause));
            }
        };
    }

    private interface Action {
        void run() throws Exception;
    }

    private Mono<Void> run(Action action) {
        return call(() -> {
                    action.run();
                    return true;
                })
                .then();
    }

    private <T> Mono<T> call(Callable<T> callable) {
        return Mono.create(sink -> {
            Map<String, String> entries = LogEntries.in(sink.contextView());
            AtomicBoolean cancelled = new AtomicBoolean();
            Disposable task = threads.schedule(() -> {
                try (LogContext about = LogContext.open(entries)) {
                    sink.success(callable.call());
                } catch (Throwable thrown) {
                    // Whoever cancelled does not want to hear that the interrupt worked.
                    if (!cancelled.get()) {
                        sink.error(thrown instanceof Error error ? new BrokenCode(error) : thrown);
                    }
                }
            });
            sink.onCancel(() -> {
                cancelled.set(true);
                task.dispose();
            });
        });
    }
}
