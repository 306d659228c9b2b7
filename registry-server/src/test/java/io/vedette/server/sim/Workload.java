package io.vedette.server.sim;

import io.vedette.domain.Author;
import io.vedette.domain.Command;
import io.vedette.domain.Host;
import io.vedette.domain.HostPath;
import io.vedette.domain.RegistryCommand;
import io.vedette.domain.RemoteSpec;
import io.vedette.domain.RepoCommand;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.RepoView;
import io.vedette.domain.Root;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;

/** What customers ask for: registries and roots first, then whatever the dice say. */
final class Workload {

    static final String REGISTRY = "exreg";
    static final String OTHER = "other";

    private static final Author ADA = new Author("Ada <ada@example.com>");
    private static final List<String> PLACES = List.of("/ex/a", "/ex/a/b", "/ex/b", "/ex/c");

    private final History history;
    private final Dice dice;
    private final Map<String, String> roots = new TreeMap<>();
    private final List<RepoId> repos = new ArrayList<>();

    Workload(History history, Dice dice) {
        this.history = history;
        this.dice = dice;
        roots.put("/ex", "h1");
        if (dice.chance(0.7)) {
            roots.put("/ex/b", "h2");
        }
        if (dice.chance(0.3)) {
            roots.put("/ex/a/b", "h2");
        }
    }

    /** What makes the registries and their roots, one after the other. */
    Queue<Command> beginning() {
        Queue<Command> commands = new ArrayDeque<>();
        commands.add(new RegistryCommand.CreateRegistry(REGISTRY));
        roots.forEach((path, host) -> commands.add(addRoot(REGISTRY, path, host)));
        if (dice.chance(0.3)) {
            commands.add(new RegistryCommand.CreateRegistry(OTHER));
            commands.add(addRoot(OTHER, "/ex", "h1"));
        }
        return commands;
    }

    private static Command addRoot(String registry, String path, String host) {
        return new RegistryCommand.AddRoot(
                registry, new Root(new RepoPath(path), new Host(host), new HostPath("/data" + path)));
    }

    Command next() {
        int kind = repos.isEmpty() ? 0 : dice.below(12);
        if (kind < 4) {
            RepoId repo = new RepoId(dice.id());
            repos.add(repo);
            return new RegistryCommand.InitRepo(REGISTRY, repo, path(), ADA);
        }
        RepoId repo = dice.one(repos);
        RepoView view = history.repo(repo);
        return switch (kind) {
            case 4, 5 -> new RepoCommand.AcceptRemote(repo, new RemoteSpec("remote of " + repo));
            case 6, 7 -> new RegistryCommand.ReinitRepo(REGISTRY, repo, "once more");
            case 8 -> new RepoCommand.ClearRepoError(repo, view.error() == null ? "nothing" : view.error());
            case 9 -> new RegistryCommand.InitRepo(dice.chance(0.5) ? OTHER : REGISTRY, repo, path(), ADA);
            case 10 -> new RegistryCommand.RemoveRoot(REGISTRY, new RepoPath(dice.one(PLACES)));
            default -> addRoot(REGISTRY, dice.one(PLACES), dice.chance(0.5) ? "h1" : "h2");
        };
    }

    private RepoPath path() {
        return new RepoPath(dice.one(PLACES) + "/r" + dice.below(12));
    }

    /** What an operator does about a stored error. */
    static Command mend(RepoView view) {
        return new RepoCommand.ClearRepoError(view.repo(), String.valueOf(view.error()));
    }
}
