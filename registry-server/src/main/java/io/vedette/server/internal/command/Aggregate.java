package io.vedette.server.internal.command;

import io.vedette.domain.Command;
import io.vedette.domain.Decision;
import io.vedette.domain.Recorded;
import io.vedette.domain.RegistryCommand;
import io.vedette.domain.RegistryDecider;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RepoCommand;
import io.vedette.domain.RepoDecider;
import io.vedette.server.internal.state.FoldedRegistry;
import io.vedette.server.internal.state.Registries;
import io.vedette.server.internal.state.RepoViews;
import reactor.core.publisher.Mono;

/** What a command is addressed to. */
interface Aggregate {

    /** What the state that is known says to the command. */
    Mono<Verdict> verdict();

    /** What the state that the store has says to the command. */
    Mono<Verdict> verdictOfStore();

    /** Folds an event that was just stored. */
    void fold(Recorded recorded);

    /**
     * A decision and the version that it holds for.
     *
     * @param version of the state that decided
     * @param decision what it says
     */
    record Verdict(long version, Decision decision) {}

    /** The aggregate that a command is addressed to. */
    static Aggregate of(Command command, Registries registries, RepoViews repos) {
        return command instanceof RegistryCommand registry
                ? new OfRegistry(registry, registries)
                : new OfRepo((RepoCommand) command, repos);
    }

    /** A registry. */
    record OfRegistry(RegistryCommand command, Registries registries) implements Aggregate {

        private RegistryId id() {
            return new RegistryId(command.target().uuid());
        }

        @Override
        public Mono<Verdict> verdict() {
            return Mono.fromSupplier(() -> decide(registries.of(id())));
        }

        @Override
        public Mono<Verdict> verdictOfStore() {
            return registries.catchUp(id()).map(this::decide);
        }

        private Verdict decide(FoldedRegistry registry) {
            return new Verdict(registry.state().version(), RegistryDecider.decide(registry.state(), command));
        }

        @Override
        public void fold(Recorded recorded) {
            registries.fold(recorded);
        }
    }

    /** A repository. */
    record OfRepo(RepoCommand command, RepoViews repos) implements Aggregate {

        @Override
        public Mono<Verdict> verdict() {
            return repos.known(command.repo())
                    .map(view -> new Verdict(view.version(), RepoDecider.decide(view, command)));
        }

        @Override
        public Mono<Verdict> verdictOfStore() {
            return repos.catchUp(command.repo())
                    .map(view -> new Verdict(view.version(), RepoDecider.decide(view, command)));
        }

        @Override
        public void fold(Recorded recorded) {
            repos.fold(recorded);
        }
    }
}
