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
}
