package io.vedette.cli.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.cli.Shell;
import io.vedette.cli.VedetteProcess;
import io.vedette.client.RefusedException;
import io.vedette.client.RegistryClient;
import io.vedette.client.UnreachableException;
import io.vedette.domain.Author;
import io.vedette.domain.Command;
import io.vedette.domain.Host;
import io.vedette.domain.HostPath;
import io.vedette.domain.Recorded;
import io.vedette.domain.RegistryCommand;
import io.vedette.domain.RepoCommand;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.Root;
import io.vedette.proto.v1.Repo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A registry and an observer, each in a process of its own, with what they keep and the trees that they observe. A test
 * gives them work and kills them; {@link #awaitSettled} says whether all came out as if nobody had.
 */
final class Estate implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String REGISTRY = KeptRegistry.NAME;
    private static final Pattern FULL = Pattern.compile("No space left|File too large");
    private static final int MOST_FILES = 20;

    final CommandLog log;
    final Shadows shadows;
    private final Path folder;
    private final Random random;
    private final KeptRegistry registry;
    private final RegistryClient client;
    private final Map<RepoId, String> good = new LinkedHashMap<>();
    private final Map<RepoId, Integer> refused = new LinkedHashMap<>();
    private final Set<RepoId> touched = new LinkedHashSet<>();
    private @Nullable VedetteProcess observer;
    private int changes;

    Estate(Path folder, Random random) throws IOException {
        this.folder = folder;
        this.random = random;
        Root root = new Root(new RepoPath("/ex"), new Host("h1"), new HostPath(folder + "/files"));
        registry = new KeptRegistry(folder, random, List.of(new RegistryCommand.AddRoot(REGISTRY, root)));
        client = registry.client;
        log = registry.log;
        shadows = new Shadows(Files.createDirectories(folder.resolve("shadow")));
    }

    String address() {
        return registry.address();
    }

    VedetteProcess registry() {
        return registry.process();
    }

    VedetteProcess observer() {
        return Objects.requireNonNull(observer);
    }

    /** Starts the registry; does not wait until it serves. */
    void startRegistry(List<String> options) throws IOException {
        registry.start(options);
    }

    /** Starts the observer; does not wait until it observes. */
    void startObserver(List<String> options) throws IOException {
        List<String> all = new ArrayList<>(List.of("observe", "--registry", address(), "--name", REGISTRY));
        all.addAll(List.of("--prefix", "/ex", "--host", "h1", "--shadow", "shadow", "--listen", "127.0.0.1:0"));
        all.addAll(List.of("--max-files", "" + MOST_FILES));
        observer = VedetteProcess.start(folder, options, all.toArray(String[]::new));
    }

    /** Sends commands one after the other until each is acknowledged, however long the registry is away. */
    void send(List<Command> commands) {
        registry.send(commands);
    }

    /** The command that makes a new tree a repository. */
    Command wish() throws IOException {
        RepoId repo = new RepoId(new UUID(random.nextLong(), random.nextLong()));
        String name = "r" + good.size();
        good.put(repo, name);
        touched.add(repo);
        return wish(repo, name, MOST_FILES - 8);
    }

    /** The same for a tree that the observer refuses. */
    Command vainWish() throws IOException {
        RepoId repo = new RepoId(new UUID(random.nextLong(), random.nextLong()));
        refused.put(repo, 1);
        return wish(repo, "large" + refused.size(), MOST_FILES + 1);
    }

    private Command wish(RepoId repo, String name, int files) throws IOException {
        Path tree =
                Files.createDirectories(folder.resolve("files").resolve(name).resolve("sub"));
        for (int file = 0; file < files; file++) {
            byte[] bytes = new byte[file == 3 ? 200_000 : 1 + random.nextInt(5000)];
            random.nextBytes(bytes);
            Files.write((file % 2 == 0 ? tree : tree.getParent()).resolve("f" + file), bytes);
        }
        return new RegistryCommand.InitRepo(
                REGISTRY, repo, new RepoPath("/ex/" + name), new Author("Ada <ada@example.com>"));
    }

    /** The command that tries a refused repository again, in vain. */
    Command vainWishAgain() {
        RepoId repo = List.copyOf(refused.keySet()).get(random.nextInt(refused.size()));
        refused.merge(repo, 1, Integer::sum);
        return new RegistryCommand.ReinitRepo(REGISTRY, repo, "try again");
    }

    /** Changes the tree of a repository that is settled; also what git cannot hold of it. The repository's name. */
    String change() throws IOException {
        Map.Entry<RepoId, String> one = List.copyOf(good.entrySet()).get(random.nextInt(good.size()));
        Path tree = folder.resolve("files").resolve(one.getValue());
        changes++;
        Files.writeString(tree.resolve("sub/f0"), "changed " + changes);
        Files.writeString(tree.resolve("f1"), "changed " + random.nextLong());
        Files.createDirectories(tree.resolve("empty" + changes));
        touched.add(one.getKey());
        return one.getValue();
    }

    /** Waits until all wishes came true and all others are known to be in vain, then checks that it happened once. */
    void awaitSettled() {
        await(() -> {
            try {
                assertThat(unsettled()).isNull();
            } catch (UnreachableException away) {
                throw new AssertionError(away.getMessage() + "; registry: " + registry.said(), away);
            }
        });
        List<Recorded> events = log.check(client);
        good.keySet().forEach(repo -> {
            assertThat(count(events, repo, "REPO_INIT_STARTED")).isEqualTo(1);
            assertThat(count(events, repo, "SHADOW_REPO_CREATED")).isEqualTo(1);
        });
        assertThat(events.stream().filter(each -> each.event().name().equals("REPO_ADDED")))
                .hasSize(good.size() + refused.size());
        assertThat(events)
                .noneMatch(each -> each.event().name().equals("REPO_REJECTED"))
                .filteredOn(each -> each.event().name().equals("REPO_ACCEPTED"))
                .hasSize(good.size() + refused.size());
        await(() -> {
            for (RepoId repo : touched) {
                checkClone(Objects.requireNonNull(good.get(repo)));
            }
            assertThat(shadows.leftovers()).isEmpty();
        });
        touched.clear();
    }

    /** As {@link #awaitSettled}, and looks at every repository. */
    void awaitSettledInAll() {
        touched.addAll(good.keySet());
        awaitSettled();
        log.checkRepeated(client);
    }

    private static void await(org.awaitility.core.ThrowingRunnable check) {
        Awaitility.await().atMost(PATIENCE).pollInterval(TwoServers.LOOK_AGAIN).untilAsserted(check);
    }

    private @Nullable String unsettled() {
        if (!registry.hasTakenAll()) {
            return "commands wait for their answers; registry: " + registry.said();
        }
        String restless = registry.restless(1, good.size() + refused.size() + 1);
        if (restless != null) {
            return restless + "; observer: " + KeptRegistry.said(observer);
        }
        for (RepoId repo : good.keySet()) {
            Repo found = Objects.requireNonNull(client.repo(repo).block());
            if (FULL.matcher(found.getError()).find()) {
                clear(repo, found.getError());
            }
            if (found.getShadowPath().isEmpty() || !found.getError().isEmpty()) {
                return "not enabled: " + found;
            }
        }
        List<Recorded> events = refused.isEmpty() ? List.of() : log.check(client);
        for (Map.Entry<RepoId, Integer> tries : refused.entrySet()) {
            long errors = count(events, tries.getKey(), "REPO_ERROR_SET");
            if (errors != tries.getValue()) {
                return tries.getKey() + " was refused " + errors + " times and not " + tries.getValue();
            }
        }
        return null;
    }

    /** As an operator does who has made room. */
    private void clear(RepoId repo, String error) {
        try {
            log.execute(client, new RepoCommand.ClearRepoError(repo, error)).block();
        } catch (RefusedException another) {
            assertThat(another.getMessage()).contains(repo.toString());
        }
    }

    private static long count(List<Recorded> events, RepoId repo, String event) {
        return events.stream()
                .filter(each -> each.aggregate().equals(repo.aggregate()))
                .filter(each -> each.event().name().equals(event))
                .count();
    }

    private void checkClone(String name) throws Exception {
        String git = observer().awaitSaid("git clients connect to (git://[^ ]+)");
        Path clone = Files.createTempDirectory(folder, "clone");
        Shell.run(folder, "git", "clone", "-q", git + "/ex/" + name, clone.toString());
        assertThat(Shadows.contents(clone)).isEqualTo(Shadows.contents(folder.resolve("files/" + name)));
        Shell.run(folder, "rm", "-r", clone.toString());
    }

    /** The shadows that are in their place are whole; to be asked while the observer is dead. */
    void checkNothingHalfMade() throws Exception {
        for (RepoId repo : touched) {
            Path shadow = shadows.folder().resolve(repo + ".git");
            if (Files.exists(shadow)) {
                Shadows.checkWhole(shadow);
            }
        }
    }

    /** How many of the repositories that are being worked on have their shadow in its place, and how many there are. */
    String shadowsInPlace() {
        long there = touched.stream()
                .filter(repo -> Files.exists(shadows.folder().resolve(repo + ".git")))
                .count();
        return there + "/" + touched.size();
    }

    @Override
    public void close() throws InterruptedException {
        if (observer != null) {
            observer.kill();
        }
        registry.close();
    }
}
