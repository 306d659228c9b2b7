package io.vedette.server.internal.state;

import io.vedette.domain.RegistryId;
import io.vedette.domain.RepoPath;
import io.vedette.workflows.Subject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a repository or a workflow is, as far as filters care.
 *
 * @param registry its registry
 * @param path where it lives; null for what concerns the registry as a whole
 * @param newPath where it is moving to
 * @param left where it was, or was on its way to, not long ago
 */
public record Place(
        RegistryId registry,
        @Nullable RepoPath path,
        @Nullable RepoPath newPath,
        @Nullable RepoPath left) {

    static Place of(Subject about) {
        return new Place(
                about.registry(),
                about.from() == null ? null : about.from().path(),
                about.to() == null ? null : about.to().path(),
                null);
    }

    /** Whether one of its paths is at or below one of the prefixes. */
    public boolean touches(List<RepoPath> prefixes) {
        if (path == null) {
            return true;
        }
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
