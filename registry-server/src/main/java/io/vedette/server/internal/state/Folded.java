package io.vedette.server.internal.state;

import io.vedette.server.storage.StorageBackend;

/**
 * All that is folded.
 *
 * @param registries all registries
 * @param repos repositories as they are asked for
 * @param imports all imports
 * @param workflows all workflows that are open or ended not long ago
 * @param time the time that an append would be given
 */
public record Folded(Registries registries, RepoViews repos, Imports imports, Workflows workflows, LogTime time) {

    /** Nothing is loaded yet; keeps at most so many repositories. */
    public static Folded of(StorageBackend storage, LogTime time, int keptRepos, Retention retention) {
        Registries registries = new Registries(storage, time);
        return new Folded(
                registries,
                new RepoViews(storage, keptRepos),
                new Imports(storage, registries),
                new Workflows(storage, time, retention),
                time);
    }
}
