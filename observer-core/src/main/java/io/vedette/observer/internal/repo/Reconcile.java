package io.vedette.observer.internal.repo;

import io.vedette.domain.Location;
import io.vedette.domain.RepoView;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides what is to be done for a repository. A pure function of what its history shows, of what is ours, and of what
 * was done; the first load and each later event go through it alike.
 *
 * <ul>
 *   <li>It is initialised when it has neither shadow nor stored error.
 *   <li>It is enabled where it has a shadow and its tier allows it, whatever error is stored and whatever became of its
 *       remote copy, and disabled otherwise.
 *   <li>It gets its remote copy once it has a shadow that stays where it is, unless an error is stored.
 *   <li>A settled step comes again only when a newer event changes its input.
 *   <li>In its workflows the observer plays the parts that the definitions name.
 *   <li>A repository that lives elsewhere, and is not on its way to here, is disabled and then no longer followed; one that
 *       could not be disabled is followed on, so that it is tried again when its error is cleared.
 * </ul>
 */
public final class Reconcile {

    private Reconcile() {}

    /** What is to be done. */
    static Plan plan(Sight sight, Scope scope, Ledger ledger, Parts parts) {
        RepoView view = sight.view();
        if (view.malformed() != null) {
            return Plan.broken("the history of repository " + view.repo() + " is broken: " + view.malformed());
        }
        Location place = view.location();
        if (place == null) {
            return Plan.NOTHING;
        }
        boolean ours = scope.owns(place);
        List<OpenStep> steps = new ArrayList<>(2);
        if (ledger.served() && !(ours && sight.usable())) {
            open(steps, RepoStep.DISABLE, sight, ledger);
        }
        if (!ours) {
            steps.addAll(parts.steps());
            return new Plan(steps, null, parts.waitingFor(), !ledger.served() && !parts.playing());
        }
        if (view.shadow() == null && !ledger.hasError(sight)) {
            open(steps, RepoStep.INIT, sight, ledger);
        }
        if (sight.usable() && !ledger.isServedAt(sight.placed())) {
            open(steps, RepoStep.ENABLE, sight, ledger);
        }
        if (wantsRemote(sight) && !ledger.hasError(sight)) {
            open(steps, RepoStep.ATTACH_REMOTE, sight, ledger);
        }
        steps.addAll(parts.steps());
        return new Plan(steps, null, parts.waitingFor(), false);
    }

    private static boolean wantsRemote(Sight sight) {
        RepoView view = sight.view();
        return view.remote() != null && !view.remoteCreated() && view.shadow() != null && !sight.moving();
    }

    private static void open(List<OpenStep> steps, RepoStep step, Sight sight, Ledger ledger) {
        OpenStep open = new OpenStep(step, sight.input(step));
        if (!ledger.isSettled(open)) {
            steps.add(open);
        }
    }
}
