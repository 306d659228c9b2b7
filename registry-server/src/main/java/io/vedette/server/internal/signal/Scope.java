package io.vedette.server.internal.signal;

import io.vedette.domain.AggregateId;
import io.vedette.domain.AggregateKind;
import io.vedette.domain.Filter;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.WorkflowId;
import io.vedette.server.internal.feed.Stored;
import io.vedette.server.internal.state.Folded;
import io.vedette.server.internal.state.Place;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a follower wants to see. A signal is a hint, so what is not known to be foreign passes: a repository that no
 * registry knows, one that left the place not long ago, and a workflow of which nobody knows what it is about.
 */
public final class Scope {

    private final Set<RegistryId> only;
    private final List<RepoPath> prefixes;
    private final Set<AggregateKind> kinds;
    private final Folded folded;

    /** The scope of a filter; looks up places in what is folded. */
    public Scope(Filter filter, Folded folded) {
        this.only = filter.registries().stream().map(RegistryId::ofName).collect(Collectors.toUnmodifiableSet());
        this.prefixes = filter.prefixes();
        this.kinds = filter.kinds();
        this.folded = folded;
    }

    /** Whether an aggregate is in scope as of now. */
    public boolean contains(AggregateId id) {
        return contains(id, only.isEmpty() && prefixes.isEmpty() ? null : place(id));
    }

    private @Nullable Place place(AggregateId id) {
        return switch (id.kind()) {
            case REGISTRY -> null;
            case REPO -> folded.registries().place(new RepoId(id.uuid()));
            case WORKFLOW -> folded.workflows().place(new WorkflowId(id.uuid()));
        };
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
            case REPO, WORKFLOW ->
                place == null
                        || ((only.isEmpty() || only.contains(place.registry()))
                                && (prefixes.isEmpty() || place.touches(prefixes)));
        };
    }
}
