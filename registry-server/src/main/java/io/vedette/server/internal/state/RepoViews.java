package io.vedette.server.internal.state;

import io.vedette.domain.Recorded;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoView;
import io.vedette.server.storage.StorageBackend;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Repositories, folded on demand. The ones used last are kept, up to a bound; an evicted one is folded again from the
 * store. Thread-safe.
 */
public final class RepoViews {

    private final StorageBackend storage;
    private final LruMap<RepoId, RepoView> kept;

    /** Keeps at most so many. */
    public RepoViews(StorageBackend storage, int capacity) {
        this.storage = storage;
        this.kept = new LruMap<>(capacity);
    }

    /** The view that is kept, or else the one that the store has. May be older than the store. */
    public Mono<RepoView> known(RepoId repo) {
        return Mono.defer(() -> {
            RepoView view = get(repo);
            return view == null ? catchUp(repo) : Mono.just(view);
        });
    }

    /** The view as new as the store. */
    public Mono<RepoView> catchUp(RepoId repo) {
        return Mono.defer(() -> {
            RepoView view = get(repo);
            RepoView from = view == null ? RepoView.empty(repo) : view;
            return storage.read(repo.aggregate(), from.version(), Integer.MAX_VALUE)
                    .reduce(from, RepoView::evolve)
                    .doOnNext(this::keep);
        });
    }

    /** Folds an event that was just stored; without a kept view there is nothing to do. */
    public void fold(Recorded recorded) {
        RepoView view = get(new RepoId(recorded.aggregate().uuid()));
        if (view != null && recorded.version() == view.version() + 1) {
            keep(view.evolve(recorded));
        }
    }

    private synchronized @Nullable RepoView get(RepoId repo) {
        return kept.get(repo);
    }

    private synchronized void keep(RepoView view) {
        RepoView before = kept.get(view.repo());
        if (view.version() > 0 && (before == null || before.version() < view.version())) {
            kept.put(view.repo(), view);
        }
    }

    /** How many are kept. */
    public synchronized int size() {
        return kept.size();
    }
}
