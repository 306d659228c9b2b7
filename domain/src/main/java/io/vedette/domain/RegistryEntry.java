package io.vedette.domain;

import org.jspecify.annotations.Nullable;

/**
 * What a registry knows of one repository.
 *
 * @param repo the repository
 * @param path where it lives
 * @param root the root it was placed on; roots that are added later do not take it over; null if there was none
 * @param creator who asked for it; null once its own history exists and says so
 * @param undertaking the move, move of the shadow or change of tier that is under way, if one is
 * @param tier its storage tier as far as the registry was told
 * @param failed the workflow whose change of tier failed, until another one ends well or it is given up
 */
public record RegistryEntry(
        RepoId repo,
        RepoPath path,
        @Nullable Root root,
        @Nullable Author creator,
        @Nullable Undertaking undertaking,
        StorageTier tier,
        @Nullable WorkflowId failed) {

    static RegistryEntry accepted(RepoId repo, RepoPath path, @Nullable Root root, @Nullable Author creator) {
        return new RegistryEntry(repo, path, root, creator, null, StorageTier.ONLINE, null);
    }

    /** Whether the repository's own history exists. */
    public boolean isAdded() {
        return creator == null;
    }

    /** Where it is moving to; null if it is not. */
    public @Nullable RepoPath newPath() {
        return undertaking instanceof Undertaking.Move move ? move.newPath() : null;
    }

    /** The workflow that is under way; null if none is. */
    public @Nullable WorkflowId workflow() {
        return undertaking == null ? null : undertaking.workflow();
    }

    RegistryEntry added() {
        return new RegistryEntry(repo, path, root, null, undertaking, tier, failed);
    }

    RegistryEntry busy(Undertaking with) {
        return new RegistryEntry(repo, path, root, creator, with, tier, failed);
    }

    /** The workflow is over; another one that is under way stays. */
    RegistryEntry settled(WorkflowId by) {
        return by.equals(workflow()) ? new RegistryEntry(repo, path, root, creator, null, tier, failed) : this;
    }

    /** At another place and on its root; where the place is the same, the root stays what it was. */
    RegistryEntry at(RepoPath place, @Nullable Root on) {
        return place.equals(path) ? this : new RegistryEntry(repo, place, on, creator, undertaking, tier, failed);
    }

    /** Where a move has brought it, even if that is the same path on another root. */
    RegistryEntry movedTo(RepoPath place, WorkflowId by, @Nullable Root otherwise) {
        if (undertaking instanceof Undertaking.Move move
                && move.workflow().equals(by)
                && move.newPath().equals(place)) {
            return new RegistryEntry(repo, place, move.root(), creator, null, tier, failed);
        }
        return settled(by).at(place, otherwise);
    }

    RegistryEntry changing(Undertaking.TierChange change) {
        return new RegistryEntry(repo, path, root, creator, change, tier.towards(change.target()), failed);
    }

    RegistryEntry changed(WorkflowId by, StorageTier named, TierChangeCode code) {
        return new RegistryEntry(
                repo,
                path,
                root,
                creator,
                settled(by).undertaking,
                code.resultOf(tier, named, failed != null),
                code.failureOf(by, failed));
    }
}
