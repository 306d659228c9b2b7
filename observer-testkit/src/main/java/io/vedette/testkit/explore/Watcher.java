package io.vedette.testkit.explore;

import io.vedette.domain.Host;
import io.vedette.domain.RepoPath;

/**
 * An observer in an exploration.
 *
 * @param name what people call it
 * @param prefix it owns what lives at or below this path,
 * @param host and on this file server
 */
public record Watcher(String name, RepoPath prefix, Host host) {

    boolean owns(RepoPath path, Host on) {
        return path.isAtOrBelow(prefix) && host.equals(on);
    }
}
