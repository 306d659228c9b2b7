package io.vedette.cli.demo;

import io.vedette.domain.AggregateKind;
import io.vedette.domain.Recorded;
import io.vedette.domain.RegistryEvent;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.RepoView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the demo knows of its repositories, from events and from effects. Thread-safe. */
final class Board {

    /** One repository. */
    record Row(
            RepoId repo,
            RepoPath path,
            RepoView view,
            boolean enabled,
            @Nullable String rejected) {

        /** Whether nothing more is to be expected without a change. */
        boolean settled() {
            return enabled || failed();
        }

        boolean failed() {
            return error() != null;
        }

        @Nullable
        String error() {
            return rejected != null ? rejected : view.error();
        }

        String state() {
            if (failed()) {
                return rejected != null ? "REJECTED" : "ERROR";
            }
            return enabled ? "ENABLED" : "STARTING";
        }

        Row with(RepoView next) {
            return new Row(repo, path, next, enabled, rejected);
        }
    }

    private final Map<RepoId, Row> rows = new HashMap<>();
    private final Set<RepoId> open = new HashSet<>();
    private final Set<RepoPath> expected = new HashSet<>();

    /** A repository at this path is on its way. */
    synchronized void expect(Collection<RepoPath> paths) {
        expected.addAll(paths);
    }

    /** Takes an event in; the path of the repository that it is about, if it is about one. */
    synchronized @Nullable RepoPath take(Recorded recorded) {
        if (recorded.event() instanceof RegistryEvent.RepoAccepted accepted) {
            RepoId repo = accepted.repo();
            return put(new Row(repo, accepted.path(), RepoView.empty(repo), open.contains(repo), null));
        }
        if (recorded.event() instanceof RegistryEvent.RepoAdded added) {
            return added.path();
        }
        if (recorded.event() instanceof RegistryEvent.RepoRejected rejected) {
            Row row = rows.get(rejected.repo());
            RepoView view = row == null ? RepoView.empty(rejected.repo()) : row.view();
            return put(new Row(rejected.repo(), rejected.path(), view, false, rejected.reason()));
        }
        if (recorded.aggregate().kind() != AggregateKind.REPO) {
            return null;
        }
        Row row = rows.get(new RepoId(recorded.aggregate().uuid()));
        return row == null ? null : put(row.with(row.view().evolve(recorded)));
    }

    /** The file server opened or closed a repository. */
    synchronized void enabled(RepoId repo, boolean now) {
        if (now) {
            open.add(repo);
        } else {
            open.remove(repo);
        }
        Row row = rows.get(repo); // the effect may be known before the event
        if (row != null) {
            put(new Row(repo, row.path(), row.view(), now, row.rejected()));
        }
    }

    private RepoPath put(Row row) {
        rows.put(row.repo(), row);
        notifyAll();
        return row.path();
    }

    /** All rows in the order of their paths. */
    synchronized List<Row> rows() {
        Map<RepoPath, Row> sorted = new TreeMap<>();
        rows.values().forEach(row -> sorted.put(row.path(), row));
        return new ArrayList<>(sorted.values());
    }

    /** The path of a repository. */
    synchronized @Nullable RepoPath pathOf(RepoId repo) {
        Row row = rows.get(repo);
        return row == null ? null : row.path();
    }

    /** How many expected repositories are settled. */
    synchronized int settled() {
        return (int) rows().stream()
                .filter(row -> expected.contains(row.path()) && row.settled())
                .count();
    }

    synchronized int expected() {
        return expected.size();
    }

    /** Waits until all expected repositories are settled, or the time is over; whether they are. */
    synchronized boolean awaitSettled(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (settled() < expected.size()) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}
