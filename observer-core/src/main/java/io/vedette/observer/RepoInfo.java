package io.vedette.observer;

import io.vedette.domain.Author;
import io.vedette.domain.Host;
import io.vedette.domain.HostPath;
import io.vedette.domain.Omissions;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.StorageTier;
import org.jspecify.annotations.Nullable;

/**
 * A repository as a file server needs it.
 *
 * @param repo its id
 * @param registry the registry that it belongs to
 * @param path its path in the registry
 * @param creator who asked for it
 * @param host the file server
 * @param hostPath its directory there
 * @param shadow its shadow; null before that exists
 * @param omissions what the shadow cannot hold
 * @param tier its storage tier; {@code NONE} before the shadow exists
 */
public record RepoInfo(
        RepoId repo,
        RegistryId registry,
        RepoPath path,
        Author creator,
        Host host,
        HostPath hostPath,
        @Nullable HostPath shadow,
        Omissions omissions,
        StorageTier tier) {

    /** A repository that is in use. */
    public RepoInfo(
            RepoId repo,
            RegistryId registry,
            RepoPath path,
            Author creator,
            Host host,
            HostPath hostPath,
            @Nullable HostPath shadow,
            Omissions omissions) {
        this(repo, registry, path, creator, host, hostPath, shadow, omissions, StorageTier.ONLINE);
    }

    /** The same repository with its shadow. */
    public RepoInfo withShadow(HostPath place, Omissions omitted) {
        return new RepoInfo(repo, registry, path, creator, host, hostPath, place, omitted, tier);
    }
}
