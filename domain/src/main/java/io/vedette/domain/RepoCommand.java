package io.vedette.domain;

/** A command to a repository. */
public sealed interface RepoCommand extends Command {

    /** The repository. */
    RepoId repo();

    @Override
    default AggregateId target() {
        return repo().aggregate();
    }

    /** Begins the repository's history. Posted by the registry itself. */
    record StartRepo(RepoId repo, RegistryId registry, RepoPath path, Author creator, Host host, HostPath hostPath)
            implements RepoCommand {}

    /** Reports that the shadow exists. */
    record ConfirmShadow(RepoId repo, HostPath shadow, Omissions omissions) implements RepoCommand {}

    /** Says that the repository shall have a remote copy. */
    record AcceptRemote(RepoId repo, RemoteSpec remote) implements RepoCommand {}

    /** Reports that the remote copy exists. */
    record ConfirmRemote(RepoId repo, RemoteSpec remote) implements RepoCommand {}

    /** Stores an error; one that is stored already is success. */
    record SetRepoError(RepoId repo, String message) implements RepoCommand {}

    /** Clears the stored error, whose text it must name. */
    record ClearRepoError(RepoId repo, String message) implements RepoCommand {}

    /** Clears the stored error whatever it says. Posted by the registry itself for a re-initialisation. */
    record ReinitialiseRepo(RepoId repo) implements RepoCommand {}

    /** Begins a move. Posted by the registry itself. */
    record StartMove(RepoId repo, WorkflowId workflow, RepoPath path, Host host, HostPath hostPath)
            implements RepoCommand {}

    /** Begins a move of the shadow. Posted by the registry itself. */
    record StartShadowMove(RepoId repo, WorkflowId workflow, HostPath shadow) implements RepoCommand {}

    /** Begins a change of tier. Posted by the registry itself. */
    record StartTierChange(RepoId repo, WorkflowId workflow, StorageTier tier, Author author) implements RepoCommand {}

    /** Ends a move: the repository lives where it was moving to. Posted by the registry itself. */
    record FinishMove(RepoId repo, WorkflowId workflow, HostPath shadow) implements RepoCommand {}

    /** Ends a move of the shadow. Posted by the registry itself. */
    record FinishShadowMove(RepoId repo, WorkflowId workflow) implements RepoCommand {}

    /** Ends a change of tier. Posted by the registry itself. */
    record FinishTierChange(RepoId repo, WorkflowId workflow, TierChangeCode code, String message)
            implements RepoCommand {}

    /** Takes back a move of the repository or of its shadow. Posted by the registry itself. */
    record AbortRelocation(RepoId repo, WorkflowId workflow, String reason) implements RepoCommand {}

    /** Takes back a change of tier that failed. Posted by the registry itself. */
    record RestoreTier(RepoId repo, WorkflowId workflow) implements RepoCommand {}
}
