package io.vedette.observer.laws;

import io.vedette.domain.AggregateId;
import io.vedette.domain.Event;
import io.vedette.domain.EventId;
import io.vedette.domain.Recorded;
import io.vedette.domain.RegistryEvent;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RegistryState;
import io.vedette.domain.RepoEvent;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoView;
import io.vedette.domain.WorkflowId;
import io.vedette.testkit.history.HistoryLine;
import io.vedette.testkit.history.HistoryLine.Occurred;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a registry could have written. The laws hold for such histories, and for no others need they hold:
 *
 * <ul>
 *   <li>Each history by itself has the events that its decider writes, and for workflows those that the catalogue allows.
 *   <li>A repository has a history once the registry has accepted it, at the path and on the root of that time. When
 *       REPO_ADDED comes, before or after REPO_INIT_STARTED, is free: the two histories are read apart.
 *   <li>A workflow begins in the registry and then in the repository, and ends in the repository and then in the registry.
 *       In between each may be ahead of the other for as long as it likes, but in the end the registry has learnt of each
 *       move that is over: until then nobody could say where the repository is looked for.
 *   <li>Unknown and malformed events are those of a newer registry: they may come wherever a history has begun, and what
 *       they mean to it is not seen here.
 * </ul>
 */
final class Plausible {

    static final String REGISTRY = "exreg";
    static final AggregateId REGISTRY_ID = RegistryId.ofName(REGISTRY).aggregate();

    private final Map<RepoId, RepoView> views = new HashMap<>();
    private final Set<WorkflowId> begun = new HashSet<>();
    private final Set<WorkflowId> aborted = new HashSet<>();
    private RegistryState state = RegistryState.empty();
    private long position;

    /** Whether a registry could have written these lines. */
    static boolean allows(List<HistoryLine> lines) {
        Plausible plausible = new Plausible();
        for (HistoryLine line : lines) {
            if (line instanceof Occurred occurred && !plausible.take(occurred)) {
                return false;
            }
        }
        return plausible.isCaughtUp();
    }

    RegistryState state() {
        return state;
    }

    RepoView view(RepoId repo) {
        return views.computeIfAbsent(repo, RepoView::empty);
    }

    /** Whether the repository's own history shows the beginning of a workflow. */
    boolean hasBegun(WorkflowId workflow) {
        return begun.contains(workflow);
    }

    boolean isAborted(WorkflowId workflow) {
        return aborted.contains(workflow);
    }

    /** Adds an event if it could be the next one. */
    boolean take(Occurred line) {
        return line.aggregate().equals(REGISTRY_ID)
                ? takeRegistry(line.event())
                : takeRepo(new RepoId(line.aggregate().uuid()), line.event());
    }

    private boolean takeRegistry(Event event) {
        boolean allowed =
                event instanceof RegistryEvent known ? RegistryRules.allow(state, known, this) : state.version() > 0;
        if (allowed) {
            state = state.evolve(recorded(REGISTRY_ID, state.version() + 1, event));
        }
        return allowed;
    }

    private boolean takeRepo(RepoId repo, Event event) {
        RepoView view = view(repo);
        boolean allowed = event instanceof RepoEvent known ? RepoRules.allow(view, known, state) : view.version() > 0;
        if (allowed) {
            views.put(repo, view.evolve(recorded(repo.aggregate(), view.version() + 1, event)));
            note(event);
        }
        return allowed;
    }

    private void note(Event event) {
        if (event instanceof RepoEvent.RepoMoveStarted started) {
            begun.add(started.workflow());
        } else if (event instanceof RepoEvent.ShadowMoveStarted started) {
            begun.add(started.workflow());
        } else if (event instanceof RepoEvent.TierChangeStarted started) {
            begun.add(started.workflow());
        } else if (event instanceof RepoEvent.RepoMoveAborted over) {
            aborted.add(over.workflow());
        } else if (event instanceof RepoEvent.ShadowMoveAborted over) {
            aborted.add(over.workflow());
        }
    }

    /** A malformed event is an unknown one to whoever does not understand it. */
    private Recorded recorded(AggregateId aggregate, long version, Event event) {
        Event seen = event instanceof Event.Malformed bad ? new Event.Unknown(bad.type(), bad.payload()) : event;
        EventId id = new EventId(0, ++position);
        return new Recorded(id, null, aggregate, version, position, 0, null, seen);
    }

    /** Whether the registry has learnt of every move that is over. */
    boolean isCaughtUp() {
        return RegistryRules.entries(state).stream()
                .noneMatch(entry -> entry.newPath() != null
                        && entry.workflow() != null
                        && hasBegun(entry.workflow())
                        && view(entry.repo()).relocation() == null);
    }
}
