package io.vedette.cli.demo;

import io.vedette.domain.AggregateKind;
import io.vedette.domain.Recorded;
import io.vedette.domain.RegistryEvent;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.RepoView;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What the demo knows of its repositories, from events and from effects. Thread-safe. */
final class Board {

    /**
     * One repository.
     *
     * @param view what its events say so far
     * @param openAt the version up to which its observer had seen its history when it last rested with it open; 0 if closed
     */
    record Row(
            RepoId repo,
            RepoPath path,
            RepoView view,
            long openAt,
            @Nullable String rejected) {

        boolean enabled() {
            return openAt > 0;
        }

        /** Whether nothing more is to be expected without a change. Its opening may be known before its events. */
        boolean settled() {
            return failed() || (enabled() && view.version() >= openAt);
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
            return enabled() ? "ENABLED" : "STARTING";
        }

        Row with(RepoView next) {
            return new Row(repo, path, next, openAt, rejected);
        }
    }

    private final Map<RepoPath, Row> rows = new TreeMap<>();
    private final Map<RepoId, RepoPath> paths = new HashMap<>();
    private final Map<UUID, RepoId> workflows = new HashMap<>();
    private final Map<RepoId, RepoPath> openedAt = new HashMap<>();
    private final Map<RepoId, Long> open = new HashMap<>();
    private final Set<RepoPath> expected = new HashSet<>();
    private final Set<RepoPath> settled = new HashSet<>();

    /** Repositories at these paths, and no others, are to be settled. */
    synchronized void expect(Collection<RepoPath> there) {
        expected.clear();
        expected.addAll(there);
        notifyAll();
    }

    /** Takes an event in; the path of the repository that it is about, if it is about one. */
    synchronized @Nullable RepoPath take(Recorded recorded) {
        if (recorded.event() instanceof RegistryEvent.RepoAccepted accepted) {
            RepoId repo = accepted.repo();
            paths.put(repo, accepted.path());
            return put(new Row(repo, accepted.path(), RepoView.empty(repo), open.getOrDefault(repo, 0L), null));
        }
        if (recorded.event() instanceof RegistryEvent.RepoAdded added) {
            return added.path();
        }
        if (recorded.event() instanceof RegistryEvent.RepoRejected rejected) {
            RepoView view = RepoView.empty(rejected.repo());
            return put(new Row(rejected.repo(), rejected.path(), view, 0, rejected.reason()));
        }
        if (recorded.event() instanceof RegistryEvent event) {
            return takeOther(event);
        }
        RepoId repo = recorded.aggregate().kind() == AggregateKind.REPO
                ? new RepoId(recorded.aggregate().uuid())
                : workflows.get(recorded.aggregate().uuid());
        Row row = repo == null ? null : row(repo);
        if (row == null || recorded.aggregate().kind() != AggregateKind.REPO) {
            return row == null ? null : row.path();
        }
        return put(row.with(row.view().evolve(recorded)));
    }

    private @Nullable RepoPath takeOther(RegistryEvent event) {
        if (event instanceof RegistryEvent.RepoMoveAccepted move) {
            workflows.put(move.workflow().uuid(), move.repo());
        } else if (event instanceof RegistryEvent.TierChangeStarted change) {
            workflows.put(change.workflow().uuid(), change.repo());
        }
        RepoId repo = event.repo();
        Row row = repo == null ? null : row(repo);
        return row == null
                ? null
                : event instanceof RegistryEvent.RepoMoved moved ? move(row, moved.path()) : row.path();
    }

    private RepoPath move(Row row, RepoPath to) {
        rows.remove(row.path());
        settled.remove(row.path());
        paths.put(row.repo(), to);
        return put(new Row(row.repo(), to, row.view(), row.openAt(), row.rejected()));
    }

    /** The file server opened a repository at a path. */
    synchronized void opened(RepoId repo, RepoPath at) {
        openedAt.put(repo, at);
        notifyAll();
    }

    /** Its observer rests, having seen its history up to a version, and it is open; 0 if it is closed. */
    synchronized void enabled(RepoId repo, long at) {
        open.put(repo, at);
        Row row = row(repo); // the effect may be known before the event
        if (row != null) {
            put(new Row(repo, row.path(), row.view(), at, row.rejected()));
        }
    }

    private @Nullable Row row(RepoId repo) {
        RepoPath path = paths.get(repo);
        Row row = path == null ? null : rows.get(path);
        return row != null && row.repo().equals(repo) ? row : null;
    }

    private RepoPath put(Row row) {
        rows.put(row.path(), row);
        if (row.settled()) {
            settled.add(row.path());
        } else {
            settled.remove(row.path());
        }
        notifyAll();
        return row.path();
    }

    /** All rows in the order of their paths. */
    synchronized List<Row> rows() {
        return List.copyOf(rows.values());
    }

    /** Whether a repository was ever asked for at a path. */
    synchronized boolean knows(RepoPath path) {
        return rows.containsKey(path);
    }

    /** Whether a repository at a path is to be settled. */
    synchronized boolean expects(RepoPath path) {
        return expected.contains(path);
    }

    /** How many expected repositories are settled. */
    synchronized int settled() {
        return (int) expected.stream().filter(settled::contains).count();
    }

    synchronized int expected() {
        return expected.size();
    }

    /** Waits until all expected repositories are settled, or the time is over; whether they are. */
    boolean awaitSettled(Duration limit) throws InterruptedException {
        return await(() -> settled.containsAll(expected), limit);
    }

    /** Waits until a repository is open at a path, and has settled there. */
    boolean awaitOpened(RepoId repo, RepoPath at, Duration limit) throws InterruptedException {
        return await(
                () -> {
                    Row row = row(repo);
                    return row != null && row.path().equals(at) && row.enabled() && at.equals(openedAt.get(repo));
                },
                limit);
    }

    /** Waits until the history of a repository is known up to a version. */
    boolean awaitVersion(RepoId repo, long version, Duration limit) throws InterruptedException {
        return await(
                () -> {
                    Row row = row(repo);
                    return row != null && row.view().version() >= version;
                },
                limit);
    }

    private synchronized boolean await(BooleanSupplier condition, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}
