package io.vedette.testkit.contract;

import io.vedette.domain.HostPath;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.WorkflowId;
import io.vedette.observer.Cause;
import io.vedette.observer.Initializer;
import io.vedette.observer.MoveOrder;
import io.vedette.observer.RepoInfo;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The calls of a move to a place beside the old one. A move that holds has no call of its own: it ends with a {@code getRepo}
 * for the new place.
 */
final class Relocation {

    private final Map<RepoId, HostPath> brought = new ConcurrentHashMap<>();
    private final Deed<Initializer> move;
    private final Deed<Initializer> settle;
    private final Deed<Initializer> discard;
    private final Deed<Initializer> discardUnasked;
    private final Deed<Initializer> moveAgain;

    Relocation(Deed<Initializer> init) {
        move = new Deed<>(
                "initializer.moveRepo", "move", init, (initializer, repo, cause) -> bring(initializer, repo, cause, 1));
        settle = new Deed<>("initializer.getRepo for the new place", "enable", move, this::settle);
        discard = new Deed<>("initializer.discardMove", "discard-move", move, Relocation::discard);
        discardUnasked = new Deed<>("initializer.discardMove", "discard-move", init, Relocation::discard);
        moveAgain = new Deed<>(
                "initializer.moveRepo of another workflow",
                "move",
                discard,
                (initializer, repo, cause) -> bring(initializer, repo, cause, 2));
    }

    /** Each after those that must come before it. */
    List<Deed<Initializer>> deeds() {
        return List.of(move, settle, discard);
    }

    Deed<Initializer> move() {
        return move;
    }

    Deed<Initializer> settle() {
        return settle;
    }

    Deed<Initializer> discard() {
        return discard;
    }

    /** For a move that never came. */
    Deed<Initializer> discardUnasked() {
        return discardUnasked;
    }

    /** After one that was discarded. */
    Deed<Initializer> moveAgain() {
        return moveAgain;
    }

    static Path oldTree(RepoInfo repo) {
        return Path.of(repo.hostPath().value());
    }

    static Path newTree(RepoInfo repo) {
        return oldTree(repo).resolveSibling("moved-" + oldTree(repo).getFileName());
    }

    private @Nullable Mono<HostPath> bring(Initializer initializer, RepoInfo repo, Cause cause, int number) {
        Mono<HostPath> mono = initializer.moveRepo(order(repo, cause, number));
        return mono == null ? null : mono.doOnNext(place -> brought.put(repo.repo(), place));
    }

    private static Mono<Void> discard(Initializer initializer, RepoInfo repo, Cause cause) {
        return initializer.discardMove(order(repo, cause, 1));
    }

    private Mono<RepoInfo> settle(Initializer initializer, RepoInfo repo, Cause cause) {
        RepoInfo moved = new RepoInfo(
                repo.repo(),
                repo.registry(),
                new RepoPath("/contract/moved/" + newTree(repo).getFileName()),
                repo.creator(),
                repo.host(),
                new HostPath(newTree(repo).toString()),
                brought.get(repo.repo()),
                repo.omissions());
        return initializer.getRepo(repo.repo(), new Cause(moved, cause.event(), cause.step(), cause.attempt()));
    }

    private static MoveOrder order(RepoInfo repo, Cause cause, int number) {
        WorkflowId workflow = new WorkflowId(
                UUID.nameUUIDFromBytes((repo.repo() + " moves " + number).getBytes(StandardCharsets.UTF_8)));
        return new MoveOrder(
                repo.repo(),
                workflow,
                repo.hostPath(),
                Objects.requireNonNull(repo.shadow(), "initRepo gave no shadow"),
                new HostPath(newTree(repo).toString()),
                new Cause(repo, cause.event(), cause.step(), cause.attempt(), false, workflow));
    }
}
