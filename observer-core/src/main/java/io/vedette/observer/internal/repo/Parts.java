package io.vedette.observer.internal.repo;

import io.vedette.domain.Command;
import io.vedette.domain.Relocation;
import io.vedette.domain.WorkflowCommand;
import io.vedette.workflows.Party;
import io.vedette.workflows.Place;
import io.vedette.workflows.Role;
import io.vedette.workflows.Step;
import io.vedette.workflows.Subject;
import io.vedette.workflows.WorkflowKinds;
import io.vedette.workflows.WorkflowView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parts that an observer plays in the open workflows of one repository: the definitions say what comes next, and what
 * was answered since is passed over. A pure function. No kind of workflow is known here.
 *
 * @param steps what is to be done now
 * @param waitingFor what the workflows wait for, for people; null if there is nothing to wait for
 * @param playing whether there is a part to play
 */
record Parts(List<OpenStep> steps, @Nullable String waitingFor, boolean playing) {

    /**
     * Closing a repository is a step of its own, which is open while the repository must not be used. Where it may be used
     * nothing closes it, and what asks for it fails.
     */
    static final String CLOSE = "processor.disableRepo";

    static final Parts NONE = new Parts(List.of(), null, false);

    /** The same, but there will be a part to play. */
    Parts expected() {
        return new Parts(steps, waitingFor, true);
    }

    /** A part after what was answered. */
    private record Resolved(@Nullable Work work, @Nullable String waitingFor) {}

    static Parts of(
            List<WorkflowView> workflows,
            Sight sight,
            Scope scope,
            Ledger ledger,
            Answers answers,
            String observer,
            WorkflowKinds kinds) {
        if (sight.view().location() == null) {
            return NONE;
        }
        Relocation open = sight.view().relocation();
        if (open != null && workflows.stream().noneMatch(WorkflowView::isOpen)) {
            return between(open, !workflows.isEmpty(), scope);
        }
        List<OpenStep> steps = new ArrayList<>(1);
        String waiting = null;
        boolean playing = false;
        for (WorkflowView workflow : workflows) {
            for (Role role : workflow.isOpen() ? roles(workflow, scope) : List.<Role>of()) {
                playing = true;
                Resolved part;
                try {
                    Step next = workflow.next(new Party(role, observer), sight.view(), null);
                    part = resolve(workflow, next, sight, ledger, answers, kinds);
                } catch (RuntimeException thrown) {
                    part = new Resolved(
                            null,
                            "a definition that is not broken as the one here is, which throws " + thrown
                                    + "; start the observer with a plug-in in which that is mended");
                }
                if (part.work() != null) {
                    steps.add(new OpenStep(RepoStep.WORKFLOW, sight.input(), part.work()));
                } else if (part.waitingFor() != null && waiting == null) {
                    waiting = part.waitingFor() + ", in workflow " + workflow.id() + " (" + workflow.kind() + ")";
                }
            }
        }
        steps.removeIf(answers::isGivenUp);
        return new Parts(steps, waiting, playing);
    }

    /** The repository's history and the workflow's are not equally far: one has begun or ended before the other. */
    private static Parts between(Relocation open, boolean ended, Scope scope) {
        boolean coming = open instanceof Relocation.Move move && scope.owns(move.path(), move.host());
        String what = ended
                ? "the repository to be told that workflow " + open.workflow() + " has ended"
                : "the history of workflow " + open.workflow();
        return new Parts(List.of(), what, coming);
    }

    /** The parts that this observer plays; none if the workflow is about places of others. */
    static List<Role> roles(WorkflowView workflow, Scope scope) {
        Subject subject = workflow.subject();
        if (subject == null) {
            return List.of();
        }
        return subject.repo() == null
                ? workflow.roles(true, true)
                : workflow.roles(owns(scope, subject.from()), owns(scope, subject.to()));
    }

    private static boolean owns(Scope scope, @Nullable Place place) {
        return place != null && scope.owns(place.path(), place.host());
    }

    private static Resolved resolve(
            WorkflowView workflow, Step first, Sight sight, Ledger ledger, Answers answers, WorkflowKinds kinds) {
        Step step = answers.next(workflow.id(), first);
        while (step instanceof Step.Do close && close.call().name().equals(CLOSE)) {
            if (ledger.served() && sight.usable()) {
                break;
            }
            if (ledger.served()) {
                return new Resolved(null, "the repository to be closed by this observer");
            }
            step = answers.next(workflow.id(), close.then().apply(Map.of()));
        }
        if (step instanceof Step.Do effect) {
            // Waiting for it, and not sleeping, keeps what was answered before.
            return effect.failed() == null && ledger.hasError(sight)
                    ? new Resolved(null, "the stored error to be cleared")
                    : new Resolved(new Work(workflow.id(), effect.call().name(), effect), null);
        }
        if (step instanceof Step.Post post) {
            Command command = post.command();
            if (!answers.isTold(command)) {
                return new Resolved(new Work(workflow.id(), nameOf(command, kinds), post), null);
            }
            String refusal = answers.refusal(command);
            return new Resolved(
                    null,
                    refusal.isEmpty()
                            ? "the registry to go on"
                            : "the registry to go on, which refused the last report: " + refusal
                                    + "; to tell it again: vedette retry repo "
                                    + sight.view().repo());
        }
        return new Resolved(null, step instanceof Step.Wait wait ? wait.what() + " by " + wait.who() : null);
    }

    private static String nameOf(Command command, WorkflowKinds kinds) {
        return "command."
                + (command instanceof WorkflowCommand.Append append
                        ? WorkflowView.command(kinds, append.event())
                        : command.getClass().getSimpleName());
    }
}
