package io.vedette.server.sim;

import io.vedette.domain.Location;
import io.vedette.domain.RepoPath;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is an observer's.
 *
 * @param prefixes repositories at or below one of them
 * @param host on this file server; null for any
 */
record Territory(List<String> prefixes, @Nullable String host) {

    boolean covers(Location place) {
        return prefixes.stream().anyMatch(prefix -> place.path().isAtOrBelow(new RepoPath(prefix)))
                && (host == null || place.host().name().equals(host));
    }
}
