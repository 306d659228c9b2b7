package io.vedette.domain;

import java.util.Objects;

/** Decides commands to a repository: a pure function of the view and the command. */
public final class RepoDecider {

    /** The longest message of a stored error, in code points. */
    public static final int MAX_ERROR = 200;

    private RepoDecider() {}

    /** What a repository in this state says to this command. */
    public static Decision decide(RepoView view, RepoCommand command) {
        if (view.malformed() != null) {
            return Decision.refuse(Refusal.precondition(
                    "repository " + view.repo() + " has a broken history: " + view.malformed()
                            + "; look at it with: vedette events repo " + view.repo(),
                    "MALFORMED"));
        }
        if (command instanceof RepoCommand.StartRepo start) {
            return start(view, start);
        }
        Location location = view.location();
        if (location == null) {
            return Decision.refuse(Refusal.notFound(
                    "repository " + view.repo() + " does not exist; list what there is with: vedette get repos"));
        }
        if (command instanceof RepoCommand.ConfirmShadow confirm) {
            return confirmShadow(view, location, confirm);
        }
        if (command instanceof RepoCommand.AcceptRemote accept) {
            return acceptRemote(view, accept.remote());
        }
        if (command instanceof RepoCommand.ConfirmRemote confirm) {
            return confirmRemote(view, confirm.remote());
        }
        if (command instanceof RepoCommand.SetRepoError set) {
            return setError(view, set.message());
        }
        if (command instanceof RepoCommand.ClearRepoError clear) {
            return clearError(view, clear.message());
        }
        if (command instanceof RepoCommand.ReinitialiseRepo) {
            return reinitialise(view);
        }
        return RelocationDecider.decide(view, location, command);
    }

    private static Decision reinitialise(RepoView view) {
        return view.error() == null
                ? Decision.nothingToDo()
                : Decision.accept(new RepoEvent.RepoErrorCleared(view.error()));
    }

    private static Decision start(RepoView view, RepoCommand.StartRepo start) {
        Location location = view.location();
        if (location == null) {
            return Decision.accept(new RepoEvent.RepoInitStarted(
                    start.registry(), start.path(), start.creator(), start.host(), start.hostPath()));
        }
        boolean same = start.registry().equals(view.registry()) && start.path().equals(location.path());
        return same
                ? Decision.nothingToDo()
                : Decision.refuse(Refusal.exists(
                        "repository id " + view.repo() + " is in use for " + location.path() + " in registry "
                                + view.registry() + "; choose another id",
                        view.repo().toString()));
    }

    private static Decision confirmShadow(RepoView view, Location location, RepoCommand.ConfirmShadow confirm) {
        if (location.shadow() == null) {
            return Decision.accept(new RepoEvent.ShadowRepoCreated(confirm.shadow(), confirm.omissions()));
        }
        return location.shadow().equals(confirm.shadow())
                ? Decision.nothingToDo()
                : Decision.refuse(Refusal.exists(
                        "repository " + view.repo() + " has its shadow at " + location.shadow()
                                + " already; only a move of the shadow changes that",
                        location.shadow().value()));
    }

    private static Decision acceptRemote(RepoView view, RemoteSpec remote) {
        if (remote.equals(view.remote())) {
            return Decision.nothingToDo();
        }
        return view.remote() == null
                ? Decision.accept(new RepoEvent.RemoteAccepted(remote))
                : Decision.refuse(Refusal.exists(
                        "repository " + view.repo() + " has the remote " + view.remote()
                                + " already; it can have one only",
                        view.remote().value()));
    }

    private static Decision confirmRemote(RepoView view, RemoteSpec remote) {
        if (!remote.equals(view.remote())) {
            return Decision.refuse(Refusal.precondition(
                    "repository " + view.repo() + " was not asked to have the remote " + remote + "; accept it first",
                    view.remote() == null ? "NO_REMOTE" : "OTHER_REMOTE"));
        }
        return view.remoteCreated() ? Decision.nothingToDo() : Decision.accept(new RepoEvent.RemoteCreated(remote));
    }

    private static Decision setError(RepoView view, String message) {
        if (message.isBlank() || message.codePointCount(0, message.length()) > MAX_ERROR) {
            return Decision.refuse(Refusal.invalid("message", "must be 1 to " + MAX_ERROR + " code points"));
        }
        return view.error() != null ? Decision.nothingToDo() : Decision.accept(new RepoEvent.RepoErrorSet(message));
    }

    private static Decision clearError(RepoView view, String message) {
        if (view.error() == null) {
            return Decision.nothingToDo();
        }
        return Objects.equals(view.error(), message)
                ? Decision.accept(new RepoEvent.RepoErrorCleared(message))
                : Decision.refuse(Refusal.precondition(
                        "repository " + view.repo() + " has another error stored; clear it by its own text: "
                                + view.error(),
                        "OTHER_ERROR"));
    }
}
