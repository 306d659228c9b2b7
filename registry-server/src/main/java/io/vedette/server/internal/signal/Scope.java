package io.vedette.server.internal.signal;

import io.vedette.domain.AggregateId;
import io.vedette.domain.AggregateKind;
import io.vedette.domain.Filter;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.server.internal.feed.Stored;
import io.vedette.server.internal.state.Place;
import io.vedette.server.internal.state.Registries;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a follower wants to see. A signal is a hint, so what is not known to be foreign passes: a repository that no
 * registry knows, and one that left the place not long ago.
 */
public final class Scope {

    private final Set<RegistryId> only;
    private final List<RepoPath> prefixes;
    private final Set<AggregateKind> kinds;
    private final Registries registries;

    /** The scope of a filter; looks up places in {@code registries}. */
    public Scope(Filter filter, Registries registries) {
        this.only = filter.registries().stream().map(RegistryId::ofName).collect(Collectors.toUnmodifiableSet());
        this.prefixes = filter.prefixes();
        this.kinds = filter.kinds();
        this.registries = registries;
    }

    /** Whether an aggregate is in scope as of now. */
    public boolean contains(AggregateId id) {
        boolean placed = id.kind() == AggregateKind.REPO && !(only.isEmpty() && prefixes.isEmpty());
        return contains(id, placed ? registries.place(new RepoId(id.uuid())) : null);
    }

    /** Whether a recently stored event is in scope. */
    boolean contains(Stored stored) {
        return contains(stored.recorded().aggregate(), stored.place());
    }

    private boolean contains(AggregateId id, @Nullable Place place) {
        if (!kinds.isEmpty() && !kinds.contains(id.kind())) {
            return false;
        }
        return switch (id.kind()) {
            case REGISTRY -> only.isEmpty() || only.contains(new RegistryId(id.uuid()));
            case REPO ->
                place == null
                        || ((only.isEmpty() || only.contains(place.registry()))
                                && (prefixes.isEmpty() || place.touches(prefixes)));
            case WORKFLOW -> true;
        };
    }
}
