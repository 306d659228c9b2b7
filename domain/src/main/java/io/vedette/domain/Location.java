package io.vedette.domain;

import org.jspecify.annotations.Nullable;

/**
 * Where a repository lives.
 *
 * @param path its path in the registry
 * @param host its file server
 * @param hostPath its directory there
 * @param shadow its shadow; null before that exists
 */
public record Location(
        RepoPath path,
        Host host,
        HostPath hostPath,
        @Nullable HostPath shadow) {

    Location withShadow(HostPath place) {
        return new Location(path, host, hostPath, place);
    }
}
