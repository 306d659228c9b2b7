package io.vedette.server.internal.process;

import io.vedette.domain.Command;
import io.vedette.domain.RegistryCommand;
import io.vedette.domain.RegistryState;
import io.vedette.domain.RepoCommand;
import io.vedette.domain.WorkflowId;
import io.vedette.server.internal.state.Claim;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Takes back what was begun in the name of a workflow that is about something else. */
final class Rejections {

    private Rejections() {}

    static Mono<Void> post(Office office, Sight sight) {
        return Flux.fromIterable(sight.others())
                .concatMap(other -> post(office, sight, other), 1)
                .then();
    }

    private static Mono<Void> post(Office office, Sight sight, Claim other) {
        WorkflowId id = sight.view().id();
        String reason = "workflow id " + id + " is in use for something else; choose another id";
        RegistryState registry = office.registries().of(other.registry()).state();
        Command reject =
                new RegistryCommand.Reject(registry.name() == null ? "" : registry.name(), other.repo(), id, reason);
        Mono<Void> taken = Mono.defer(
                () -> office.post(StepId.of(id, sight.view().version(), reject, registry.version()), reject));
        if (sight.own() != null && sight.own().repo().equals(other.repo())) {
            return taken;
        }
        Command abort = new RepoCommand.AbortRelocation(other.repo(), id, reason);
        return office.folded()
                .repos()
                .catchUp(other.repo())
                .flatMap(repo -> repo.version() == 0
                        ? Mono.empty()
                        : office.post(StepId.of(id, sight.view().version(), abort, repo.version()), abort))
                .then(taken);
    }
}
