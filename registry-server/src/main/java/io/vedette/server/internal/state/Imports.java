package io.vedette.server.internal.state;

import io.vedette.domain.ImportId;
import io.vedette.domain.Recorded;
import io.vedette.domain.RegistryId;
import io.vedette.server.internal.state.ImportState.Phase;
import io.vedette.server.storage.StorageBackend;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * All imports, folded, and the registries that they hold. Folded like {@link Registries}: by the one who appends, and by
 * the feed; an event folded already is ignored. Thread-safe.
 */
public final class Imports {

    private static final int LOADS_AT_ONCE = 4;

    private final StorageBackend storage;
    private final Registries registries;
    private final ConcurrentHashMap<ImportId, ImportState> folded = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<RegistryId, ImportId> holders = new ConcurrentHashMap<>();

    /** Nothing is loaded yet. */
    public Imports(StorageBackend storage, Registries registries) {
        this.storage = storage;
        this.registries = registries;
    }

    /** The newest folded state. */
    public ImportState of(ImportId id) {
        ImportState known = folded.get(id);
        return known == null ? ImportState.before(id) : known;
    }

    /** What keeps a registry from being used; null if nothing does. */
    public @Nullable Hold hold(@Nullable RegistryId registry) {
        ImportId by = registry == null ? null : holders.get(registry);
        return by == null ? null : new Hold(by, of(by).phase() == Phase.ABORTED);
    }

    /** Holds a registry for an import that is about to begin; false if another one holds it. */
    public boolean reserve(RegistryId registry, ImportId by) {
        ImportId holder = holders.putIfAbsent(registry, by);
        return holder == null || holder.equals(by);
    }

    /** The import did not begin after all. */
    public void release(RegistryId registry, ImportId by) {
        if (of(by).phase() == Phase.NONE) {
            holders.remove(registry, by);
        }
    }

    /** Folds the next event of an import. */
    public void fold(Recorded recorded) {
        ImportId id = new ImportId(recorded.aggregate().uuid());
        folded.compute(id, (key, known) -> {
            ImportState before = known == null ? ImportState.before(id) : known;
            if (recorded.version() != before.version() + 1) {
                return known;
            }
            ImportState after = before.evolve(recorded);
            settle(after);
            return after;
        });
    }

    private void settle(ImportState state) {
        for (RegistryId registry : state.registries()) {
            boolean held = state.phase() == Phase.OPEN || state.unusable().contains(registry);
            if (held) {
                holders.put(registry, state.id());
            } else {
                if (state.ended() != null && state.phase() == Phase.COMMITTED) {
                    registries.reinitialisedUpTo(registry, state.ended());
                }
                holders.remove(registry, state.id());
            }
        }
    }

    /** More events are stored for sure, though the history does not say so yet. */
    public void advanced(ImportId id, long stored) {
        folded.computeIfPresent(id, (key, known) -> known.storedUpTo(stored));
    }

    /** Folds what the store has beyond the folded state. */
    public Mono<ImportState> catchUp(ImportId id) {
        return Mono.defer(() -> storage.read(id.aggregate(), of(id).version(), Integer.MAX_VALUE)
                .doOnNext(this::fold)
                .then(Mono.fromSupplier(() -> of(id))));
    }

    /** Catches up all imports that changed after a position; the registries of those. */
    public Flux<RegistryId> catchUpSince(long position) {
        return storage.changedSince(position, ImportId::isOne, Integer.MAX_VALUE)
                .map(row -> new ImportId(row.aggregate().uuid()))
                .flatMap(this::catchUp, LOADS_AT_ONCE)
                .flatMapIterable(ImportState::registries);
    }

    /** The registries of an import that are not held by it any more. */
    public List<RegistryId> released(ImportId id) {
        ImportState state = of(id);
        return state.phase() == Phase.COMMITTED ? state.registries() : List.of();
    }
}
