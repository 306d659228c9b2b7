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
}
