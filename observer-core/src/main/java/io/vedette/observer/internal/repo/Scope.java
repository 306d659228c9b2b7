package io.vedette.observer.internal.repo;

import io.vedette.domain.Host;
import io.vedette.domain.Location;
import io.vedette.domain.RepoPath;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which repositories an observer cares for.
 *
 * @param prefixes at or below one of these
 * @param host on this file server; null for any
 */
public record Scope(List<RepoPath> prefixes, @Nullable Host host) {

    /** Copies the list. */
    public Scope {
        prefixes = List.copyOf(prefixes);
    }

    /** Whether a path is at or below a prefix. */
    public boolean covers(RepoPath path) {
        for (RepoPath prefix : prefixes) {
            if (path.isAtOrBelow(prefix)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a repository that lives there is ours. */
    public boolean owns(Location location) {
        return owns(location.path(), location.host());
    }

    /** Whether a repository with this path on this file server is ours. */
    public boolean owns(RepoPath path, Host on) {
        return covers(path) && (host == null || host.equals(on));
    }
}
