package io.vedette.server.internal.command;

import io.vedette.domain.Decision;
import io.vedette.domain.Event;
import io.vedette.domain.EventId;
import io.vedette.domain.Recorded;
import io.vedette.domain.Refusal;
import io.vedette.domain.RegistryState;
import io.vedette.domain.WorkflowCommand;
import io.vedette.server.internal.state.Folded;
import io.vedette.server.internal.state.Hold;
import io.vedette.server.internal.state.Workflows;
import io.vedette.workflows.Subject;
import io.vedette.workflows.WorkflowView;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A workflow. Its definition decides; here is seen to it that what it is about exists and is not held by an import.
 *
 * @param command what is asked
 * @param folded what is known
 */
record OfWorkflow(WorkflowCommand command, Folded folded) implements Aggregate {

    @Override
    public Mono<Verdict> verdict() {
        return folded.workflows().known(command.workflow()).map(this::decide);
    }

    @Override
    public Mono<Verdict> verdictOfStore() {
        return folded.workflows().catchUp(command.workflow()).map(this::decide);
    }

    @Override
    public void fold(Recorded recorded) {
        folded.workflows().fold(recorded);
    }

    private Verdict decide(WorkflowView view) {
        Refusal held = held(Workflows.subjectOf(view));
        return new Verdict(view.version(), held == null ? decideFreely(view) : Decision.refuse(held));
    }

    private @Nullable Refusal held(@Nullable Subject about) {
        Hold hold = about == null ? null : folded.imports().hold(about.registry());
        return hold == null ? null : hold.refusal(command.workflow());
    }

    private Decision decideFreely(WorkflowView view) {
        Decision decision;
        try {
            decision = view.decide(command);
        } catch (RuntimeException broken) {
            return Decision.refuse(Refusal.precondition(
                    "the definition of workflow kind " + view.kind() + " is broken: " + broken, "BROKEN_DEFINITION"));
        }
        if (view.version() > 0
                || !(command instanceof WorkflowCommand.Append append)
                || decision instanceof Decision.Refuse) {
            return decision;
        }
        Refusal no = begins(view, append.event());
        return no == null ? decision : Decision.refuse(no);
    }

    /** Why a workflow that somebody begins by its first event may not begin; null if it may. */
    private @Nullable Refusal begins(WorkflowView view, Event.OfWorkflow first) {
        if (!folded.registries().claims(view.id()).isEmpty()) {
            return Refusal.exists(
                    "workflow id " + view.id() + " is in use for a workflow that is just beginning; choose another id",
                    view.id().toString());
        }
        Subject about = Workflows.subjectOf(
                view.evolve(new Recorded(new EventId(0, 0), null, view.id().aggregate(), 1, 1, 0, null, first)));
        if (about == null) {
            return null;
        }
        RegistryState registry = folded.registries().of(about.registry()).state();
        if (registry.name() == null) {
            return Refusal.notFound("there is no registry with id " + about.registry()
                    + "; list what there is with: vedette get registries");
        }
        if (about.repo() != null && registry.entry(about.repo()) == null) {
            return Refusal.notFound("registry " + registry.name() + " has no repository " + about.repo()
                    + "; list them with: vedette get repos");
        }
        return held(about);
    }
}
