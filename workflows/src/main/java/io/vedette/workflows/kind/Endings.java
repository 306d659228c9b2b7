package io.vedette.workflows.kind;

import io.vedette.domain.RegistryCommand;
import io.vedette.domain.RegistryState;
import io.vedette.domain.RepoCommand;
import io.vedette.domain.RepoId;
import io.vedette.workflows.Situation;
import io.vedette.workflows.Step;

/**
 * How work on a repository begins and ends in three histories. It begins in the registry, where one thing at a time is
 * allowed, goes on in the repository and then has a history of its own; a repository that refuses leads back. It ends in the
 * order: the workflow proves that the work is done, the repository, the registry, the workflow's last event. Each step is
 * found again from what the three histories say, so it goes on after a crash between any two.
 */
final class Endings {

    private Endings() {}

    /** Asks the repository; where it refuses, the registry takes back what it has begun. */
    static Step start(Situation<?> situation, RepoCommand command) {
        return new Step.Post(command, refusal -> reject(situation, command.repo(), refusal.message()));
    }

    /** The registry takes back what it has begun. */
    static Step reject(Situation<?> situation, RepoId repo, String reason) {
        return new Step.Post(new RegistryCommand.Reject(registry(situation), repo, situation.workflow(), reason), null);
    }

    /** Tells the repository, then the registry, then ends. */
    static Step commit(Situation<?> situation, RepoCommand repo, Step last) {
        return commit(
                situation,
                repo,
                new RegistryCommand.Conclude(registry(situation), repo.repo(), situation.workflow()),
                last);
    }

    /** Tells the repository, then the registry, then ends. */
    static Step commit(Situation<?> situation, RepoCommand repo, RegistryCommand registry, Step last) {
        if (situation.relocation() != null) {
            return new Step.Post(repo, null);
        }
        return situation.undertaking() != null ? new Step.Post(registry, null) : last;
    }

    /** Tells the repository and the registry that it was taken back, then goes on. */
    static Step abort(Situation<?> situation, RepoId repo, String reason, Step last) {
        return commit(
                situation,
                new RepoCommand.AbortRelocation(repo, situation.workflow(), reason),
                new RegistryCommand.Abandon(registry(situation), repo, situation.workflow(), reason),
                last);
    }

    /** After the end nothing is open in its name, unless its id was given to something new. */
    static Step after(Situation<?> situation) {
        return situation.undertaking() != null && situation.repo() != null && situation.relocation() == null
                ? reject(
                        situation,
                        situation.repo().repo(),
                        "workflow id " + situation.workflow() + " was used before; choose another id")
                : Step.end();
    }

    /** The name of the registry; empty before it is known. */
    static String registry(Situation<?> situation) {
        RegistryState registry = situation.registry();
        return registry == null || registry.name() == null ? "" : registry.name();
    }
}
