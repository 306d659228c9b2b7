package io.vedette.server.internal.state;

import io.vedette.domain.RegistryId;
import io.vedette.domain.RepoPath;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a repository is, as far as filters care.
 *
 * @param registry its registry
 * @param path where it lives
 * @param newPath where it is moving to
 * @param left where it was, or was on its way to, not long ago
 */
public record Place(
        RegistryId registry,
        RepoPath path,
        @Nullable RepoPath newPath,
        @Nullable RepoPath left) {

    /** Whether one of its paths is at or below one of the prefixes. */
    public boolean touches(List<RepoPath> prefixes) {
        for (RepoPath prefix : prefixes) {
            if (path.isAtOrBelow(prefix)
                    || (newPath != null && newPath.isAtOrBelow(prefix))
                    || (left != null && left.isAtOrBelow(prefix))) {
                return true;
            }
        }
        return false;
    }
}
