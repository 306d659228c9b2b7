package io.vedette.server.internal.process;

import io.vedette.domain.Author;
import io.vedette.domain.EventId;
import io.vedette.domain.Refusal;
import io.vedette.domain.RegistryCommand;
import io.vedette.domain.RegistryEntry;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RegistryState;
import io.vedette.domain.RepoCommand;
import io.vedette.domain.RepoId;
import io.vedette.domain.Root;
import io.vedette.engine.Outcome;
import io.vedette.engine.Run;
import io.vedette.server.internal.Refused;
import java.util.Objects;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** REPO_ACCEPTED: begins the repository's history, then confirms it; one that cannot begin is rejected. */
final class StartRepoTask extends RepoTask {

    StartRepoTask(Office office, RegistryId registry, RepoId repo, EventId cause) {
        super(office, registry, repo, cause);
    }

    @Override
    String task() {
        return "start";
    }

    @Override
    Mono<Outcome> perform(Run run, RegistryState state) {
        RegistryEntry entry = state.entry(repo);
        if (entry == null
                || entry.isAdded()
                || !cause.equals(office.registries().of(registry).starts().get(repo))) {
            return Mono.just(Outcome.end());
        }
        String name = Objects.requireNonNull(state.name());
        Author creator = Objects.requireNonNull(entry.creator());
        Root root = entry.root();
        if (root == null || !root.equals(state.root(root.path()))) {
            return reject(run, name, "the root that " + entry.path() + " was placed on is not there any more");
        }
        return Mono.defer(() -> post(
                        run,
                        "start",
                        new RepoCommand.StartRepo(
                                repo, registry, entry.path(), creator, root.host(), root.hostPathOf(entry.path()))))
                .then(Mono.just(Optional.<String>empty()))
                .onErrorResume(
                        StartRepoTask::neverStarts, error -> Mono.just(Optional.of(String.valueOf(error.getMessage()))))
                .flatMap(reason -> reason.isPresent()
                        ? reject(run, name, reason.get())
                        : post(run, "confirm", new RegistryCommand.ConfirmRepo(name, repo))
                                .thenReturn(Outcome.end()));
    }

    /** Whether trying again is in vain: it was refused, or its place or its first event cannot be put into words. */
    private static boolean neverStarts(Throwable error) {
        return error instanceof Refused refused
                ? refused.refusal().code() != Refusal.Code.UNAVAILABLE
                : error instanceof IllegalArgumentException;
    }

    private Mono<Outcome> reject(Run run, String name, String reason) {
        return post(run, "reject", new RegistryCommand.RejectRepo(name, repo, reason))
                .thenReturn(Outcome.end());
    }
}
