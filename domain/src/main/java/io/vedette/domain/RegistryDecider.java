package io.vedette.domain;

import org.jspecify.annotations.Nullable;

/** Decides commands to a registry: a pure function of the state and the command. */
public final class RegistryDecider {

    /** The longest reason of a re-initialisation, in code points. */
    public static final int MAX_REASON = 200;

    private RegistryDecider() {}

    /** What a registry in this state says to this command. */
    public static Decision decide(RegistryState state, RegistryCommand command) {
        if (!RegistryName.isValid(command.registry())) {
            String field = command instanceof RegistryCommand.CreateRegistry ? "name" : "registry";
            return Decision.refuse(Refusal.invalid(field, RegistryName.RULE));
        }
        if (state.malformed() != null) {
            return Decision.refuse(Refusal.precondition(
                    "registry " + command.registry() + " has a broken history: " + state.malformed()
                            + "; look at it with: vedette events registry " + command.registry(),
                    "MALFORMED"));
        }
        if (command instanceof RegistryCommand.CreateRegistry create) {
            return create(state, create);
        }
        if (state.name() == null) {
            return Decision.refuse(Refusal.notFound("registry " + command.registry()
                    + " does not exist; make it with: vedette create registry " + command.registry()));
        }
        if (command instanceof RegistryCommand.AddRoot add) {
            return addRoot(state, add.root());
        }
        if (command instanceof RegistryCommand.RemoveRoot remove) {
            return removeRoot(state, remove.path());
        }
        if (command instanceof RegistryCommand.InitRepo init) {
            return initRepo(state, init);
        }
        if (command instanceof RegistryCommand.ReinitRepo reinit) {
            return reinitRepo(state, reinit);
        }
        if (command instanceof RegistryCommand.ConfirmRepo confirm) {
            return confirmRepo(state, confirm.repo());
        }
        if (command instanceof RegistryCommand.RejectRepo reject) {
            return rejectRepo(state, reject);
        }
        return UndertakingDecider.decide(state, command);
    }

    private static Decision create(RegistryState state, RegistryCommand.CreateRegistry create) {
        return state.name() != null
                ? Decision.nothingToDo()
                : Decision.accept(new RegistryEvent.RegistryAdded(create.registry()));
    }

    private static Decision addRoot(RegistryState state, Root root) {
        Root there = state.root(root.path());
        if (root.equals(there)) {
            return Decision.nothingToDo();
        }
        if (there != null) {
            return Decision.refuse(Refusal.exists(
                    "root " + root.path() + " is on " + there.host() + " at " + there.hostPath()
                            + " already; remove that one first",
                    there.path().value()));
        }
        return Decision.accept(new RegistryEvent.RootAdded(root));
    }

    private static Decision removeRoot(RegistryState state, RepoPath path) {
        Root root = state.root(path);
        if (root == null) {
            return Decision.refuse(
                    Refusal.notFound("there is no root " + path + "; list them with: vedette get roots"));
        }
        RegistryEntry coming = state.movingBelow(path, Integer.MAX_VALUE).stream()
                .filter(entry -> entry.undertaking() instanceof Undertaking.Move move && root.equals(move.root()))
                .findFirst()
                .orElse(null);
        if (coming != null && coming.workflow() != null) {
            return Decision.refuse(Refusal.busy(
                    "repository " + coming.repo() + " is moving to " + coming.newPath() + ", below root " + path
                            + "; wait until workflow " + coming.workflow() + " has ended, or abort it: vedette abort"
                            + " workflow " + coming.workflow(),
                    coming.workflow()));
        }
        int living = countLivingOn(state, root);
        return living == 0
                ? Decision.accept(new RegistryEvent.RootRemoved(path))
                : Decision.refuse(Refusal.precondition(
                        "root " + path + " has " + living + (living == 1 ? " repository" : " repositories")
                                + " below it; move them to another root first",
                        "IN_USE"));
    }

    private static int countLivingOn(RegistryState state, Root root) {
        int count = 0;
        for (RegistryEntry entry : state.below(root.path(), null, Integer.MAX_VALUE)) {
            if (root.equals(entry.root())) {
                count++;
            }
        }
        return count;
    }

    private static Decision initRepo(RegistryState state, RegistryCommand.InitRepo init) {
        RegistryEntry same = state.entry(init.repo());
        if (same != null) {
            return same.path().equals(init.path())
                    ? Decision.nothingToDo()
                    : Decision.refuse(Refusal.exists(
                            "repository " + init.repo() + " lives at " + same.path() + " already; choose another id",
                            init.repo().toString()));
        }
        Refusal taken = UndertakingDecider.taken(state, init.repo(), init.path());
        if (taken != null) {
            return Decision.refuse(taken);
        }
        Root root = state.rootOf(init.path());
        if (root == null) {
            return Decision.refuse(Refusal.precondition(
                    "there is no root at or above " + init.path() + "; add one with: vedette add root", "NO_ROOT"));
        }
        if (!root.canHold(init.path())) {
            return Decision.refuse(Refusal.invalid(
                    "path", "is too long below " + root.hostPath() + " on " + root.host() + "; choose a shorter one"));
        }
        Refusal inside = UndertakingDecider.inside(state, init.repo(), init.path());
        if (inside != null) {
            return Decision.refuse(inside);
        }
        return Decision.accept(new RegistryEvent.RepoAccepted(init.repo(), init.path(), init.creator()));
    }

    private static Decision reinitRepo(RegistryState state, RegistryCommand.ReinitRepo reinit) {
        @Nullable RegistryEntry entry = state.entry(reinit.repo());
        if (entry == null) {
            return unknown(state, reinit.repo());
        }
        if (!entry.isAdded()) {
            return Decision.refuse(Refusal.precondition(
                    "repository " + reinit.repo() + " is being started; try again shortly", "ACCEPTED"));
        }
        if (reinit.reason().isBlank()
                || reinit.reason().codePointCount(0, reinit.reason().length()) > MAX_REASON) {
            return Decision.refuse(Refusal.invalid("reason", "must be 1 to " + MAX_REASON + " code points"));
        }
        return Decision.accept(new RegistryEvent.RepoReinitAccepted(reinit.repo(), reinit.reason()));
    }

    private static Decision confirmRepo(RegistryState state, RepoId repo) {
        RegistryEntry entry = state.entry(repo);
        if (entry == null) {
            return unknown(state, repo);
        }
        return entry.isAdded()
                ? Decision.nothingToDo()
                : Decision.accept(new RegistryEvent.RepoAdded(repo, entry.path()));
    }

    private static Decision rejectRepo(RegistryState state, RegistryCommand.RejectRepo reject) {
        RegistryEntry entry = state.entry(reject.repo());
        if (entry == null) {
            return Decision.nothingToDo();
        }
        if (entry.isAdded()) {
            return Decision.refuse(Refusal.precondition(
                    "repository " + reject.repo() + " has a history and cannot be rejected; leave it as it is",
                    "ADDED"));
        }
        return Decision.accept(new RegistryEvent.RepoRejected(reject.repo(), entry.path(), reject.reason()));
    }

    static Decision unknown(RegistryState state, RepoId repo) {
        return Decision.refuse(Refusal.notFound(
                "registry " + state.name() + " has no repository " + repo + "; list them with: vedette get repos"));
    }
}
