package io.vedette.domain;

import org.jspecify.annotations.Nullable;

/**
 * What a registry knows of one repository.
 *
 * @param repo the repository
 * @param path where it lives
 * @param root the root it was placed on; roots that are added later do not take it over; null if there was none
 * @param creator who asked for it; null once its own history exists and says so
 * @param newPath where it is moving to, if it is
 * @param workflow the move, shadow move or change of tier that is under way, if one is
 * @param tier its storage tier as far as the registry was told
 */
public record RegistryEntry(
        RepoId repo,
        RepoPath path,
        @Nullable Root root,
        @Nullable Author creator,
        @Nullable RepoPath newPath,
        @Nullable WorkflowId workflow,
        StorageTier tier) {

    static RegistryEntry accepted(RepoId repo, RepoPath path, @Nullable Root root, Author creator) {
        return new RegistryEntry(repo, path, root, creator, null, null, StorageTier.ONLINE);
    }

    static RegistryEntry addedAt(RepoId repo, RepoPath path, @Nullable Root root) {
        return new RegistryEntry(repo, path, root, null, null, null, StorageTier.ONLINE);
    }

    /** Whether the repository's own history exists. */
    public boolean isAdded() {
        return creator == null;
    }

    RegistryEntry added() {
        return new RegistryEntry(repo, path, root, null, newPath, workflow, tier);
    }

    RegistryEntry moving(WorkflowId by, RepoPath target) {
        return new RegistryEntry(repo, path, root, creator, target, by, tier);
    }

    RegistryEntry busy(WorkflowId by) {
        return new RegistryEntry(repo, path, root, creator, newPath, by, tier);
    }

    /** The workflow is over; another one that is under way stays. */
    RegistryEntry settled(WorkflowId by) {
        return by.equals(workflow) ? new RegistryEntry(repo, path, root, creator, null, null, tier) : this;
    }

    /** At another place and on its root; where the place is the same, the root stays what it was. */
    RegistryEntry at(RepoPath place, @Nullable Root on) {
        return place.equals(path) ? this : new RegistryEntry(repo, place, on, creator, newPath, workflow, tier);
    }

    RegistryEntry in(StorageTier other) {
        return new RegistryEntry(repo, path, root, creator, newPath, workflow, other);
    }
}
