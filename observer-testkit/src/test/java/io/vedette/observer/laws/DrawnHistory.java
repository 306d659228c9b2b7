package io.vedette.observer.laws;

import io.vedette.domain.AggregateId;
import io.vedette.domain.Author;
import io.vedette.domain.Event;
import io.vedette.domain.Host;
import io.vedette.domain.HostPath;
import io.vedette.domain.Omissions;
import io.vedette.domain.RegistryEntry;
import io.vedette.domain.RegistryEvent;
import io.vedette.domain.RegistryId;
import io.vedette.domain.Relocation;
import io.vedette.domain.RemoteSpec;
import io.vedette.domain.RepoEvent;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.RepoView;
import io.vedette.domain.Root;
import io.vedette.domain.StorageTier;
import io.vedette.domain.TierChangeCode;
import io.vedette.domain.WorkflowId;
import io.vedette.testkit.history.HistoryLine;
import io.vedette.testkit.history.HistoryLine.Occurred;
import io.vedette.testkit.history.Names;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A history drawn from a seed: one registry and up to six repositories that begin, fail, are cleared, move about, change
 * tiers and get remote copies, all mixed, as a registry {@linkplain Plausible could have written} it.
 */
final class DrawnHistory {

    static final int MOST_REPOS = 6;

    private static final Author ADA = new Author("Ada <ada@example.com>");
    private static final List<String> PLACES = List.of("/ex/a/", "/ex/a/", "/ex/a/deep/", "/ex/b/", "/ex/ab/", "/up/");
    private static final List<Root> ROOTS = List.of(
            root("/ex", "h1", "/data"),
            root("/ex/a/deep", "h2", "/deep"),
            root("/ex/b", "h2", "/b"),
            root("/ex/a", "h1", "/a"),
            root("/up", "h1", "/up"));

    private static final List<RepoId> REPOS = IntStream.rangeClosed(1, MOST_REPOS)
            .mapToObj(number -> new RepoId(names().id("r" + number)))
            .toList();

    private final RandomGenerator random;
    private final Names names = names();
    private final Plausible plausible = new Plausible();
    private final List<HistoryLine> lines = new ArrayList<>();
    private final Map<WorkflowId, StorageTier> tiers = new HashMap<>();
    private int repos;
    private int workflows;

    private DrawnHistory(RandomGenerator random) {
        this.random = random;
    }

    /** The lines of a history; about so many. */
    static List<HistoryLine> of(RandomGenerator random, int events) {
        return new DrawnHistory(random).tell(events);
    }

    /** How files call the ids of all histories. */
    static Names names() {
        Names names = new Names();
        names.registry(Plausible.REGISTRY);
        for (int i = 1; i <= MOST_REPOS; i++) {
            names.id("r" + i);
        }
        for (int i = 1; i <= 100; i++) {
            names.id("w" + i);
        }
        return names;
    }

    /** All repositories that a history may have. */
    static List<RepoId> repos() {
        return REPOS;
    }

    private static Root root(String path, String host, String hostPath) {
        return new Root(new RepoPath(path), new Host(host), new HostPath(hostPath));
    }

    private List<HistoryLine> tell(int events) {
        int most = random.nextInt(1, MOST_REPOS + 1);
        registry(new RegistryEvent.RegistryAdded(Plausible.REGISTRY));
        registry(new RegistryEvent.RootAdded(ROOTS.get(0)));
        for (int tries = 0; lines.size() < events + 2 && tries < 20 * events; tries++) {
            switch (random.nextInt(12)) {
                case 0 -> roots();
                case 1, 2 -> accept(most);
                case 3, 4, 5 -> registryGoesOn(repo());
                default -> repoGoesOn(repo());
            }
        }
        for (int i = 1; i <= repos; i++) {
            if (!plausible.isCaughtUp()) {
                over(repo(i), true);
            }
        }
        return lines;
    }

    private boolean registry(Event event) {
        return add(Plausible.REGISTRY_ID, event);
    }

    private boolean add(AggregateId aggregate, Event event) {
        Occurred line = new Occurred(lines.size() + 1, aggregate, event, HistoryLine.Stamp.NONE);
        return plausible.take(line) && lines.add(line);
    }

    private RepoId repo(int number) {
        return REPOS.get(number - 1);
    }

    private RepoId repo() {
        return repo(repos == 0 ? 1 : random.nextInt(1, repos + 1));
    }

    private WorkflowId workflow() {
        return new WorkflowId(names.id("w" + ++workflows));
    }

    private RepoPath place(RepoId repo) {
        if (random.nextInt(20) == 0) {
            return new RepoPath("/ex/b");
        }
        return new RepoPath(PLACES.get(random.nextInt(PLACES.size())) + names.text(repo.uuid()));
    }

    private void roots() {
        Root root = ROOTS.get(random.nextInt(ROOTS.size()));
        switch (random.nextInt(4)) {
            case 0 -> registry(new RegistryEvent.RootRemoved(root.path()));
            case 1 -> registry(strange());
            default -> registry(new RegistryEvent.RootAdded(root));
        }
    }

    private Event strange() {
        return random.nextInt(12) == 0
                ? new Event.Malformed(51, Event.Bytes.EMPTY, "shadow_path must be absolute")
                : new Event.Unknown(99, Event.Bytes.EMPTY);
    }

    private void accept(int most) {
        if (repos < most && registry(new RegistryEvent.RepoAccepted(repo(repos + 1), place(repo(repos + 1)), ADA))) {
            repos++;
        }
    }

    /** The registry catches up with a repository, or begins something. */
    private void registryGoesOn(RepoId repo) {
        RegistryEntry entry = plausible.state().entry(repo);
        if (entry == null) {
            return;
        }
        if (!entry.isAdded()) {
            registry(
                    random.nextInt(6) == 0
                            ? new RegistryEvent.RepoRejected(repo, entry.path(), "no room")
                            : new RegistryEvent.RepoAdded(repo, entry.path()));
        } else if (entry.workflow() != null) {
            over(repo, false);
        } else if (plausible.view(repo).error() != null && random.nextBoolean()) {
            registry(new RegistryEvent.RepoReinitAccepted(repo, "mended"));
        } else {
            begin(repo, plausible.view(repo));
        }
    }

    private void begin(RepoId repo, RepoView view) {
        WorkflowId workflow = workflow();
        boolean begun = switch (random.nextInt(5)) {
            case 0 -> registry(new RegistryEvent.ShadowMoveStarted(repo, workflow, null));
            case 1, 2 -> {
                StorageTier target = target(view.tier());
                tiers.put(workflow, target);
                yield registry(new RegistryEvent.TierChangeStarted(repo, workflow, target, null));
            }
            default -> registry(new RegistryEvent.RepoMoveAccepted(repo, workflow, place(repo)));
        };
        if (!begun) {
            workflows--;
            tiers.remove(workflow);
        }
    }

    private StorageTier target(StorageTier tier) {
        return switch (tier) {
            case ONLINE, FREEZE_FAILED, ARCHIVED, UNARCHIVE_FAILED -> StorageTier.FROZEN;
            case FROZEN -> random.nextInt(3) > 0 ? StorageTier.ARCHIVED : StorageTier.ONLINE;
            case ARCHIVE_FAILED -> StorageTier.ARCHIVED;
            default -> StorageTier.ONLINE;
        };
    }

    /** The registry learns how a workflow ended, if it did. */
    private void over(RepoId repo, boolean surely) {
        RegistryEntry entry = plausible.state().entry(repo);
        WorkflowId workflow = entry == null ? null : entry.workflow();
        if (workflow == null) {
            return;
        }
        if (entry.newPath() != null) {
            if (!registry(new RegistryEvent.RepoMoved(repo, workflow, entry.newPath()))
                    && !registry(new RegistryEvent.RepoMoveAborted(repo, workflow, "given up"))
                    && !surely
                    && random.nextInt(4) == 0) {
                registry(new RegistryEvent.RepoMoveRejected(repo, workflow, "no room"));
            }
            return;
        }
        StorageTier target = tiers.get(workflow);
        if (target == null) {
            if (!registry(new RegistryEvent.ShadowMoved(repo, workflow))) {
                registry(new RegistryEvent.ShadowMoveAborted(repo, workflow, "given up"));
            }
            return;
        }
        registry(new RegistryEvent.TierChangeCompleted(
                repo,
                workflow,
                target,
                plausible.view(repo).tier() == target ? TierChangeCode.OK : TierChangeCode.FAILED,
                ""));
    }

    private void repoGoesOn(RepoId repo) {
        RepoView view = plausible.view(repo);
        RegistryEntry entry = plausible.state().entry(repo);
        if (entry == null) {
            return;
        }
        if (view.version() == 0) {
            Root root = entry.root();
            if (root != null) {
                add(repo.aggregate(), initStarted(entry.path(), root));
            }
            return;
        }
        Event event = random.nextInt(8) == 0 ? strange() : next(view, entry);
        if (event != null) {
            add(repo.aggregate(), event);
        }
    }

    private static Event initStarted(RepoPath path, Root root) {
        return new RepoEvent.RepoInitStarted(
                RegistryId.ofName(Plausible.REGISTRY), path, ADA, root.host(), root.hostPathOf(path));
    }

    private @Nullable Event next(RepoView view, RegistryEntry entry) {
        int draw = random.nextInt(10);
        if (draw == 0) {
            return view.error() == null
                    ? new RepoEvent.RepoErrorSet("bad")
                    : new RepoEvent.RepoErrorCleared(view.error());
        }
        if (view.relocation() != null) {
            return finish(view, view.relocation());
        }
        if (entry.workflow() != null && !plausible.hasBegun(entry.workflow())) {
            return start(view, entry, entry.workflow());
        }
        if (view.shadow() == null && draw < 5) {
            return new RepoEvent.ShadowRepoCreated(
                    new HostPath("/shadow/" + names.text(view.repo().uuid())), Omissions.NONE);
        }
        if (draw < 7) {
            return view.error() == null
                    ? new RepoEvent.RepoErrorSet("bad")
                    : new RepoEvent.RepoErrorCleared(view.error());
        }
        if (view.tier().former() != view.tier()) {
            return new RepoEvent.TierChangeCompleted(workflow(), view.tier().former(), TierChangeCode.GIVEN_UP, "");
        }
        return view.remote() == null
                ? new RepoEvent.RemoteAccepted(new RemoteSpec("remote"))
                : new RepoEvent.RemoteCreated(view.remote());
    }

    private @Nullable Event start(RepoView view, RegistryEntry entry, WorkflowId workflow) {
        if (entry.newPath() != null) {
            Root root = plausible.state().rootOf(entry.newPath());
            return root == null || view.location() == null
                    ? null
                    : new RepoEvent.RepoMoveStarted(
                            workflow, view.location(), entry.newPath(), root.host(), root.hostPathOf(entry.newPath()));
        }
        StorageTier target = tiers.get(workflow);
        return target == null
                ? new RepoEvent.ShadowMoveStarted(workflow, new HostPath("/shadow/" + names.text(workflow.uuid())))
                : new RepoEvent.TierChangeStarted(workflow, target, ADA);
    }

    private Event finish(RepoView view, Relocation open) {
        WorkflowId workflow = open.workflow();
        if (open instanceof Relocation.Move move) {
            HostPath shadow = random.nextBoolean() || view.shadow() == null
                    ? new HostPath("/shadow/" + names.text(workflow.uuid()))
                    : view.shadow();
            return random.nextInt(4) == 0
                    ? new RepoEvent.RepoMoveAborted(workflow, "given up")
                    : new RepoEvent.RepoMoved(workflow, move.path(), move.host(), move.hostPath(), shadow);
        }
        if (open instanceof Relocation.ShadowMove move) {
            return random.nextInt(4) == 0
                    ? new RepoEvent.ShadowMoveAborted(workflow, "given up")
                    : new RepoEvent.ShadowMoved(workflow, move.shadow());
        }
        TierChangeCode code = random.nextInt(2) == 0
                ? TierChangeCode.OK
                : List.of(TierChangeCode.OK, TierChangeCode.FAILED, TierChangeCode.ABORTED)
                        .get(random.nextInt(3));
        return new RepoEvent.TierChangeCompleted(workflow, ((Relocation.TierChange) open).target(), code, "");
    }
}
