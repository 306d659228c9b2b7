package io.vedette.domain;

import org.jspecify.annotations.Nullable;

/**
 * What a registry knows of one repository.
 *
 * @param repo the repository
 * @param path where it lives
 * @param creator who asked for it; null once its own history exists and says so
 * @param newPath where it is moving to, if it is
 * @param workflow the move, shadow move or change of tier that is under way, if one is
 * @param tier its storage tier as far as the registry was told
 */
public record RegistryEntry(
        RepoId repo,
        RepoPath path,
        @Nullable Author creator,
        @Nullable RepoPath newPath,
        @Nullable WorkflowId workflow,
        StorageTier tier) {

    static RegistryEntry accepted(RepoId repo, RepoPath path, Author creator) {
        return new RegistryEntry(repo, path, creator, null, null, StorageTier.ONLINE);
    }

    static RegistryEntry addedAt(RepoId repo, RepoPath path) {
        return new RegistryEntry(repo, path, null, null, null, StorageTier.ONLINE);
    }

    /** Whether the repository's own history exists. */
    public boolean isAdded() {
        return creator == null;
    }

    RegistryEntry added() {
        return new RegistryEntry(repo, path, null, newPath, workflow, tier);
    }

    RegistryEntry moving(WorkflowId by, RepoPath target) {
        return new RegistryEntry(repo, path, creator, target, by, tier);
    }

    RegistryEntry busy(WorkflowId by) {
        return new RegistryEntry(repo, path, creator, newPath, by, tier);
    }

    /** The workflow is over; another one that is under way stays. */
    RegistryEntry settled(WorkflowId by) {
        return by.equals(workflow) ? new RegistryEntry(repo, path, creator, null, null, tier) : this;
    }

    RegistryEntry at(RepoPath place) {
        return new RegistryEntry(repo, place, creator, newPath, workflow, tier);
    }

    RegistryEntry in(StorageTier other) {
        return new RegistryEntry(repo, path, creator, newPath, workflow, other);
    }
}
