package io.vedette.domain;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
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
    private final RepoIndex repos;

    private RegistryState(
            long version,
            long unknownEvents,
            @Nullable String malformed,
            @Nullable String name,
            PSortedMap<RepoPath, Root> roots,
            RepoIndex repos) {
        this.version = version;
        this.unknownEvents = unknownEvents;
        this.malformed = malformed;
        this.name = name;
        this.roots = roots;
        this.repos = repos;
    }

    /** Before the first event. */
    public static RegistryState empty() {
        return new RegistryState(0, 0, null, null, TreePMap.empty(), RepoIndex.EMPTY);
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
                recorded.version(), after.unknownEvents, trouble, after.name, after.roots, after.repos);
    }

    private RegistryState evolve(Event event) {
        if (event instanceof RegistryEvent known) {
            return known.applyTo(this);
        }
        String trouble = event instanceof Event.Malformed bad ? bad.name() + ": " + bad.reason() : malformed;
        return new RegistryState(version, unknownEvents + 1, trouble, name, roots, repos);
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
        return repos.entries().size();
    }

    /** What is known of a repository. */
    public @Nullable RegistryEntry entry(RepoId repo) {
        return repos.entries().get(repo);
    }

    /** The repository that lives at a path. */
    public @Nullable RegistryEntry entryAt(RepoPath path) {
        return repos.at(repos.byPath(), path);
    }

    /** The repository that is moving to a path. */
    public @Nullable RegistryEntry entryMovingTo(RepoPath path) {
        return repos.at(repos.targets(), path);
    }

    /** What is under way, by its workflow. Unmodifiable. */
    public Map<WorkflowId, RepoId> underWay() {
        return repos.workflows();
    }

    /** The repository that a workflow which is under way is about. */
    public @Nullable RegistryEntry entryIn(WorkflowId workflow) {
        RepoId repo = repos.workflows().get(workflow);
        return repo == null ? null : entry(repo);
    }

    /** Up to {@code limit} repositories at or below a path, in the order of their paths, after another path if one is given. */
    public List<RegistryEntry> below(RepoPath prefix, @Nullable RepoPath after, int limit) {
        return repos.below(repos.byPath(), prefix, after, limit);
    }

    /** Up to {@code limit} repositories that are moving to a path or below it. */
    public List<RegistryEntry> movingBelow(RepoPath prefix, int limit) {
        return repos.below(repos.targets(), prefix, null, limit);
    }

    RegistryState named(String registry) {
        return new RegistryState(version, unknownEvents, malformed, registry, roots, repos);
    }

    RegistryState withRoot(Root root) {
        return new RegistryState(version, unknownEvents, malformed, name, roots.plus(root.path(), root), repos);
    }

    RegistryState withoutRoot(RepoPath path) {
        return new RegistryState(version, unknownEvents, malformed, name, roots.minus(path), repos);
    }

    RegistryState with(RegistryEntry entry) {
        return new RegistryState(version, unknownEvents, malformed, name, roots, repos.with(entry));
    }

    RegistryState without(RepoId repo) {
        return new RegistryState(version, unknownEvents, malformed, name, roots, repos.without(repo));
    }

    RegistryState change(RepoId repo, UnaryOperator<RegistryEntry> by) {
        RegistryEntry before = entry(repo);
        return before == null ? this : with(by.apply(before));
    }
}
