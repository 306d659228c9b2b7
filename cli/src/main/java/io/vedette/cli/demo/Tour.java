package io.vedette.cli.demo;

import com.fasterxml.uuid.Generators;
import io.vedette.cli.Changes;
import io.vedette.cli.workflow.Acceptance;
import io.vedette.client.RefusedException;
import io.vedette.client.RegistryClient;
import io.vedette.domain.Author;
import io.vedette.domain.Filter;
import io.vedette.domain.RegistryCommand;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.StorageTier;
import io.vedette.domain.WorkflowId;
import io.vedette.domain.codec.WireIds;
import io.vedette.proto.v1.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * What the demo does with the sample tree once all is served: it moves one repository to another path, the next time back,
 * and freezes and unfreezes another. Never done with a tree of the user's.
 */
final class Tour {

    private static final RepoPath HOME = new RepoPath("/demo/notes");
    private static final RepoPath AWAY = new RepoPath("/demo/notes-moved");
    private static final RepoPath FROZEN = new RepoPath("/demo/data");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RegistryClient client;
    private final String registry;
    private final Author author;
    private final Board board;
    private final News news;
    private final Map<RepoPath, String> shown = new TreeMap<>();
    private boolean failed;

    Tour(RegistryClient client, String registry, Author author, Board board, News news) {
        this.client = client;
        this.registry = registry;
        this.author = author;
        this.board = board;
        this.news = news;
    }

    /**
     * Brings to its end what an earlier run began. Only when a move has cleared its old place away, at the opening at the new
     * one, do the directories of the tree say which repositories there are.
     */
    void finish() throws InterruptedException {
        for (Workflow open : client.workflows(registry, false).toIterable()) {
            if (ends(new WorkflowId(WireIds.uuid(open.getId())))
                    && !open.getNewPath().isEmpty()) {
                RepoId repo = new RepoId(WireIds.uuid(open.getRepoId()));
                board.awaitOpened(repo, new RepoPath(open.getNewPath()), PATIENCE);
            }
        }
        board.expect(client.repos(registry, Children.ROOT)
                .map(repo -> new RepoPath(repo.getPath()))
                .toStream()
                .toList());
        board.awaitSettled(PATIENCE);
    }

    /** Shows all. */
    void show() throws InterruptedException {
        Board.Row home = enabled(HOME);
        Board.Row away = enabled(AWAY);
        if (home != null && away == null) {
            move(home, AWAY);
        } else if (away != null && home == null) {
            move(away, HOME);
        }
        Board.Row data = enabled(FROZEN);
        if (data != null) {
            freeze(data);
        }
    }

    /** What was shown with which repository. */
    Map<RepoPath, String> shown() {
        return shown;
    }

    /** Whether something could not be shown. */
    boolean failed() {
        return failed;
    }

    private void move(Board.Row row, RepoPath to) throws InterruptedException {
        news.say(row.path(), "moves to " + to + ": its owner closes it, applications agree, its owner takes it there");
        boolean moved = done(row, workflow -> new RegistryCommand.BeginMoveRepo(registry, row.repo(), workflow, to))
                && board.awaitOpened(row.repo(), to, PATIENCE);
        note(moved ? to : row.path(), moved, moved ? "moved from " + row.path() : "not moved");
    }

    private void freeze(Board.Row row) throws InterruptedException {
        news.say(row.path(), "becomes read-only");
        boolean frozen = row.view().tier() == StorageTier.FROZEN || done(row, to(row, StorageTier.FROZEN));
        if (frozen) {
            news.say(row.path(), "may be written again");
        }
        boolean unfrozen = frozen && done(row, to(row, StorageTier.ONLINE));
        note(row.path(), unfrozen, unfrozen ? "frozen and unfrozen" : frozen ? "not unfrozen" : "not frozen");
    }

    private Function<WorkflowId, RegistryCommand> to(Board.Row row, StorageTier target) {
        return workflow -> new RegistryCommand.BeginTierChange(registry, row.repo(), workflow, target, author);
    }

    private void note(RepoPath path, boolean well, String what) {
        shown.put(path, what);
        failed |= !well;
    }

    private Board.@Nullable Row enabled(RepoPath path) {
        return board.rows().stream()
                .filter(row -> row.path().equals(path) && row.enabled() && !row.failed())
                .findFirst()
                .orElse(null);
    }

    /** Begins a workflow and waits for its end; whether that is as it should be, and the board knows. */
    private boolean done(Board.Row row, Function<WorkflowId, RegistryCommand> command) throws InterruptedException {
        WorkflowId workflow =
                new WorkflowId(Generators.timeBasedEpochGenerator().generate());
        try {
            client.execute(command.apply(workflow)).block();
        } catch (RefusedException refused) {
            news.say(row.path(), String.valueOf(refused.getMessage()));
            return false;
        }
        return ends(workflow) && board.awaitVersion(row.repo(), version(row.repo()), PATIENCE);
    }

    private long version(RepoId repo) {
        return client.repo(repo)
                .map(found -> found.getVersion())
                .blockOptional()
                .orElse(0L);
    }

    /** Waits for the end of a workflow, and agrees for applications where they are asked. */
    private boolean ends(WorkflowId workflow) {
        Filter here = new Filter(Set.of(registry), List.of(), Set.of());
        Workflow last = Changes.answers(
                        client,
                        here,
                        () -> client.workflow(workflow)
                                .delayUntil(row ->
                                        Acceptance.isAsked(row) ? Acceptance.of(client, workflow) : Mono.empty()))
                .filter(row -> !row.getOpen())
                .next()
                .timeout(PATIENCE)
                .onErrorResume(TimeoutException.class, late -> Mono.empty())
                .onErrorResume(RefusedException.class, rejected -> Mono.empty())
                .block();
        return last != null && last.getPhase().equals("COMMITTED");
    }
}
