package io.vedette.observer;

import io.vedette.domain.HostPath;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import org.jspecify.annotations.Nullable;

/**
 * How a repository stands when its activity has nothing left to do for what it has seen.
 *
 * @param repo the repository
 * @param version the version up to which its history was seen
 * @param path where it lives; null while it has no history
 * @param shadow its shadow; null before that exists
 * @param enabled whether this observer has opened it to clients at its present place
 * @param error the stored error, if the history shows one
 */
public record RepoStatus(
        RepoId repo,
        long version,
        @Nullable RepoPath path,
        @Nullable HostPath shadow,
        boolean enabled,
        @Nullable String error) {}
