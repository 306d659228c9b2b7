package io.vedette.domain;

/** A command to a registry. */
public sealed interface RegistryCommand extends Command {

    /** The registry's name. */
    String registry();

    @Override
    default AggregateId target() {
        return RegistryId.ofName(registry()).aggregate();
    }

    /** Makes the registry. */
    record CreateRegistry(String registry) implements RegistryCommand {}

    /** Adds a root. */
    record AddRoot(String registry, Root root) implements RegistryCommand {}

    /** Removes a root. */
    record RemoveRoot(String registry, RepoPath path) implements RegistryCommand {}

    /** Makes a repository. */
    record InitRepo(String registry, RepoId repo, RepoPath path, Author creator) implements RegistryCommand {}

    /** Clears a stored error and initialises again where there is no shadow. */
    record ReinitRepo(String registry, RepoId repo, String reason) implements RegistryCommand {}

    /** Says that an accepted repository's own history exists. Posted by the registry itself. */
    record ConfirmRepo(String registry, RepoId repo) implements RegistryCommand {}

    /** Takes back an accepted repository that could not be started. Posted by the registry itself. */
    record RejectRepo(String registry, RepoId repo, String reason) implements RegistryCommand {}

    /** Begins to move a repository to another path. */
    record BeginMoveRepo(String registry, RepoId repo, WorkflowId workflow, RepoPath newPath)
            implements RegistryCommand {}

    /** Begins to move the shadow of a repository. */
    record BeginMoveShadow(String registry, RepoId repo, WorkflowId workflow, HostPath newShadow)
            implements RegistryCommand {}

    /** Begins to change the tier of a repository. */
    record BeginTierChange(String registry, RepoId repo, WorkflowId workflow, StorageTier tier, Author author)
            implements RegistryCommand {}

    /** Gives up a change of tier that failed. */
    record GiveUpTierChange(String registry, RepoId repo, WorkflowId workflow) implements RegistryCommand {}

    /** Says that what is under way has come to its end. Posted by the registry itself. */
    record Conclude(String registry, RepoId repo, WorkflowId workflow) implements RegistryCommand {}

    /** Says how a change of tier ended. Posted by the registry itself. */
    record ConcludeTierChange(String registry, RepoId repo, WorkflowId workflow, TierChangeCode code, String message)
            implements RegistryCommand {}

    /** Takes back what could not begin. Posted by the registry itself. */
    record Reject(String registry, RepoId repo, WorkflowId workflow, String reason) implements RegistryCommand {}

    /** Takes back what was aborted. Posted by the registry itself. */
    record Abandon(String registry, RepoId repo, WorkflowId workflow, String reason) implements RegistryCommand {}
}
