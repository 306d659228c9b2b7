package io.vedette.observer.laws;

import io.vedette.domain.Decision;
import io.vedette.domain.Event;
import io.vedette.domain.RegistryCommand;
import io.vedette.domain.RegistryDecider;
import io.vedette.domain.RegistryEntry;
import io.vedette.domain.RegistryEvent;
import io.vedette.domain.RegistryState;
import io.vedette.domain.Relocation;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.RepoView;
import io.vedette.domain.Root;
import io.vedette.domain.WorkflowId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which events a registry could write next: those that its decider answers a command with, and, for workflows, those that
 * the catalogue of events allows.
 */
final class RegistryRules {

    private RegistryRules() {}

    static boolean allow(RegistryState state, RegistryEvent event, Plausible all) {
        RegistryCommand command = command(Plausible.REGISTRY, event);
        if (command != null) {
            return RegistryDecider.decide(state, command) instanceof Decision.Accept accept
                    && accept.events().equals(List.<Event>of(event))
                    && beside(state, event, all);
        }
        return state.name() != null && workflow(state, event, all);
    }

    private static @Nullable RegistryCommand command(String registry, RegistryEvent event) {
        if (event instanceof RegistryEvent.RegistryAdded added) {
            return new RegistryCommand.CreateRegistry(added.registry());
        }
        if (event instanceof RegistryEvent.RootAdded added) {
            return new RegistryCommand.AddRoot(registry, added.root());
        }
        if (event instanceof RegistryEvent.RootRemoved removed) {
            return new RegistryCommand.RemoveRoot(registry, removed.path());
        }
        if (event instanceof RegistryEvent.RepoAccepted accepted) {
            return new RegistryCommand.InitRepo(registry, accepted.repo(), accepted.path(), accepted.creator());
        }
        if (event instanceof RegistryEvent.RepoAdded added) {
            return new RegistryCommand.ConfirmRepo(registry, added.repo());
        }
        if (event instanceof RegistryEvent.RepoRejected rejected) {
            return new RegistryCommand.RejectRepo(registry, rejected.repo(), rejected.reason());
        }
        if (event instanceof RegistryEvent.RepoReinitAccepted reinit) {
            return new RegistryCommand.ReinitRepo(registry, reinit.repo(), reinit.reason());
        }
        return null;
    }

    /** What whoever sends the command makes sure of. */
    private static boolean beside(RegistryState state, RegistryEvent event, Plausible all) {
        if (event instanceof RegistryEvent.RepoRejected rejected) {
            return all.view(rejected.repo()).version() == 0;
        }
        if (event instanceof RegistryEvent.RepoAccepted accepted) {
            return !isTarget(state, accepted.path());
        }
        if (event instanceof RegistryEvent.RootRemoved removed) {
            Root root = state.root(removed.path());
            return entries(state).stream()
                    .noneMatch(entry ->
                            entry.newPath() != null && root != null && root.equals(state.rootOf(entry.newPath())));
        }
        return true;
    }

    private static boolean workflow(RegistryState state, RegistryEvent event, Plausible all) {
        if (event instanceof RegistryEvent.RepoMoveAccepted accepted) {
            return isFree(state, accepted.repo(), all)
                    && state.entryAt(accepted.newPath()) == null
                    && !isTarget(state, accepted.newPath())
                    && state.rootOf(accepted.newPath()) != null;
        }
        if (event instanceof RegistryEvent.ShadowMoveStarted started) {
            return isFree(state, started.repo(), all);
        }
        if (event instanceof RegistryEvent.TierChangeStarted started) {
            RepoView view = all.view(started.repo());
            return isFree(state, started.repo(), all) && view.tier().towards(started.tier()) != view.tier();
        }
        if (event instanceof RegistryEvent.RepoMoveRejected rejected) {
            return isOpen(state, rejected.repo(), rejected.workflow())
                    && !all.hasBegun(rejected.workflow())
                    && isMove(state, rejected.repo());
        }
        if (event instanceof RegistryEvent.RepoMoved moved) {
            return isOver(state, moved.repo(), moved.workflow(), all)
                    && all.view(moved.repo()).location() != null
                    && moved.path().equals(all.view(moved.repo()).location().path())
                    && isMove(state, moved.repo())
                    && !all.isAborted(moved.workflow());
        }
        if (event instanceof RegistryEvent.RepoMoveAborted aborted) {
            return isOver(state, aborted.repo(), aborted.workflow(), all)
                    && isMove(state, aborted.repo())
                    && all.isAborted(aborted.workflow());
        }
        if (event instanceof RegistryEvent.ShadowMoved moved) {
            return isOver(state, moved.repo(), moved.workflow(), all)
                    && !isMove(state, moved.repo())
                    && !all.isAborted(moved.workflow());
        }
        if (event instanceof RegistryEvent.ShadowMoveAborted aborted) {
            return isOver(state, aborted.repo(), aborted.workflow(), all)
                    && !isMove(state, aborted.repo())
                    && all.isAborted(aborted.workflow());
        }
        return event instanceof RegistryEvent.TierChangeCompleted completed
                && isOver(state, completed.repo(), completed.workflow(), all)
                && !isMove(state, completed.repo());
    }

    /** Added, with a shadow, and in no workflow. */
    private static boolean isFree(RegistryState state, RepoId repo, Plausible all) {
        RegistryEntry entry = state.entry(repo);
        RepoView view = all.view(repo);
        return entry != null
                && entry.isAdded()
                && entry.workflow() == null
                && view.shadow() != null
                && view.relocation() == null;
    }

    private static boolean isMove(RegistryState state, RepoId repo) {
        RegistryEntry entry = state.entry(repo);
        return entry != null && entry.newPath() != null;
    }

    static boolean isOpen(RegistryState state, RepoId repo, WorkflowId workflow) {
        RegistryEntry entry = state.entry(repo);
        return entry != null && workflow.equals(entry.workflow());
    }

    /** The repository's own history says first that a workflow is over. */
    private static boolean isOver(RegistryState state, RepoId repo, WorkflowId workflow, Plausible all) {
        Relocation open = all.view(repo).relocation();
        return isOpen(state, repo, workflow)
                && all.hasBegun(workflow)
                && (open == null || !open.workflow().equals(workflow));
    }

    private static boolean isTarget(RegistryState state, RepoPath path) {
        return entries(state).stream().anyMatch(entry -> path.equals(entry.newPath()));
    }

    static List<RegistryEntry> entries(RegistryState state) {
        return state.below(new RepoPath("/"), null, Integer.MAX_VALUE);
    }
}
