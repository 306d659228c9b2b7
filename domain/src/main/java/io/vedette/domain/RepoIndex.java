package io.vedette.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * The repositories of a registry, found by id, by place, by the place they are moving to, and by what is under way.
 *
 * @param entries by id
 * @param byPath who lives at a path
 * @param targets who is moving to a path
 * @param workflows what a workflow that is under way is about
 */
record RepoIndex(
        PMap<RepoId, RegistryEntry> entries,
        PSortedMap<RepoPath, RepoId> byPath,
        PSortedMap<RepoPath, RepoId> targets,
        PMap<WorkflowId, RepoId> workflows) {

    static final RepoIndex EMPTY =
            new RepoIndex(HashTreePMap.empty(), TreePMap.empty(), TreePMap.empty(), HashTreePMap.empty());

    RepoIndex with(RegistryEntry entry) {
        RegistryEntry before = entries.get(entry.repo());
        PSortedMap<RepoPath, RepoId> places = before == null ? byPath : vacated(byPath, before.path(), before.repo());
        PSortedMap<RepoPath, RepoId> ways = before == null ? targets : unclaimed(before);
        PMap<WorkflowId, RepoId> open = before == null ? workflows : ended(before);
        RepoPath target = entry.newPath();
        WorkflowId workflow = entry.workflow();
        return new RepoIndex(
                entries.plus(entry.repo(), entry),
                places.plus(entry.path(), entry.repo()),
                target == null ? ways : ways.plus(target, entry.repo()),
                workflow == null ? open : open.plus(workflow, entry.repo()));
    }

    RepoIndex without(RepoId repo) {
        RegistryEntry before = entries.get(repo);
        return before == null
                ? this
                : new RepoIndex(
                        entries.minus(repo), vacated(byPath, before.path(), repo), unclaimed(before), ended(before));
    }

    private PSortedMap<RepoPath, RepoId> unclaimed(RegistryEntry entry) {
        RepoPath target = entry.newPath();
        return target == null ? targets : vacated(targets, target, entry.repo());
    }

    private PMap<WorkflowId, RepoId> ended(RegistryEntry entry) {
        WorkflowId workflow = entry.workflow();
        return workflow != null && entry.repo().equals(workflows.get(workflow)) ? workflows.minus(workflow) : workflows;
    }

    /** The places without one, unless another repository has taken it since. */
    private static PSortedMap<RepoPath, RepoId> vacated(PSortedMap<RepoPath, RepoId> places, RepoPath path, RepoId by) {
        return by.equals(places.get(path)) ? places.minus(path) : places;
    }

    @Nullable
    RegistryEntry at(PSortedMap<RepoPath, RepoId> places, RepoPath path) {
        RepoId repo = places.get(path);
        return repo == null ? null : entries.get(repo);
    }

    /** Up to {@code limit} repositories at or below a path, in the order of their paths, after another path if one is given. */
    List<RegistryEntry> below(
            PSortedMap<RepoPath, RepoId> places, RepoPath prefix, @Nullable RepoPath after, int limit) {
        List<RegistryEntry> found = new ArrayList<>();
        RepoPath from = after == null || after.compareTo(prefix) < 0 ? prefix : after;
        for (Map.Entry<RepoPath, RepoId> place : places.tailMap(from).entrySet()) {
            if (found.size() == limit || !place.getKey().isAtOrBelow(prefix)) {
                break;
            }
            RegistryEntry entry = entries.get(place.getValue());
            if (entry != null && !place.getKey().equals(after)) {
                found.add(entry);
            }
        }
        return found;
    }
}
