package io.vedette.gitshadow;

import io.vedette.domain.EventId;
import io.vedette.domain.HostPath;
import io.vedette.domain.Omissions;
import io.vedette.domain.StorageTier;
import io.vedette.domain.WorkflowId;
import io.vedette.observer.Cause;
import io.vedette.observer.MoveOrder;
import io.vedette.observer.RepoInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** A machine with two roots, {@code one} and {@code two}, and a shadow folder beside each; and moves between them. */
record Estate(Path folder) {
    static final WorkflowId WORKFLOW = new WorkflowId(UUID.fromString("01930000-0000-7000-8000-000000000001"));

    Path shadows(String root) {
        return folder.resolve(root + "-shadows");
    }

    Path tree(String root, String name) {
        return folder.resolve(root).resolve(name);
    }

    GitShadow open(String root) {
        return open(root, Clock.systemUTC());
    }

    GitShadow open(String root, Clock clock) {
        return GitShadow.builder(shadows(root)).clock(clock).start();
    }

    /** The repository as it is known at a root, with its shadow there. */
    RepoInfo info(String root, String name) {
        RepoInfo info = Server.info(name, tree(root, name));
        return info.withShadow(
                new HostPath(RawNames.text(shadows(root).resolve(info.repo() + ".git"))), Omissions.NONE);
    }

    RepoInfo init(GitShadow shadow, String root, String name) throws IOException {
        Files.createDirectories(tree(root, name));
        RepoInfo info = Server.info(name, tree(root, name));
        return Server.get(shadow.initRepo(info.repo(), Server.cause(info, "init")));
    }

    MoveOrder order(RepoInfo repo, Path target) {
        return order(repo, target, WORKFLOW);
    }

    MoveOrder order(RepoInfo repo, Path target, WorkflowId workflow) {
        HostPath shadow = repo.shadow();
        if (shadow == null) {
            throw new AssertionError(repo + " has no shadow");
        }
        Cause cause = new Cause(repo, new EventId(2, 2), "move", 1);
        return new MoveOrder(
                repo.repo(), workflow, repo.hostPath(), shadow, new HostPath(RawNames.text(target)), cause);
    }

    static RepoInfo at(RepoInfo repo, Path target, HostPath shadow) {
        return with(repo, new HostPath(RawNames.text(target)), shadow, repo.tier());
    }

    static RepoInfo in(RepoInfo repo, StorageTier tier) {
        HostPath shadow = repo.shadow();
        if (shadow == null) {
            throw new AssertionError(repo + " has no shadow");
        }
        return with(repo, repo.hostPath(), shadow, tier);
    }

    private static RepoInfo with(RepoInfo repo, HostPath place, HostPath shadow, StorageTier tier) {
        return new RepoInfo(
                repo.repo(),
                repo.registry(),
                repo.path(),
                repo.creator(),
                repo.host(),
                place,
                shadow,
                Omissions.NONE,
                tier);
    }

    static HostPath move(GitShadow shadow, MoveOrder order) {
        return Server.get(shadow.moveRepo(order));
    }

    static RepoInfo getRepo(GitShadow shadow, RepoInfo repo) {
        return Server.get(shadow.getRepo(repo.repo(), Server.cause(repo, "enable")));
    }

    static void freeze(GitShadow shadow, RepoInfo repo) {
        shadow.freezeRepo(repo.repo(), repo.creator(), Server.cause(repo, "freeze"))
                .block(Server.SOON);
    }

    static void unfreeze(GitShadow shadow, RepoInfo repo) {
        shadow.unfreezeRepo(repo.repo(), repo.creator(), Server.cause(repo, "unfreeze"))
                .block(Server.SOON);
    }

    /** Everything on the machine but locks and empty folders of moves: name, type, modes, time and content. */
    TreeMap<String, String> state() {
        TreeMap<String, String> state = Exact.tree(folder);
        state.keySet().removeIf(name -> name.endsWith("/.lock") || List.of("").contains(name));
        return state;
    }

    /** The names below a folder that begin as those of moves do. */
    static List<String> leftovers(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.map(path -> folder.relativize(path).toString())
                    .filter(path -> path.contains(".vedette-mov") || path.matches(".*/\\.moves/.+"))
                    .sorted()
                    .toList();
        }
    }
}
