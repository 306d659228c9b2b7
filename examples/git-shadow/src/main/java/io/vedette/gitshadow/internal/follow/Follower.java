package io.vedette.gitshadow.internal.follow;

import io.vedette.domain.RepoId;
import io.vedette.gitshadow.ShadowException;
import io.vedette.gitshadow.internal.Cancellation;
import io.vedette.gitshadow.internal.KeyedWork;
import io.vedette.gitshadow.internal.store.Snapshots;
import io.vedette.observer.RepoInfo;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/**
 * Makes commits of the changes of trees. One thread listens to the system for all of them; the commits are made as work
 * of their repositories. What the system reports is a hint only: trees are also looked through now and then.
 */
public final class Follower implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Follower.class);
    private static final long TICK_MILLIS = 100;
    private static final int KEYS_PER_TICK = 10_000;

    private final Snapshots snapshots;
    private final KeyedWork work;
    private final Pace pace;
    private final WatchService service;
    private final Watches watches;
    private final Thread thread;
    private final Map<RepoId, Followed> followed = new ConcurrentHashMap<>();
    private final Map<RepoId, Disposable> looks = new ConcurrentHashMap<>();

    /** A follower that follows nothing yet. */
    public Follower(Snapshots snapshots, KeyedWork work, Pace pace) throws IOException {
        this.snapshots = snapshots;
        this.work = work;
        this.pace = pace;
        this.service = FileSystems.getDefault().newWatchService();
        this.watches = new Watches(service);
        this.thread = new Thread(this::listen, "git-shadow-watch");
        thread.setDaemon(true);
    }

    /** Begins to listen. */
    public void start() {
        thread.start();
    }

    /**
     * Brings the shadow up to date and follows the tree from then on. Blocking; must be called as work of the
     * repository.
     */
    public void follow(RepoInfo repo, Cancellation cancellation) {
        Followed last = followed.get(repo.repo());
        Followed next = last != null && last.repo().equals(repo) ? last : new Followed(repo, pace, System.nanoTime());
        // From here on, so that no change falls between the scan and the listening.
        followed.put(repo.repo(), next);
        try {
            Look look = catchUp(repo, cancellation);
            next.looked(System.nanoTime(), Duration.ZERO, look.noticed, look.failure);
        } catch (RuntimeException e) {
            if (last == null) {
                followed.remove(repo.repo(), next);
                watches.forget(repo.repo());
            } else {
                followed.put(repo.repo(), last);
            }
            throw e;
        }
    }

    /** Stops to follow. Completes when nothing reads the tree any more. */
    public Mono<Void> forget(RepoId repo) {
        return Mono.defer(() -> {
            followed.remove(repo);
            Disposable look = looks.remove(repo);
            if (look != null) {
                look.dispose();
            }
            return work.run(repo, cancellation -> {
                followed.remove(repo);
                watches.forget(repo);
                snapshots.forget(repo);
                return null;
            });
        });
    }

    /** Why the last look at the tree failed, or null. */
    public @Nullable String failure(RepoId repo) {
        Followed state = followed.get(repo);
        return state == null ? null : state.failure();
    }

    /**
     * A look at a tree.
     *
     * @param noticed whether the system will tell of the next changes
     * @param failure why the shadow is not up to date, or null
     */
    private record Look(boolean noticed, @Nullable String failure) {}

    private Look catchUp(RepoInfo repo, Cancellation cancellation) {
        Watches.Round round = watches.round(repo.repo());
        Snapshots.CaughtUp caughtUp = snapshots.catchUp(repo, round, cancellation);
        if (caughtUp.changes() != null) {
            log.debug("{}: {}", repo.path(), caughtUp.changes());
        }
        return new Look(round.end(), caughtUp.restless());
    }

    private void listen() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                WatchKey key = service.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
                for (int i = 0; key != null && i < KEYS_PER_TICK; i++) {
                    take(key);
                    key = service.poll();
                }
                if (key != null) {
                    take(key);
                }
                long now = System.nanoTime();
                followed.values().forEach(state -> {
                    if (state.beginLook(now)) {
                        look(state);
                    }
                });
            }
        } catch (InterruptedException | ClosedWatchServiceException e) {
            // Closed.
        }
    }

    private void take(WatchKey key) {
        key.pollEvents();
        long now = System.nanoTime();
        for (RepoId repo : watches.owners(key)) {
            Followed state = followed.get(repo);
            if (state != null) {
                state.touch(now);
            }
        }
        if (!key.reset()) {
            watches.gone(key);
        }
    }

    private void look(Followed state) {
        RepoId repo = state.repo().repo();
        Disposable.Swap look = Disposables.swap();
        looks.put(repo, look);
        look.replace(work.run(repo, cancellation -> {
                    if (followed.get(repo) == state) {
                        look(state, cancellation);
                    }
                    return null;
                })
                .doFinally(signal -> looks.remove(repo, look))
                .subscribe(
                        nothing -> {},
                        e -> log.debug(
                                "{}: the look at the tree was given up: {}",
                                state.repo().path(),
                                e.toString())));
    }

    private void look(Followed state, Cancellation cancellation) {
        long begun = System.nanoTime();
        Look look;
        try {
            look = catchUp(state.repo(), cancellation);
        } catch (ShadowException e) {
            look = new Look(false, e.getMessage());
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            look = new Look(false, e.toString());
        }
        long now = System.nanoTime();
        String failure = look.failure;
        boolean news = state.looked(now, Duration.ofNanos(now - begun), look.noticed, failure);
        if (news && !cancellation.isCancelled()) {
            if (failure == null) {
                log.info("{}: follows its directory again", state.repo().path());
            } else {
                log.warn(
                        "{}: cannot follow its directory, tries again: {}",
                        state.repo().path(),
                        failure);
            }
        }
    }

    @Override
    public void close() throws IOException {
        followed.clear();
        looks.values().forEach(Disposable::dispose);
        service.close();
        thread.interrupt();
    }
}
