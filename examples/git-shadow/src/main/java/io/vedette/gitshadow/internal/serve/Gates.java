package io.vedette.gitshadow.internal.serve;

import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Which repositories are open, under which names. */
public final class Gates {
    private final Map<String, RepoId> byName = new HashMap<>();
    private final Map<RepoId, Open> open = new HashMap<>();
    private final Map<RepoId, Set<Gate>> draining = new HashMap<>();

    private record Open(RepoPath path, Gate gate) {}

    /** Opens a repository under its path; one that is open under another path is found under the new one only. */
    public synchronized void open(RepoId repo, RepoPath path) {
        Open before = open.get(repo);
        if (before != null) {
            byName.remove(name(before.path), repo);
        }
        byName.put(name(path), repo);
        open.put(repo, new Open(path, before == null ? new Gate() : before.gate));
    }

    /**
     * Closes a repository for new clients at once.
     *
     * @return completes when no client uses it any more; those that still do after the patience are cut
     */
    public Mono<Void> close(RepoId repo, Duration patience, Scheduler timer) {
        return Mono.when(shut(repo).stream()
                .map(gate -> gate.drained(patience, timer).doOnSuccess(done -> drained(repo, gate)))
                .toList());
    }

    /** All gates that are to drain: also those of earlier closings that nobody waits for any more. */
    private synchronized Set<Gate> shut(RepoId repo) {
        Open last = open.remove(repo);
        if (last != null) {
            byName.remove(name(last.path), repo);
            last.gate.close();
            draining.computeIfAbsent(repo, r -> new HashSet<>(2)).add(last.gate);
        }
        return Set.copyOf(draining.getOrDefault(repo, Set.of()));
    }

    private synchronized void drained(RepoId repo, Gate gate) {
        draining.computeIfPresent(repo, (r, gates) -> {
            gates.remove(gate);
            return gates.isEmpty() ? null : gates;
        });
    }

    /** Whether clients may have it. */
    public synchronized boolean isOpen(RepoId repo) {
        return open.containsKey(repo);
    }

    /** What a client asked for: a path with or without {@code .git} at its end. Null if it is not open. */
    synchronized @Nullable RepoId find(String asked) {
        String name = asked.endsWith("/") ? asked.substring(0, asked.length() - 1) : asked;
        RepoId repo = byName.get(name);
        if (repo == null && name.endsWith(".git")) {
            repo = byName.get(name.substring(0, name.length() - 4));
        }
        return repo;
    }

    /** Lets an upload in and returns the gate to leave by, or null if the repository is not open. */
    synchronized @Nullable Gate enter(RepoId repo, Gate.Upload upload) {
        Open found = open.get(repo);
        return found != null && found.gate.enter(upload) ? found.gate : null;
    }

    /** How many uploads of a repository run. */
    public synchronized int uploads(RepoId repo) {
        Open found = open.get(repo);
        int leaving = draining.getOrDefault(repo, Set.of()).stream()
                .mapToInt(Gate::size)
                .sum();
        return found == null ? leaving : leaving + found.gate.size();
    }

    /** Cuts the clients that have neither read nor written since a time. */
    synchronized void cutIdle(long sinceNanos) {
        open.values().forEach(o -> o.gate.cutIdle(sinceNanos));
        draining.values().forEach(gates -> gates.forEach(gate -> gate.cutIdle(sinceNanos)));
    }

    /** Closes everything and cuts all clients. */
    synchronized void closeAll() {
        List.copyOf(open.keySet()).forEach(this::shut);
        draining.values().forEach(gates -> gates.forEach(Gate::cut));
    }

    /** The git daemon takes a backslash for a slash, so paths are known to it in this form. */
    private static String name(RepoPath path) {
        return path.value().replace('\\', '/');
    }
}
