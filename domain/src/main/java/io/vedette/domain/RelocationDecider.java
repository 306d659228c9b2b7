package io.vedette.domain;

/**
 * Decides how moves, moves of the shadow and changes of tier go on in a repository's history. All of it is checked
 * here, so that folding has nothing left to refuse.
 */
final class RelocationDecider {

    private RelocationDecider() {}

    static Decision decide(RepoView view, Location here, RepoCommand command) {
        if (command instanceof RepoCommand.StartMove start) {
            return begin(
                    view,
                    new Relocation.Move(start.workflow(), here, start.path(), start.host(), start.hostPath()),
                    new RepoEvent.RepoMoveStarted(
                            start.workflow(), here, start.path(), start.host(), start.hostPath()));
        }
        if (command instanceof RepoCommand.StartShadowMove start) {
            boolean isThere = start.shadow().equals(here.shadow()) && view.relocation() == null;
            return isThere && !start.workflow().equals(view.ended())
                    ? Decision.refuse(
                            Refusal.invalid("new_shadow_path", "is where the shadow is already; choose another place"))
                    : begin(
                            view,
                            new Relocation.ShadowMove(start.workflow(), start.shadow()),
                            new RepoEvent.ShadowMoveStarted(start.workflow(), start.shadow()));
        }
        if (command instanceof RepoCommand.StartTierChange start) {
            return begin(
                    view,
                    new Relocation.TierChange(start.workflow(), start.tier(), start.author()),
                    new RepoEvent.TierChangeStarted(start.workflow(), start.tier(), start.author()));
        }
        if (command instanceof RepoCommand.RestoreTier restore) {
            return restore.workflow().equals(view.failed()) && view.relocation() == null
                    ? Decision.accept(new RepoEvent.TierChangeCompleted(
                            restore.workflow(),
                            view.tier().former(),
                            TierChangeCode.GIVEN_UP,
                            "given up at " + view.tier()))
                    : Decision.nothingToDo();
        }
        return end(view, command);
    }

    private static Decision begin(RepoView view, Relocation wanted, RepoEvent event) {
        Relocation open = view.relocation();
        if (open != null) {
            if (open.equals(wanted)) {
                return Decision.nothingToDo();
            }
            return Decision.refuse(Refusal.busy(
                    "repository " + view.repo() + " is in a " + open.summary() + ", workflow " + open.workflow()
                            + "; wait until that has ended, or abort it: vedette abort workflow " + open.workflow(),
                    open.workflow()));
        }
        if (wanted.workflow().equals(view.ended())) {
            return Decision.nothingToDo();
        }
        if (view.shadow() == null) {
            return Decision.refuse(Refusal.precondition(
                    "repository " + view.repo() + " has no shadow yet; wait until it is initialised", "NO_SHADOW"));
        }
        if (view.error() != null) {
            return Decision.refuse(Refusal.precondition(
                    "repository " + view.repo() + " has an error stored; mend its cause and clear it first: "
                            + view.error(),
                    "ERROR"));
        }
        StorageTier tier = view.tier();
        boolean fits = wanted instanceof Relocation.TierChange change
                ? tier.towards(change.target()) != tier
                : tier == StorageTier.ONLINE || (wanted instanceof Relocation.ShadowMove && tier == StorageTier.FROZEN);
        return fits
                ? Decision.accept(event)
                : Decision.refuse(Refusal.precondition(
                        "repository " + view.repo() + " is " + tier + ", which allows no " + wanted.summary()
                                + "; bring it to another tier first",
                        tier.name()));
    }

    /** What is not under way any more has ended before. */
    private static Decision end(RepoView view, RepoCommand command) {
        Relocation open = view.relocation();
        if (open == null || !open.workflow().equals(workflowOf(command))) {
            return Decision.nothingToDo();
        }
        if (command instanceof RepoCommand.FinishMove finish && open instanceof Relocation.Move move) {
            return Decision.accept(new RepoEvent.RepoMoved(
                    move.workflow(), move.path(), move.host(), move.hostPath(), finish.shadow()));
        }
        if (command instanceof RepoCommand.FinishShadowMove && open instanceof Relocation.ShadowMove move) {
            return Decision.accept(new RepoEvent.ShadowMoved(move.workflow(), move.shadow()));
        }
        if (command instanceof RepoCommand.FinishTierChange finish && open instanceof Relocation.TierChange change) {
            return Decision.accept(new RepoEvent.TierChangeCompleted(
                    change.workflow(), change.target(), finish.code(), finish.message()));
        }
        if (command instanceof RepoCommand.AbortRelocation abort) {
            return Decision.accept(aborted(open, abort.reason()));
        }
        return Decision.refuse(Refusal.precondition(
                "workflow " + open.workflow() + " of repository " + view.repo() + " is a " + open.summary()
                        + " and cannot end in another way",
                "BUSY"));
    }

    private static RepoEvent aborted(Relocation open, String reason) {
        if (open instanceof Relocation.Move) {
            return new RepoEvent.RepoMoveAborted(open.workflow(), reason);
        }
        return open instanceof Relocation.TierChange change
                ? new RepoEvent.TierChangeCompleted(change.workflow(), change.target(), TierChangeCode.ABORTED, reason)
                : new RepoEvent.ShadowMoveAborted(open.workflow(), reason);
    }

    private static WorkflowId workflowOf(RepoCommand command) {
        if (command instanceof RepoCommand.FinishMove finish) {
            return finish.workflow();
        }
        if (command instanceof RepoCommand.FinishShadowMove finish) {
            return finish.workflow();
        }
        if (command instanceof RepoCommand.FinishTierChange finish) {
            return finish.workflow();
        }
        if (command instanceof RepoCommand.AbortRelocation abort) {
            return abort.workflow();
        }
        throw new IllegalStateException("nobody decides " + command);
    }
}
