package io.vedette.domain;

import java.util.List;
import java.util.Set;

/**
 * What a reader of all histories wants to see. Empty parts let everything through.
 *
 * @param registries names of registries
 * @param prefixes repositories at or below one of them, or on their way to or from there; events of registries pass
 * @param kinds kinds of aggregates
 */
public record Filter(Set<String> registries, List<RepoPath> prefixes, Set<AggregateKind> kinds) {

    /** Everything. */
    public static final Filter ALL = new Filter(Set.of(), List.of(), Set.of());

    /** Copies the parts. */
    public Filter {
        registries = Set.copyOf(registries);
        prefixes = List.copyOf(prefixes);
        kinds = Set.copyOf(kinds);
    }
}
