package io.vedette.server.internal.state;

import io.vedette.domain.Recorded;
import io.vedette.domain.RegistryEntry;
import io.vedette.domain.RegistryEvent;
import io.vedette.domain.RegistryState;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the paths that repositories left last, so that who watches the former path still hears of the move's end.
 * Bounded: the oldest is forgotten first; a signal more than needed is harmless. Thread-safe.
 */
final class Departures {

    private static final int KEPT = 4096;

    private final LruMap<RepoId, RepoPath> left = new LruMap<>(KEPT);

    void note(RegistryState before, Recorded recorded) {
        RepoId repo;
        if (recorded.event() instanceof RegistryEvent.RepoMoved moved) {
            repo = moved.repo();
        } else if (recorded.event() instanceof RegistryEvent.RepoMoveAborted aborted) {
            repo = aborted.repo();
        } else if (recorded.event() instanceof RegistryEvent.RepoMoveRejected rejected) {
            repo = rejected.repo();
        } else {
            return;
        }
        RegistryEntry entry = before.entry(repo);
        if (entry != null) {
            boolean moved = recorded.event() instanceof RegistryEvent.RepoMoved;
            RepoPath path = moved ? entry.path() : entry.newPath();
            if (path != null) {
                put(repo, path);
            }
        }
    }

    private synchronized void put(RepoId repo, RepoPath path) {
        left.put(repo, path);
    }

    synchronized @Nullable RepoPath of(RepoId repo) {
        return left.isEmpty() ? null : left.get(repo);
    }
}
