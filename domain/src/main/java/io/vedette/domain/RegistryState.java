package io.vedette.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.PMap;
import org.pcollections.PSet;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * A registry, folded from its history. Immutable; successors share what did not change, so a reader may keep one while
 * the fold goes on.
 */
public final class RegistryState {

    private final long version;
    private final long unknownEvents;
    private final @Nullable String malformed;
    private final @Nullable String name;
    private final PSortedMap<RepoPath, Root> roots;
    private final PMap<RepoId, RegistryEntry> entries;
    private final PSortedMap<RepoPath, RepoId> byPath;
    private final PSet<RepoId> pending;

    private RegistryState(
            long version,
            long unknownEvents,
            @Nullable String malformed,
            @Nullable String name,
            PSortedMap<RepoPath, Root> roots,
            PMap<RepoId, RegistryEntry> entries,
            PSortedMap<RepoPath, RepoId> byPath,
            PSet<RepoId> pending) {
        this.version = version;
        this.unknownEvents = unknownEvents;
        this.malformed = malformed;
        this.name = name;
        this.roots = roots;
        this.entries = entries;
        this.byPath = byPath;
        this.pending = pending;
    }

    /** Before the first event. */
    public static RegistryState empty() {
        return new RegistryState(
                0, 0, null, null, TreePMap.empty(), HashTreePMap.empty(), TreePMap.empty(), HashTreePSet.empty());
    }

    /** The state after one event more. Never throws; an event of an earlier version is ignored. */
    public RegistryState evolve(Recorded recorded) {
        if (recorded.version() <= version) {
            return this;
        }
        RegistryState after = evolve(recorded.event());
        String trouble = recorded.version() == version + 1
                ? after.malformed
                : "history has a gap: version " + recorded.version() + " follows " + version;
        return new RegistryState(
                recorded.version(),
                after.unknownEvents,
                trouble,
                after.name,
                after.roots,
                after.entries,
                after.byPath,
                after.pending);
    }

    private RegistryState evolve(Event event) {
        if (event instanceof RegistryEvent known) {
            return known.applyTo(this);
        }
        String trouble = event instanceof Event.Malformed bad ? bad.name() + ": " + bad.reason() : malformed;
        return new RegistryState(version, unknownEvents + 1, trouble, name, roots, entries, byPath, pending);
    }

    /** The version of the last event folded; 0 before the first. */
    public long version() {
        return version;
    }

    /** How many events were skipped. */
    public long unknownEvents() {
        return unknownEvents;
    }

    /** What is wrong with the history, if anything is. */
    public @Nullable String malformed() {
        return malformed;
    }

    /** The name; null while the registry does not exist. */
    public @Nullable String name() {
        return name;
    }

    /** All roots in the order of their paths. */
    public List<Root> roots() {
        return List.copyOf(roots.values());
    }

    /** The root with exactly this path. */
    public @Nullable Root root(RepoPath path) {
        return roots.get(path);
    }

    /** The longest root at or above a path. */
    public @Nullable Root rootOf(RepoPath path) {
        for (RepoPath above = path; above != null; above = above.parent()) {
            Root root = roots.get(above);
            if (root != null) {
                return root;
            }
        }
        return null;
    }

    /** How many repositories there are, accepted ones included. */
    public int size() {
        return entries.size();
    }

    /** What is known of a repository. */
    public @Nullable RegistryEntry entry(RepoId repo) {
        return entries.get(repo);
    }

    /** The repository that lives at a path. */
    public @Nullable RegistryEntry entryAt(RepoPath path) {
        RepoId repo = byPath.get(path);
        return repo == null ? null : entries.get(repo);
    }

    /** Up to {@code limit} repositories at or below a path, in the order of their paths, after another path if one is given. */
    public List<RegistryEntry> below(RepoPath prefix, @Nullable RepoPath after, int limit) {
        List<RegistryEntry> found = new ArrayList<>();
        RepoPath from = after == null || after.compareTo(prefix) < 0 ? prefix : after;
        for (Map.Entry<RepoPath, RepoId> place : byPath.tailMap(from).entrySet()) {
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

    /** Repositories that were accepted and have no history yet. */
    public List<RepoId> pending() {
        return List.copyOf(pending);
    }

    RegistryState named(String registry) {
        return new RegistryState(version, unknownEvents, malformed, registry, roots, entries, byPath, pending);
    }

    RegistryState withRoot(Root root) {
        return new RegistryState(
                version, unknownEvents, malformed, name, roots.plus(root.path(), root), entries, byPath, pending);
    }

    RegistryState withoutRoot(RepoPath path) {
        return new RegistryState(version, unknownEvents, malformed, name, roots.minus(path), entries, byPath, pending);
    }

    RegistryState with(RegistryEntry entry) {
        RegistryEntry before = entries.get(entry.repo());
        PSortedMap<RepoPath, RepoId> places = before == null ? byPath : vacated(before);
        return new RegistryState(
                version,
                unknownEvents,
                malformed,
                name,
                roots,
                entries.plus(entry.repo(), entry),
                places.plus(entry.path(), entry.repo()),
                entry.isAdded() ? pending.minus(entry.repo()) : pending.plus(entry.repo()));
    }

    RegistryState without(RepoId repo) {
        RegistryEntry before = entries.get(repo);
        if (before == null) {
            return this;
        }
        return new RegistryState(
                version,
                unknownEvents,
                malformed,
                name,
                roots,
                entries.minus(repo),
                vacated(before),
                pending.minus(repo));
    }

    /** The places without that of an entry, unless another repository has taken it since. */
    private PSortedMap<RepoPath, RepoId> vacated(RegistryEntry entry) {
        return entry.repo().equals(byPath.get(entry.path())) ? byPath.minus(entry.path()) : byPath;
    }

    RegistryState change(RepoId repo, UnaryOperator<RegistryEntry> by) {
        RegistryEntry before = entries.get(repo);
        return before == null ? this : with(by.apply(before));
    }
}
