package io.vedette.observer.internal.repo;

import io.vedette.domain.RepoId;
import io.vedette.domain.WorkflowId;
import io.vedette.workflows.WorkflowView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What concerns repositories beyond their own histories: the workflows in which this observer plays a part, until the
 * repository has been told of their end, and moves to
 * here of which so far only the registry speaks. Safe for use by several threads.
 */
public final class WorkBoard {

    private static final Comparator<WorkflowView> BY_AGE = Comparator.comparingLong(WorkflowView::startedMillis)
            .thenComparing(view -> view.id().uuid());

    private final Map<RepoId, List<WorkflowView>> known = new ConcurrentHashMap<>();
    private volatile Consumer<WorkflowId> follower = workflow -> {};
    private final Map<RepoId, WorkflowId> expected = new ConcurrentHashMap<>();

    /** Who starts the activity of a workflow, unless it is there. */
    public void followBy(Consumer<WorkflowId> starter) {
        follower = starter;
    }

    void follow(WorkflowId workflow) {
        follower.accept(workflow);
    }

    /** A workflow of a repository as it is now. */
    public void put(RepoId repo, WorkflowView view) {
        known.merge(repo, List.of(view), (before, one) -> with(before, view));
    }

    private static List<WorkflowView> with(List<WorkflowView> before, WorkflowView view) {
        List<WorkflowView> after = new ArrayList<>(before);
        after.removeIf(each -> each.id().equals(view.id()));
        after.add(view);
        after.sort(BY_AGE);
        return List.copyOf(after);
    }

    /** A workflow of a repository is nothing to this observer. */
    public void remove(RepoId repo, WorkflowId workflow) {
        removeIf(repo, each -> each.id().equals(workflow));
    }

    /** Forgets workflows that have ended, but for the one that the repository is in as far as it was told. */
    void forgetEnded(RepoId repo, @Nullable WorkflowId but) {
        removeIf(repo, each -> !each.isOpen() && !each.id().equals(but));
    }

    private void removeIf(RepoId repo, Predicate<WorkflowView> which) {
        known.computeIfPresent(repo, (id, before) -> {
            List<WorkflowView> after = before.stream().filter(which.negate()).toList();
            return after.isEmpty() ? null : after;
        });
    }

    /** The workflows of a repository in which this observer plays a part, the oldest first. */
    List<WorkflowView> of(RepoId repo) {
        return known.getOrDefault(repo, List.of());
    }

    /** The registry says that a repository is moving to here. */
    public void expect(RepoId repo, WorkflowId move) {
        expected.put(repo, move);
    }

    /** That move has ended, well or not. True if it was expected. */
    public boolean expectNoMore(RepoId repo, WorkflowId move) {
        return expected.remove(repo, move);
    }

    boolean isExpected(RepoId repo) {
        return expected.containsKey(repo);
    }
}
