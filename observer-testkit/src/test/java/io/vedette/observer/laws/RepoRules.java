package io.vedette.observer.laws;

import io.vedette.domain.Decision;
import io.vedette.domain.Event;
import io.vedette.domain.Location;
import io.vedette.domain.RegistryEntry;
import io.vedette.domain.RegistryState;
import io.vedette.domain.Relocation;
import io.vedette.domain.RepoCommand;
import io.vedette.domain.RepoDecider;
import io.vedette.domain.RepoEvent;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.RepoView;
import io.vedette.domain.Root;
import io.vedette.domain.TierChangeCode;
import io.vedette.domain.WorkflowId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which events a repository's history could get next: those that its decider answers a command with, and, for workflows,
 * those that the catalogue of events allows once the registry has accepted the workflow.
 */
final class RepoRules {

    private RepoRules() {}

    static boolean allow(RepoView view, RepoEvent event, RegistryState registry) {
        RegistryEntry entry = registry.entry(view.repo());
        if (entry == null) {
            return false;
        }
        if (event instanceof RepoEvent.RepoInitStarted started) {
            return view.version() == 0
                    && started.path().equals(entry.path())
                    && entry.root() != null
                    && started.host().equals(entry.root().host())
                    && started.hostPath().equals(entry.root().hostPathOf(entry.path()));
        }
        RepoCommand command = command(view.repo(), event);
        if (command != null) {
            return RepoDecider.decide(view, command) instanceof Decision.Accept accept
                    && accept.events().equals(List.<Event>of(event));
        }
        return view.location() != null && workflow(view, view.location(), event, registry, entry);
    }

    private static @Nullable RepoCommand command(RepoId repo, RepoEvent event) {
        if (event instanceof RepoEvent.ShadowRepoCreated created) {
            return new RepoCommand.ConfirmShadow(repo, created.shadow(), created.omissions());
        }
        if (event instanceof RepoEvent.RemoteAccepted accepted) {
            return new RepoCommand.AcceptRemote(repo, accepted.remote());
        }
        if (event instanceof RepoEvent.RemoteCreated created) {
            return new RepoCommand.ConfirmRemote(repo, created.remote());
        }
        if (event instanceof RepoEvent.RepoErrorSet set) {
            return new RepoCommand.SetRepoError(repo, set.message());
        }
        if (event instanceof RepoEvent.RepoErrorCleared cleared) {
            return new RepoCommand.ClearRepoError(repo, cleared.message());
        }
        return null;
    }

    private static boolean workflow(
            RepoView view, Location place, RepoEvent event, RegistryState registry, RegistryEntry entry) {
        if (event instanceof RepoEvent.RepoMoveStarted started) {
            return begins(view, started.workflow(), entry)
                    && started.from().equals(place)
                    && started.path().equals(entry.newPath())
                    && isOn(registry, started.path(), started);
        }
        if (event instanceof RepoEvent.ShadowMoveStarted started) {
            return begins(view, started.workflow(), entry) && entry.newPath() == null;
        }
        if (event instanceof RepoEvent.TierChangeStarted started) {
            return begins(view, started.workflow(), entry)
                    && entry.newPath() == null
                    && view.tier().towards(started.tier()) != view.tier();
        }
        if (event instanceof RepoEvent.RepoMoved moved) {
            return view.relocation() instanceof Relocation.Move move
                    && move.workflow().equals(moved.workflow())
                    && move.path().equals(moved.path())
                    && move.host().equals(moved.host())
                    && move.hostPath().equals(moved.hostPath());
        }
        if (event instanceof RepoEvent.RepoMoveAborted aborted) {
            return view.relocation() instanceof Relocation.Move move
                    && move.workflow().equals(aborted.workflow());
        }
        if (event instanceof RepoEvent.ShadowMoved moved) {
            return view.relocation() instanceof Relocation.ShadowMove move
                    && move.workflow().equals(moved.workflow())
                    && move.shadow().equals(moved.shadow());
        }
        if (event instanceof RepoEvent.ShadowMoveAborted aborted) {
            return view.relocation() instanceof Relocation.ShadowMove move
                    && move.workflow().equals(aborted.workflow());
        }
        if (!(event instanceof RepoEvent.TierChangeCompleted completed)) {
            return false;
        }
        if (completed.code() == TierChangeCode.GIVEN_UP) {
            return view.relocation() == null
                    && view.tier().former() != view.tier()
                    && completed.tier() == view.tier().former();
        }
        return view.relocation() instanceof Relocation.TierChange change
                && change.workflow().equals(completed.workflow())
                && change.target() == completed.tier();
    }

    private static boolean begins(RepoView view, WorkflowId workflow, RegistryEntry entry) {
        return workflow.equals(entry.workflow()) && view.shadow() != null && view.relocation() == null;
    }

    private static boolean isOn(RegistryState registry, RepoPath path, RepoEvent.RepoMoveStarted started) {
        Root root = registry.rootOf(path);
        return root != null
                && root.host().equals(started.host())
                && root.hostPathOf(path).equals(started.hostPath());
    }
}
