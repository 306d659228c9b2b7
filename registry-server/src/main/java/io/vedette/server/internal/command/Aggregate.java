package io.vedette.server.internal.command;

import io.vedette.domain.Command;
import io.vedette.domain.Decision;
import io.vedette.domain.ImportId;
import io.vedette.domain.Recorded;
import io.vedette.domain.Refusal;
import io.vedette.domain.RegistryCommand;
import io.vedette.domain.RegistryDecider;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RepoCommand;
import io.vedette.domain.RepoDecider;
import io.vedette.domain.RepoView;
import io.vedette.domain.WorkflowCommand;
import io.vedette.server.internal.Refused;
import io.vedette.server.internal.state.Folded;
import io.vedette.server.internal.state.FoldedRegistry;
import io.vedette.server.internal.state.Hold;
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
    static Aggregate of(Command command, Folded folded) {
        if (command instanceof RegistryCommand registry) {
            return new OfRegistry(registry, folded);
        }
        if (command instanceof RepoCommand repo) {
            return new OfRepo(repo, folded);
        }
        if (command instanceof WorkflowCommand workflow && !ImportId.isOne(workflow.target())) {
            return new OfWorkflow(workflow, folded);
        }
        throw new Refused(
                Refusal.invalid("workflow_id", "is that of an import, which is driven by vedette import alone"));
    }

    /** A registry. */
    record OfRegistry(RegistryCommand command, Folded folded) implements Aggregate {

        private RegistryId id() {
            return new RegistryId(command.target().uuid());
        }

        @Override
        public Mono<Verdict> verdict() {
            return Mono.defer(() -> decide(folded.registries().of(id())));
        }

        @Override
        public Mono<Verdict> verdictOfStore() {
            return folded.registries().catchUp(id()).flatMap(this::decide);
        }

        private Mono<Verdict> decide(FoldedRegistry registry) {
            Hold hold = folded.imports().hold(id());
            Mono<Decision> decision = hold == null
                    ? Beginning.check(folded, registry.state(), RegistryDecider.decide(registry.state(), command))
                    : Mono.just(Decision.refuse(hold.refusal(command.registry())));
            return decision.map(decided -> new Verdict(registry.state().version(), decided));
        }

        @Override
        public void fold(Recorded recorded) {
            folded.registries().fold(recorded);
        }
    }

    /** A repository. */
    record OfRepo(RepoCommand command, Folded folded) implements Aggregate {

        @Override
        public Mono<Verdict> verdict() {
            return folded.repos().known(command.repo()).map(this::decide);
        }

        @Override
        public Mono<Verdict> verdictOfStore() {
            return folded.repos().catchUp(command.repo()).map(this::decide);
        }

        private Verdict decide(RepoView view) {
            Hold hold = folded.imports().hold(view.registry());
            Decision decision =
                    hold == null ? RepoDecider.decide(view, command) : Decision.refuse(hold.refusal(view.repo()));
            return new Verdict(view.version(), decision);
        }

        @Override
        public void fold(Recorded recorded) {
            folded.repos().fold(recorded);
        }
    }
}
