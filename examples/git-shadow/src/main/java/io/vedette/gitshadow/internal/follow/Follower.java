package io.vedette.gitshadow.internal.follow;

import io.vedette.domain.RepoId;
import io.vedette.gitshadow.ShadowException;
import io.vedette.gitshadow.internal.Cancellation;
import io.vedette.gitshadow.internal.KeyedWork;
import io.vedette.gitshadow.internal.store.Snapshots;
import io.vedette.observer.RepoInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/**
 * Makes commits of the changes of trees. One thread listens to the system for all of them; the commits are made as work
 * of their repositories. What the system reports is a hint only: trees are also looked through now and then.
 *
 * <p>Limits: the listening costs by what is reported and by the trees that are due, not by all that are followed; but each
 * directory takes a watch of the system ({@code fs.inotify.max_user_watches}, trees beyond are polled), each file some
 * memory for its last stat, and each tree a walk now and then, which a long walk makes rarer.
 */
public final class Follower implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Follower.class);

    private final Snapshots snapshots;
    private final KeyedWork work;
    private final Pace pace;
    private final BiConsumer<RepoInfo, String> onCommit;
    private final Watches watches;
    private final Listening listening;
    private final Agenda agenda = new Agenda();
    private final Map<RepoId, Followed> followed = new ConcurrentHashMap<>();
    private final Map<RepoId, Disposable> looks = new ConcurrentHashMap<>();

    /**
     * A follower that follows nothing yet.
     *
     * @throws UncheckedIOException if the system gives no notice of changes
     */
    public Follower(Snapshots snapshots, KeyedWork work, Pace pace, BiConsumer<RepoInfo, String> onCommit) {
        this.snapshots = snapshots;
        this.work = work;
        this.pace = pace;
        this.onCommit = onCommit;
        WatchService service = watchService();
        this.watches = new Watches(service);
        this.listening = new Listening(service, this::hear, this::tick);
    }

    private static WatchService watchService() {
        try {
            return FileSystems.getDefault().newWatchService();
        } catch (IOException e) {
            throw new UncheckedIOException("the system gives no notice of changes: " + e.getMessage(), e);
        }
    }

    /** Begins to listen. */
    public void start() {
        listening.start();
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
            agenda.put(next, next.due());
        } catch (RuntimeException | Error e) {
            if (last == null) {
                followed.remove(repo.repo(), next);
                watches.forget(repo.repo());
            } else {
                followed.put(repo.repo(), last);
                // What was heard meanwhile went to the other one.
                last.touch(System.nanoTime());
                agenda.put(last, last.due());
            }
            throw e;
        }
    }

    /** Stops to follow. Completes when nothing reads the tree any more. */
    public Mono<Void> forget(RepoId repo) {
        return Mono.defer(() -> {
            drop(repo);
            Disposable look = looks.remove(repo);
            if (look != null) {
                look.dispose();
            }
            return work.run(repo, cancellation -> {
                drop(repo);
                watches.forget(repo);
                snapshots.forget(repo);
                return null;
            });
        });
    }

    private void drop(RepoId repo) {
        Followed state = followed.remove(repo);
        if (state != null) {
            agenda.remove(state);
        }
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
            log.info("{}: {}", repo.path(), caughtUp.changes());
            onCommit.accept(repo, caughtUp.changes().toString());
        }
        return new Look(round.end(), caughtUp.restless());
    }

    private void hear(WatchKey key) {
        try {
            key.pollEvents();
            for (RepoId repo : watches.owners(key)) {
                Followed state = followed.get(repo);
                if (state != null) {
                    touch(state);
                }
            }
        } finally {
            if (!key.reset()) {
                watches.gone(key);
            }
        }
    }

    private void touch(Followed state) {
        if (state.touch(System.nanoTime())) {
            agenda.put(state, state.due());
        }
    }

    private void tick() {
        long now = System.nanoTime();
        for (Followed state = agenda.poll(now); state != null; state = agenda.poll(now)) {
            if (followed.get(state.repo().repo()) != state) {
                continue;
            }
            if (state.beginLook(now)) {
                beginLook(state);
            } else if (!state.isLooking()) {
                agenda.put(state, state.due());
            }
        }
    }

    private void beginLook(Followed state) {
        try {
            look(state);
        } catch (RuntimeException | Error e) {
            endLook(state);
            throw e;
        }
    }

    private void endLook(Followed state) {
        state.endLook();
        agenda.put(state, state.due());
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
                .doFinally(signal -> {
                    looks.remove(repo, look);
                    endLook(state);
                })
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
        } catch (RuntimeException | Error e) {
            log.debug("{}: the look at the tree failed", state.repo().path(), e);
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
        listening.close();
    }
}
