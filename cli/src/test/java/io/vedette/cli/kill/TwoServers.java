package io.vedette.cli.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.cli.Shell;
import io.vedette.cli.VedetteProcess;
import io.vedette.cli.kill.Step.Victim;
import io.vedette.client.RegistryClient;
import io.vedette.domain.Author;
import io.vedette.domain.Event;
import io.vedette.domain.Recorded;
import io.vedette.domain.RegistryCommand;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.StorageTier;
import io.vedette.domain.WorkflowCommand;
import io.vedette.domain.WorkflowId;
import io.vedette.domain.codec.WireIds;
import io.vedette.proto.v1.Control.Lever;
import io.vedette.proto.v1.LeverRequest;
import io.vedette.proto.v1.Repo;
import io.vedette.workflows.kind.MoveRepo;
import io.vedette.workflows.kind.MoveRepoEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/**
 * A registry and two observers, each in a process of its own, and one repository that moves between them, freezes and
 * unfreezes. A test begins a deed and kills; {@link #awaitDone} says whether all came out as if nobody had died.
 */
final class TwoServers implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    /** Looking more often slows down those who are looked at. */
    static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private static final Author ADA = new Author("Ada <ada@example.com>");
    private static final MoveRepo MOVE = new MoveRepo();
    private static final String NAME = "atlas";

    final KeptRegistry registry;
    private final RegistryClient client;
    private final Path folder;
    private final Random random;
    private final RepoId repo;
    private FileServer owner;
    private FileServer other;
    private WorkflowId workflow = new WorkflowId(new UUID(0, 0));
    private Manifest tree;
    private List<String> commits = List.of();
    private boolean frozen;
    private int stored;
    private int deeds;

    TwoServers(Path folder, Random random) throws IOException {
        this.folder = folder;
        this.random = random;
        repo = new RepoId(uuid());
        owner = new FileServer(folder, "left");
        other = new FileServer(folder, "right");
        registry = new KeptRegistry(
                folder,
                random,
                List.of(
                        new RegistryCommand.AddRoot(KeptRegistry.NAME, owner.root()),
                        new RegistryCommand.AddRoot(KeptRegistry.NAME, other.root())));
        client = registry.client;
        grow();
        tree = Manifest.of(owner.tree(NAME));
    }

    private UUID uuid() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    private void grow() throws IOException {
        Path root = Files.createDirectories(owner.tree(NAME));
        Path deep = Files.createDirectories(root.resolve("deep/er"));
        Files.createDirectory(root.resolve("empty"));
        for (int file = 0; file < 6; file++) {
            byte[] bytes = new byte[file == 3 ? 200_000 : random.nextInt(5000)];
            random.nextBytes(bytes);
            Files.write((file % 2 == 0 ? root : deep).resolve("f" + file), bytes);
        }
        mode(Files.writeString(deep.resolve("файл one"), "text"), "rw-r-----");
        mode(Files.writeString(root.resolve("run.sh"), "echo"), "rwxr-x--x");
        mode(Files.writeString(root.resolve("fixed"), "for good"), "r--r--r--");
        mode(root.resolve("empty"), "rwxrwx---");
        Files.createSymbolicLink(root.resolve("link"), Path.of("deep/er/f1"));
        Files.createSymbolicLink(root.resolve("nowhere"), Path.of("no such thing"));
    }

    private static void mode(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    void start(Seat seat, List<String> options) throws IOException {
        if (seat == Seat.REGISTRY) {
            registry.start(options);
        } else {
            (seat.isOf(owner) ? owner : other).start(registry.address(), options);
        }
    }

    VedetteProcess process(Seat seat) {
        return seat == Seat.REGISTRY ? registry.process() : (seat.isOf(owner) ? owner : other).process();
    }

    /** Makes the tree a repository. */
    void init() {
        registry.send(List.of(new RegistryCommand.InitRepo(KeptRegistry.NAME, repo, owner.path(NAME), ADA)));
        await(() -> {
            checkAtRest(owner.path(NAME).value());
            commits = history(1);
        });
        stored = registry.log.check(client).size();
    }

    /** Begins a deed, for a tree that was changed a moment ago if it can be changed. Does not wait for more than it must. */
    void begin(Deed deed) throws IOException {
        workflow = new WorkflowId(uuid());
        if (!frozen) {
            write();
        }
        deeds++;
        switch (deed) {
            case MOVE -> {
                move(NAME);
                accept();
            }
            case ABORTED_MOVE -> {
                move(NAME);
                abort();
            }
            case DISCARDED_MOVE -> {
                move("new" + deeds + "/" + NAME);
                accept();
            }
            case FREEZE -> change(StorageTier.FROZEN);
            case UNFREEZE -> change(StorageTier.ONLINE);
            case ABORTED_FREEZE, ABORTED_UNFREEZE -> {
                pull(Lever.PAUSE);
                change(frozen ? StorageTier.ONLINE : StorageTier.FROZEN);
                await(() -> assertThat(phase()).isEqualTo("FILES_STARTED"));
                abort();
                registry.insist(new RegistryCommand.GiveUpTierChange(KeptRegistry.NAME, repo, workflow));
            }
        }
    }

    private void write() throws IOException {
        Files.writeString(owner.tree(NAME).resolve("deep/log"), "after " + deeds + " deeds");
        tree = Manifest.of(owner.tree(NAME));
    }

    private void move(String below) {
        RepoPath path = other.path(below);
        registry.send(List.of(new RegistryCommand.BeginMoveRepo(KeptRegistry.NAME, repo, workflow, path)));
    }

    private void accept() {
        Event.OfWorkflow accepted = MOVE.events().write(MOVE.kind(), new MoveRepoEvent.AppAccepted());
        registry.insist(new WorkflowCommand.Append(workflow, accepted));
    }

    private void change(StorageTier tier) {
        registry.send(List.of(new RegistryCommand.BeginTierChange(KeptRegistry.NAME, repo, workflow, tier, ADA)));
    }

    private void abort() {
        registry.insist(new WorkflowCommand.Abort(workflow, "not today"));
    }

    /** Aborts a move whose new owner is dead, and waits until it is that one's turn. */
    void abortBehindItsBack() {
        abort();
        await(() -> assertThat(found().getWorkflowId()).isEmpty());
        assertThat(phase()).isEqualTo("DISCARDING");
    }

    private void pull(Lever lever) {
        LeverRequest request = LeverRequest.newBuilder()
                .setLever(lever)
                .setAggregate(WireIds.ref(repo.aggregate()))
                .build();
        await(() -> assertThat(client.lever(request).collectList().block()).anyMatch(answer -> answer.getFound()));
    }

    private String phase() {
        return Objects.requireNonNull(client.workflow(workflow).block()).getPhase();
    }

    private Repo found() {
        return Objects.requireNonNull(client.repo(repo).block());
    }

    /** Waits until a deed is done, then checks that it was done once and that all is there. */
    void awaitDone(Deed deed) throws Exception {
        if (deed == Deed.MOVE) {
            FileServer former = owner;
            owner = other;
            other = former;
        }
        boolean change = !frozen;
        frozen = frozen ? deed != Deed.UNFREEZE : deed == Deed.FREEZE;
        await(() -> assertThat(phase()).isEqualTo(deed.isTakenBack() ? "ABORTED" : "COMMITTED"));
        if (deed == Deed.ABORTED_FREEZE || deed == Deed.ABORTED_UNFREEZE) {
            await(() -> checkFound(owner.path(NAME).value()));
            pull(Lever.RESUME);
        }
        await(() -> {
            checkAtRest(owner.path(NAME).value());
            checkBelongings();
        });
        awaitHistory(commits.size() + (change ? 1 : 0));
        Shadows.checkWhole(owner.shadow(repo));
        assertThat(Manifest.of(owner.tree(NAME))).isEqualTo(frozen ? tree.readOnly() : tree);
        checkEvents(deed);
    }

    /** Waits until a change of the tree is in the history. */
    void awaitCommit() throws IOException {
        write();
        awaitHistory(commits.size() + 1);
    }

    private void awaitHistory(int size) {
        await(() -> assertThat(Shadows.commits(owner.shadow(repo))).isEqualTo(size));
        await(() -> {
            List<String> now = history(size);
            assertThat(now.subList(size - commits.size(), size)).isEqualTo(commits);
            commits = now;
        });
    }

    private void checkEvents(Deed deed) {
        List<Recorded> all = registry.log.check(client);
        List<Recorded> news = all.subList(stored, all.size());
        stored = all.size();
        assertThat(news)
                .extracting(Recorded::event)
                .filteredOn(Event.OfWorkflow.class::isInstance)
                .allMatch(event -> ((Event.OfWorkflow) event).kind().equals(deed.kind()));
        for (String history : List.of("registry", "repo", "workflow")) {
            assertThat(news)
                    .extracting(Deed::text)
                    .filteredOn(text -> text.startsWith(history + " "))
                    .isEqualTo(deed.events().stream()
                            .filter(text -> text.startsWith(history + " "))
                            .toList());
        }
        assertThat(news).hasSize(deed.events().size());
    }

    private void checkAtRest(String path) {
        assertThat(registry.hasTakenAll()).as("all commands are taken").isTrue();
        // First what is cheap to ask, as three processes that have just started answer the rest.
        checkFound(path);
        assertThat(registry.restless(2, 3)).isNull();
        checkFound(path);
    }

    private void checkFound(String path) {
        Repo found = found();
        assertThat(found.getPath()).isEqualTo(path);
        assertThat(found.getHost()).isEqualTo(owner.host().name());
        assertThat(found.getError()).isEmpty();
        assertThat(found.getWorkflowId()).isEmpty();
        assertThat(found.getShadowPath()).isEqualTo(owner.shadow(repo).toString());
        assertThat(found.getTier().name()).isEqualTo(frozen ? "FROZEN" : "ONLINE");
    }

    private void checkBelongings() throws IOException {
        List<String> all = new ArrayList<>(List.of("files/" + NAME, "shadow/" + repo + ".git"));
        if (frozen) {
            all.add("shadow/.modes/" + repo);
        }
        assertThat(owner.belongings()).containsExactlyInAnyOrderElementsOf(all);
        assertThat(other.belongings()).isEmpty();
        assertThat(owner.leftovers()).isEmpty();
        assertThat(other.leftovers()).isEmpty();
    }

    /** The commits that a client gets, the newest first; fails unless they end in the files that are there. */
    private List<String> history(int size) throws Exception {
        Path clone = folder.resolve("clone");
        Shell.run(folder, "rm", "-rf", clone.toString());
        String told = Shell.run(folder, "git", "clone", "--progress", owner.url(NAME), clone.toString());
        List<String> now = Shell.run(clone, "git", "log", "--format=%H").lines().toList();
        assertThat(now).hasSize(size);
        assertThat(Shadows.contents(clone)).isEqualTo(Shadows.contents(owner.tree(NAME)));
        assertThat(told.contains("this repository is frozen (read-only)")).isEqualTo(frozen);
        assertThat(Shell.tryRun(folder, List.of("git", "ls-remote", other.url(NAME)))
                        .exit())
                .as("whether the other one does not serve it")
                .isNotZero();
        return now;
    }

    /** What lies half made while somebody is dead, with R for the repository's id and W for the workflow's. */
    String halfMade() throws IOException {
        String text = half(owner) + "; " + half(other);
        return text.replace(repo.toString(), "R").replace(workflow.toString(), "W");
    }

    private String modes(FileServer server) throws IOException {
        try {
            long writable = Manifest.of(server.tree(NAME)).writable().size();
            return writable == tree.writable().size() ? "" : " (" + writable + " writable)";
        } catch (UncheckedIOException | NoSuchFileException gone) {
            return " (going)"; // whoever is alive may take it away meanwhile
        }
    }

    private String half(FileServer server) throws IOException {
        List<String> parts = new ArrayList<>(server.belongings());
        int at = parts.indexOf("files/" + NAME);
        if (at >= 0) {
            parts.set(at, "files/" + NAME + modes(server));
        }
        return server.host() + ": " + (parts.isEmpty() ? "-" : String.join(" ", parts));
    }

    private void await(ThrowingRunnable check) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(LOOK_AGAIN)
                .ignoreExceptions()
                .untilAsserted(check);
    }

    @Override
    public void close() throws InterruptedException {
        owner.kill();
        other.kill();
        registry.close();
    }

    /** Where a process sits, whoever has the repository. */
    enum Seat {
        REGISTRY,
        LEFT,
        RIGHT;

        private boolean isOf(FileServer server) {
            return server.host().name().endsWith(name().toLowerCase(Locale.ROOT));
        }

        /** Where a victim sits while the repository is at the left, or at the right. */
        static Seat of(Victim victim, boolean atLeft) {
            return victim == Victim.REGISTRY ? REGISTRY : (victim == Victim.OWNER) == atLeft ? LEFT : RIGHT;
        }
    }
}
