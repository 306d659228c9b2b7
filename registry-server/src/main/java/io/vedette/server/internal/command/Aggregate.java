package io.vedette.server.internal.command;

import io.vedette.domain.Command;
import io.vedette.domain.Decision;
import io.vedette.domain.Recorded;
import io.vedette.domain.Refusal;
import io.vedette.domain.RegistryCommand;
import io.vedette.domain.RegistryDecider;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RepoCommand;
import io.vedette.domain.RepoDecider;
import io.vedette.domain.RepoView;
import io.vedette.server.internal.Refused;
import io.vedette.server.internal.state.FoldedRegistry;
import io.vedette.server.internal.state.Hold;
import io.vedette.server.internal.state.Imports;
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
    static Aggregate of(Command command, Registries registries, RepoViews repos, Imports imports) {
        if (command instanceof RegistryCommand registry) {
            return new OfRegistry(registry, registries, imports);
        }
        if (command instanceof RepoCommand repo) {
            return new OfRepo(repo, repos, imports);
        }
        throw new Refused(Refusal.invalid("command", "this server has no workflows"));
    }

    /** A registry. */
    record OfRegistry(RegistryCommand command, Registries registries, Imports imports) implements Aggregate {

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
            Hold hold = imports.hold(id());
            Decision decision = hold == null
                    ? RegistryDecider.decide(registry.state(), command)
                    : Decision.refuse(hold.refusal(command.registry()));
            return new Verdict(registry.state().version(), decision);
        }

        @Override
        public void fold(Recorded recorded) {
            registries.fold(recorded);
        }
    }

    /** A repository. */
    record OfRepo(RepoCommand command, RepoViews repos, Imports imports) implements Aggregate {

        @Override
        public Mono<Verdict> verdict() {
            return repos.known(command.repo()).map(this::decide);
        }

        @Override
        public Mono<Verdict> verdictOfStore() {
            return repos.catchUp(command.repo()).map(this::decide);
        }

        private Verdict decide(RepoView view) {
            Hold hold = imports.hold(view.registry());
            Decision decision =
                    hold == null ? RepoDecider.decide(view, command) : Decision.refuse(hold.refusal(view.repo()));
            return new Verdict(view.version(), decision);
        }

        @Override
        public void fold(Recorded recorded) {
            repos.fold(recorded);
        }
    }
}
