package io.vedette.domain;

/**
 * Says where repositories below a path live.
 *
 * @param path repositories at or below it
 * @param host are on this file server
 * @param hostPath below this directory
 */
public record Root(RepoPath path, Host host, HostPath hostPath) {

    /** Where a repository with this path lives. */
    public HostPath hostPathOf(RepoPath repo) {
        return hostPath.resolve(repo.relativeTo(path));
    }
}
