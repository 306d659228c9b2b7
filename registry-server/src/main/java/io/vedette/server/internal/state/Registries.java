package io.vedette.server.internal.state;

import io.vedette.domain.AggregateKind;
import io.vedette.domain.EventId;
import io.vedette.domain.Recorded;
import io.vedette.domain.RegistryEntry;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RegistryState;
import io.vedette.domain.RepoId;
import io.vedette.domain.WorkflowId;
import io.vedette.server.storage.HeadRow;
import io.vedette.server.storage.StorageBackend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * All registries, folded. Readers take a snapshot and hold no lock. Both the command handler, right after an append, and
 * the feed, as commits arrive, fold; an event folded already is ignored, so their order does not matter.
 */
public final class Registries {

    /** A stored command answers its repetition for seven days of log time; a day is left as a margin. */
    private static final Duration REPEATABLE = Duration.ofDays(6);

    private static final int LOADS_AT_ONCE = 4;

    private final StorageBackend storage;
    private final LogTime time;
    private final ConcurrentHashMap<RegistryId, FoldedRegistry> folded = new ConcurrentHashMap<>();
    private final Departures departures = new Departures();

    /** Nothing is loaded yet. */
    public Registries(StorageBackend storage, LogTime time) {
        this.storage = storage;
        this.time = time;
    }

    /** The newest folded state. */
    public FoldedRegistry of(RegistryId id) {
        return folded.getOrDefault(id, FoldedRegistry.EMPTY);
    }

    /** The newest folded state of each registry that has a history. */
    public Collection<FoldedRegistry> all() {
        return folded.values();
    }

    /** The ids of all registries that have a history. */
    public Set<RegistryId> ids() {
        return folded.keySet();
    }

    /**
     * Folds the next event of a registry; one that was folded already changes nothing.
     *
     * @return false if events before it are missing, and nothing was done
     */
    public boolean fold(Recorded recorded) {
        RegistryId id = new RegistryId(recorded.aggregate().uuid());
        FoldedRegistry after = folded.compute(id, (key, known) -> {
            FoldedRegistry before = known == null ? FoldedRegistry.EMPTY : known;
            if (recorded.version() != before.state().version() + 1) {
                return known;
            }
            departures.note(before.state(), recorded);
            return before.evolve(recorded);
        });
        return after != null && after.state().version() >= recorded.version();
    }

    /** The events of a registry after a version that was folded; each is folded before it is handed on. */
    public Flux<Recorded> read(RegistryId id, long afterVersion) {
        return storage.read(id.aggregate(), afterVersion, Integer.MAX_VALUE).doOnNext(this::fold);
    }

    /** Folds what the store has beyond the folded state. */
    public Mono<FoldedRegistry> catchUp(RegistryId id) {
        return Mono.defer(() -> read(id, of(id).state().version()).then(Mono.fromSupplier(() -> of(id))));
    }

    /** Catches up all registries that changed after a position; the ids of those. */
    public Flux<RegistryId> catchUpSince(long position) {
        return storage.changedSince(position, id -> id.kind() == AggregateKind.REGISTRY, Integer.MAX_VALUE)
                .map(Registries::idOf)
                .flatMap(id -> catchUp(id).thenReturn(id), LOADS_AT_ONCE);
    }

    /** Loads all registries. Wishes to initialise again that are too old to be repeated safely count as done. */
    public Mono<Void> load() {
        return catchUpSince(0).then(Mono.fromRunnable(() -> {
            long oldest = time.millis() - REPEATABLE.toMillis();
            folded.replaceAll((id, registry) -> registry.withoutReinitsBefore(oldest));
        }));
    }

    /** What a registry asked for was done. */
    public void reinitialised(RegistryId id, RepoId repo, EventId cause) {
        folded.computeIfPresent(id, (key, registry) -> registry.reinitialised(repo, cause));
    }

    /** A repository was told that its change of tier was given up. */
    public void restored(RegistryId id, RepoId repo, EventId cause) {
        folded.computeIfPresent(id, (key, registry) -> registry.restored(repo, cause));
    }

    /** What is under way in the name of a workflow: one thing, unless its id was given to several. */
    public List<Claim> claims(WorkflowId workflow) {
        List<Claim> claims = new ArrayList<>(1);
        folded.forEach((id, registry) -> {
            RepoId repo = registry.state().underWay().get(workflow);
            if (repo != null) {
                claims.add(new Claim(id, repo));
            }
        });
        claims.sort(Comparator.comparing(claim -> claim.registry().uuid()));
        return claims;
    }

    /** What a registry asked for before an event was done elsewhere, or is not to be done. */
    void reinitialisedUpTo(RegistryId id, EventId last) {
        folded.computeIfPresent(id, (key, registry) -> registry.withoutReinitsUpTo(last));
    }

    /** Where a repository is; null if no registry knows it. */
    public @Nullable Place place(RepoId repo) {
        for (var registry : folded.entrySet()) {
            RegistryEntry entry = registry.getValue().state().entry(repo);
            if (entry != null) {
                return new Place(registry.getKey(), entry.path(), entry.newPath(), departures.of(repo));
            }
        }
        return null;
    }

    /** The state of a registry, by its name. */
    public RegistryState named(String name) {
        return of(RegistryId.ofName(name)).state();
    }

    private static RegistryId idOf(HeadRow row) {
        return new RegistryId(row.aggregate().uuid());
    }
}
