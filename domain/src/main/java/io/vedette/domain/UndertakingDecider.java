package io.vedette.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a registry may begin with one of its repositories, and how that ends. One thing at a time: here, and only
 * here, a second one is refused.
 */
final class UndertakingDecider {

    private UndertakingDecider() {}

    static Decision decide(RegistryState state, RegistryCommand command) {
        if (command instanceof RegistryCommand.BeginMoveRepo begin) {
            return begin(
                    state,
                    begin.repo(),
                    new Undertaking.Move(begin.workflow(), begin.newPath(), state.rootOf(begin.newPath())));
        }
        if (command instanceof RegistryCommand.BeginMoveShadow begin) {
            return begin(state, begin.repo(), new Undertaking.ShadowMove(begin.workflow(), begin.newShadow()));
        }
        if (command instanceof RegistryCommand.BeginTierChange begin) {
            return begin(
                    state, begin.repo(), new Undertaking.TierChange(begin.workflow(), begin.tier(), begin.author()));
        }
        if (command instanceof RegistryCommand.GiveUpTierChange giveUp) {
            return giveUp(state, giveUp);
        }
        if (command instanceof RegistryCommand.Conclude conclude) {
            return end(state, conclude.repo(), conclude.workflow(), Ends::concluded);
        }
        if (command instanceof RegistryCommand.ConcludeTierChange conclude) {
            return end(
                    state,
                    conclude.repo(),
                    conclude.workflow(),
                    (repo, open) -> Ends.completed(repo, open, conclude.code(), conclude.message()));
        }
        if (command instanceof RegistryCommand.Reject reject) {
            return end(
                    state,
                    reject.repo(),
                    reject.workflow(),
                    (repo, open) -> Ends.rejected(repo, open, reject.reason()));
        }
        if (command instanceof RegistryCommand.Abandon abandon) {
            return end(
                    state,
                    abandon.repo(),
                    abandon.workflow(),
                    (repo, open) -> Ends.abandoned(repo, open, abandon.reason()));
        }
        throw new IllegalStateException("nobody decides " + command);
    }

    private static Decision begin(RegistryState state, RepoId repo, Undertaking wanted) {
        RegistryEntry entry = state.entry(repo);
        if (entry == null) {
            return RegistryDecider.unknown(state, repo);
        }
        if (!entry.isAdded()) {
            return Decision.refuse(
                    Refusal.precondition("repository " + repo + " is being started; try again shortly", "ACCEPTED"));
        }
        Undertaking open = entry.undertaking();
        if (open != null) {
            return goesOnWith(entry, open, wanted);
        }
        RegistryEntry other = state.entryIn(wanted.workflow());
        if (other != null) {
            return Decision.refuse(inUse(other, wanted.workflow()));
        }
        if (wanted instanceof Undertaking.Move move) {
            Refusal no = refusal(state, entry, move);
            return no == null
                    ? Decision.accept(new RegistryEvent.RepoMoveAccepted(repo, move.workflow(), move.newPath()))
                    : Decision.refuse(no);
        }
        if (wanted instanceof Undertaking.ShadowMove move) {
            return entry.tier() == StorageTier.ONLINE || entry.tier() == StorageTier.FROZEN
                    ? Decision.accept(new RegistryEvent.ShadowMoveStarted(repo, move.workflow(), move.shadow()))
                    : Decision.refuse(wrongTier(entry, "have its shadow moved", "ONLINE or FROZEN"));
        }
        Undertaking.TierChange change = (Undertaking.TierChange) wanted;
        if (change.workflow().equals(entry.failed())) {
            return Decision.nothingToDo();
        }
        Refusal no = refusal(state, entry, change);
        return no == null
                ? Decision.accept(
                        new RegistryEvent.TierChangeStarted(repo, change.workflow(), change.target(), change.author()))
                : Decision.refuse(no);
    }

    private static Decision goesOnWith(RegistryEntry entry, Undertaking open, Undertaking wanted) {
        if (!open.workflow().equals(wanted.workflow())) {
            return Decision.refuse(busy(entry, open));
        }
        return open.summary().equals(wanted.summary()) && isSame(open, wanted)
                ? Decision.nothingToDo()
                : Decision.refuse(inUse(entry, open.workflow()));
    }

    private static Refusal busy(RegistryEntry entry, Undertaking open) {
        return Refusal.busy(
                "repository " + entry.repo() + " at " + entry.path() + " is in another workflow, " + open.workflow()
                        + " (" + open.summary() + "); wait until it has ended, or abort it: vedette abort workflow "
                        + open.workflow(),
                open.workflow());
    }

    private static Refusal inUse(RegistryEntry entry, WorkflowId workflow) {
        String what =
                entry.undertaking() == null ? "workflow" : entry.undertaking().summary();
        return Refusal.exists(
                "workflow id " + workflow + " is in use for a " + what + " of repository " + entry.repo() + " at "
                        + entry.path() + "; choose another id",
                workflow.toString());
    }

    /** The root may have changed since the move was accepted; that does not make it another one. */
    private static boolean isSame(Undertaking open, Undertaking wanted) {
        return open instanceof Undertaking.Move || open.equals(wanted);
    }

    private static @Nullable Refusal refusal(RegistryState state, RegistryEntry entry, Undertaking.Move move) {
        RepoPath to = move.newPath();
        RepoPath from = entry.path();
        Root root = move.root();
        if (root == null) {
            return Refusal.precondition(
                    "there is no root at or above " + to + "; add one with: vedette add root", "NO_ROOT");
        }
        if (!root.canHold(to)) {
            return Refusal.invalid(
                    "new_path",
                    "is too long below " + root.hostPath() + " on " + root.host() + "; choose a shorter one");
        }
        if (to.equals(from) && root.equals(entry.root())) {
            return Refusal.invalid("new_path", "is where the repository is already; choose another path");
        }
        if (!to.equals(from) && (to.isAtOrBelow(from) || from.isAtOrBelow(to))) {
            return Refusal.invalid(
                    "new_path",
                    "must be neither above nor below the repository's own path " + from + "; choose another");
        }
        Refusal taken = taken(state, entry.repo(), to);
        if (taken != null) {
            return taken;
        }
        Refusal nested = nested(state, entry, to);
        if (nested != null) {
            return nested;
        }
        Refusal inside = inside(state, entry.repo(), to);
        if (inside != null) {
            return inside;
        }
        if (sharesDirectories(entry, root, to)) {
            return Refusal.invalid(
                    "new_path",
                    "leads to " + root.hostPathOf(to) + " on " + root.host()
                            + ", which is above, below or equal to the repository's own directory; choose another");
        }
        return entry.tier() == StorageTier.ONLINE ? null : wrongTier(entry, "be moved", "ONLINE");
    }

    private static @Nullable Refusal nested(RegistryState state, RegistryEntry entry, RepoPath to) {
        RegistryEntry inside = other(state.below(to, null, 2), entry.repo());
        if (inside == null) {
            inside = other(state.movingBelow(to, 2), entry.repo());
        }
        if (inside != null) {
            return Refusal.precondition(
                    "path " + to + " is the parent of repository " + inside.repo() + " at " + inside.path()
                            + "; choose another path",
                    "PARENT");
        }
        return child(state, entry);
    }

    private static @Nullable Refusal child(RegistryState state, RegistryEntry entry) {
        RegistryEntry below = other(state.below(entry.path(), null, 2), entry.repo());
        if (below == null) {
            below = other(state.movingBelow(entry.path(), 2), entry.repo());
        }
        return below == null
                ? null
                : Refusal.precondition(
                        "repository " + below.repo() + " lives below " + entry.path()
                                + ", or is moving there, and shares its files; move that one away first",
                        "PARENT");
    }

    private static @Nullable RegistryEntry other(List<RegistryEntry> found, RepoId than) {
        return found.stream()
                .filter(entry -> !entry.repo().equals(than))
                .findFirst()
                .orElse(null);
    }

    private static boolean sharesDirectories(RegistryEntry entry, Root root, RepoPath to) {
        Root own = entry.root();
        if (own == null || !own.host().equals(root.host()) || !entry.path().isAtOrBelow(own.path())) {
            return false;
        }
        String there = root.hostPathOf(to).value() + "/";
        String here = own.hostPathOf(entry.path()).value() + "/";
        return there.startsWith(here) || here.startsWith(there);
    }

    private static @Nullable Refusal refusal(RegistryState state, RegistryEntry entry, Undertaking.TierChange change) {
        if (entry.tier().towards(change.target()) == entry.tier()) {
            return Refusal.precondition(
                    "repository " + entry.repo() + " at " + entry.path() + " is " + entry.tier()
                            + ", and no way leads from there to " + change.target()
                            + "; look at what it is with: vedette get repos",
                    entry.tier().name());
        }
        return child(state, entry);
    }

    private static Refusal wrongTier(RegistryEntry entry, String what, String wanted) {
        return Refusal.precondition(
                "repository " + entry.repo() + " at " + entry.path() + " is " + entry.tier() + "; it can only " + what
                        + " when it is " + wanted,
                entry.tier().name());
    }

    /** Whether another repository has a path or is on its way there. */
    static @Nullable Refusal taken(RegistryState state, RepoId by, RepoPath path) {
        RegistryEntry there = state.entryAt(path);
        if (there != null && !there.repo().equals(by)) {
            return Refusal.exists(
                    "path " + path + " is taken by repository " + there.repo() + "; choose another path",
                    there.repo().toString());
        }
        RegistryEntry coming = state.entryMovingTo(path);
        return coming == null || coming.repo().equals(by)
                ? null
                : Refusal.exists(
                        "repository " + coming.repo() + " is moving to " + path + "; choose another path",
                        coming.repo().toString());
    }

    /** Whether a path lies in the files of another repository that are moving, or not to be written to. */
    static @Nullable Refusal inside(RegistryState state, RepoId by, RepoPath path) {
        for (RepoPath above = path.parent(); above != null; above = above.parent()) {
            RegistryEntry there = state.entryAt(above);
            if (there == null || there.repo().equals(by)) {
                there = state.entryMovingTo(above);
            }
            if (there == null || there.repo().equals(by)) {
                continue;
            }
            Undertaking open = there.undertaking();
            String which = "path " + path + " lies in repository " + there.repo() + " at " + above + ", which is ";
            if (open != null && !(open instanceof Undertaking.ShadowMove)) {
                return Refusal.busy(
                        which + "in a " + open.summary() + "; wait until workflow " + open.workflow()
                                + " has ended, or choose another path",
                        open.workflow());
            }
            if (there.tier() != StorageTier.ONLINE) {
                return Refusal.precondition(
                        which + there.tier() + "; bring that one back ONLINE first, or choose another path",
                        there.tier().name());
            }
        }
        return null;
    }

    private static Decision giveUp(RegistryState state, RegistryCommand.GiveUpTierChange giveUp) {
        RegistryEntry entry = state.entry(giveUp.repo());
        if (entry == null) {
            return RegistryDecider.unknown(state, giveUp.repo());
        }
        Undertaking open = entry.undertaking();
        if (open != null) {
            return Decision.refuse(busy(entry, open));
        }
        if (!giveUp.workflow().equals(entry.failed())) {
            return Decision.refuse(Refusal.precondition(
                    "workflow " + giveUp.workflow() + " is no failed change of tier of repository " + entry.repo()
                            + ", which is " + entry.tier() + "; there is nothing to give up",
                    entry.tier().name()));
        }
        return Decision.accept(new RegistryEvent.TierChangeCompleted(
                entry.repo(),
                giveUp.workflow(),
                entry.tier().former(),
                TierChangeCode.GIVEN_UP,
                "given up at " + entry.tier()));
    }

    /** What ends something that is under way. */
    private interface End {
        RegistryEvent of(RepoId repo, Undertaking open);
    }

    /** What is not under way any more has ended before; a registry that does not know it has nothing to end. */
    private static Decision end(RegistryState state, RepoId repo, WorkflowId workflow, End how) {
        RegistryEntry entry = state.entry(repo);
        Undertaking open = entry == null ? null : entry.undertaking();
        return open == null || !open.workflow().equals(workflow)
                ? Decision.nothingToDo()
                : Decision.accept(how.of(repo, open));
    }

    /** The events that end things. */
    private static final class Ends {

        static RegistryEvent concluded(RepoId repo, Undertaking open) {
            if (open instanceof Undertaking.Move move) {
                return new RegistryEvent.RepoMoved(repo, move.workflow(), move.newPath());
            }
            return open instanceof Undertaking.TierChange
                    ? completed(repo, open, TierChangeCode.OK, "")
                    : new RegistryEvent.ShadowMoved(repo, open.workflow());
        }

        static RegistryEvent completed(RepoId repo, Undertaking open, TierChangeCode code, String message) {
            return open instanceof Undertaking.TierChange change
                    ? new RegistryEvent.TierChangeCompleted(repo, open.workflow(), change.target(), code, message)
                    : concluded(repo, open);
        }

        static RegistryEvent rejected(RepoId repo, Undertaking open, String reason) {
            return open instanceof Undertaking.Move
                    ? new RegistryEvent.RepoMoveRejected(repo, open.workflow(), reason)
                    : abandoned(repo, open, reason);
        }

        static RegistryEvent abandoned(RepoId repo, Undertaking open, String reason) {
            if (open instanceof Undertaking.Move) {
                return new RegistryEvent.RepoMoveAborted(repo, open.workflow(), reason);
            }
            return open instanceof Undertaking.TierChange
                    ? completed(repo, open, TierChangeCode.ABORTED, reason)
                    : new RegistryEvent.ShadowMoveAborted(repo, open.workflow(), reason);
        }
    }
}
