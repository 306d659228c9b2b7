package io.vedette.domain;

import java.nio.charset.StandardCharsets;

/**
 * Says where repositories below a path live.
 *
 * @param path repositories at or below it
 * @param host are on this file server
 * @param hostPath below this directory
 */
public record Root(RepoPath path, Host host, HostPath hostPath) {

    /** Whether a repository at or below this root's path has a place that is not too long for the file server. */
    boolean canHold(RepoPath repo) {
        int own = hostPath.value().getBytes(StandardCharsets.UTF_8).length;
        int rest = repo.relativeTo(path).getBytes(StandardCharsets.UTF_8).length;
        return own + 1 + rest <= RepoPath.MAX_BYTES;
    }

    /** Where a repository with this path lives. */
    public HostPath hostPathOf(RepoPath repo) {
        return hostPath.resolve(repo.relativeTo(path));
    }
}
