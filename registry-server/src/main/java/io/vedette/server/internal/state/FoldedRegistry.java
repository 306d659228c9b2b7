package io.vedette.server.internal.state;

import io.vedette.domain.EventId;
import io.vedette.domain.Recorded;
import io.vedette.domain.RegistryEvent;
import io.vedette.domain.RegistryState;
import io.vedette.domain.RepoId;
import java.util.function.Predicate;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * A registry and what is left to do for it. Immutable.
 *
 * @param state the registry
 * @param starts repositories that were accepted and not started yet, with the event that accepted each
 * @param reinits repositories to initialise again, with the event that asked for it last
 * @param restores repositories that are to be told that their change of tier was given up
 */
public record FoldedRegistry(
        RegistryState state,
        PMap<RepoId, EventId> starts,
        PMap<RepoId, EventId> reinits,
        PMap<RepoId, Restore> restores) {

    /** Before the first event. */
    static final FoldedRegistry EMPTY =
            new FoldedRegistry(RegistryState.empty(), HashTreePMap.empty(), HashTreePMap.empty(), HashTreePMap.empty());

    FoldedRegistry evolve(Recorded recorded) {
        PMap<RepoId, EventId> toStart = starts;
        PMap<RepoId, EventId> toReinit = reinits;
        if (recorded.event() instanceof RegistryEvent.RepoAccepted accepted) {
            toStart = toStart.plus(accepted.repo(), recorded.id());
        } else if (recorded.event() instanceof RegistryEvent.RepoAdded added) {
            toStart = toStart.minus(added.repo());
        } else if (recorded.event() instanceof RegistryEvent.RepoRejected rejected) {
            toStart = toStart.minus(rejected.repo());
            toReinit = toReinit.minus(rejected.repo());
        } else if (recorded.event() instanceof RegistryEvent.RepoReinitAccepted reinit) {
            toReinit = toReinit.plus(reinit.repo(), recorded.id());
        }
        return new FoldedRegistry(state.evolve(recorded), toStart, toReinit, restores(recorded));
    }

    /** What ends well later shows that the repository was told. */
    private PMap<RepoId, Restore> restores(Recorded recorded) {
        if (recorded.event() instanceof RegistryEvent.TierChangeCompleted completed) {
            return switch (completed.code()) {
                case GIVEN_UP -> restores.plus(completed.repo(), new Restore(completed.workflow(), recorded.id()));
                case OK -> restores.minus(completed.repo());
                case FAILED, ABORTED -> restores;
            };
        }
        return restores;
    }

    FoldedRegistry reinitialised(RepoId repo, EventId cause) {
        return cause.equals(reinits.get(repo)) ? withReinits(reinits.minus(repo)) : this;
    }

    FoldedRegistry restored(RepoId repo, EventId cause) {
        Restore due = restores.get(repo);
        return due == null || !cause.equals(due.cause())
                ? this
                : new FoldedRegistry(state, starts, reinits, restores.minus(repo));
    }

    FoldedRegistry withoutReinitsBefore(long millis) {
        return withoutReinits(cause -> cause.millis() < millis);
    }

    FoldedRegistry withoutReinitsUpTo(EventId last) {
        return withoutReinits(cause -> cause.compareTo(last) <= 0);
    }

    private FoldedRegistry withoutReinits(Predicate<EventId> old) {
        PMap<RepoId, EventId> recent = reinits;
        for (var reinit : reinits.entrySet()) {
            if (old.test(reinit.getValue())) {
                recent = recent.minus(reinit.getKey());
            }
        }
        return withReinits(recent);
    }

    private FoldedRegistry withReinits(PMap<RepoId, EventId> recent) {
        return new FoldedRegistry(state, starts, recent, restores);
    }
}
