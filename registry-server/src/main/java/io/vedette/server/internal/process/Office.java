package io.vedette.server.internal.process;

import io.vedette.domain.Command;
import io.vedette.domain.Recorded;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RepoCommand;
import io.vedette.domain.RepoId;
import io.vedette.server.internal.command.CommandHandler;
import io.vedette.server.internal.state.Claim;
import io.vedette.server.internal.state.Folded;
import io.vedette.server.internal.state.Registries;
import io.vedette.server.internal.state.Restore;
import io.vedette.server.storage.CommandKey;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What tasks work with.
 *
 * @param folded what is to be done
 * @param handler executes commands
 * @param random source of jitter
 */
record Office(Folded folded, CommandHandler handler, RandomGenerator random) {

    Registries registries() {
        return folded.registries();
    }

    /** The events of a registry after a version; each is folded before it comes. */
    Flux<Recorded> eventsOf(RegistryId registry, long after) {
        return registries().read(registry, after);
    }

    Mono<Void> post(CommandKey key, Command command) {
        return Mono.defer(() -> handler.execute(key, OptionalLong.empty(), command))
                .then();
    }

    /** Whether a repository has not been told yet that its change of tier was given up. */
    boolean mustRestore(Claim claim) {
        return registries().of(claim.registry()).restores().containsKey(claim.repo());
    }

    /** Tells a repository that its change of tier was given up, if that is due; whoever comes first does it. */
    Mono<Void> restore(RegistryId registry, RepoId repo) {
        return Mono.defer(() -> {
            Restore due = registries().of(registry).restores().get(repo);
            return due == null ? Mono.empty() : restore(registry, repo, due);
        });
    }

    private Mono<Void> restore(RegistryId registry, RepoId repo, Restore due) {
        return folded.repos()
                .catchUp(repo)
                .filter(view -> due.workflow().equals(view.failed()))
                .flatMap(view ->
                        post(StepId.of(due.cause(), "restore"), new RepoCommand.RestoreTier(repo, due.workflow())))
                .then(Mono.fromRunnable(() -> registries().restored(registry, repo, due.cause())));
    }
}
