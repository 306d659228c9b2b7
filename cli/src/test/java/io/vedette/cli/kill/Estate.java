package io.vedette.cli.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.cli.Clients;
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
import io.vedette.domain.Refusal;
import io.vedette.domain.RegistryCommand;
import io.vedette.domain.RepoCommand;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.Root;
import io.vedette.proto.v1.ActivityState;
import io.vedette.proto.v1.ExplainReply;
import io.vedette.proto.v1.ExplainRequest;
import io.vedette.proto.v1.Explanation;
import io.vedette.proto.v1.Repo;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.util.retry.Retry;

/**
 * A registry and an observer, each in a process of its own, with what they keep and the trees that they observe. A test
 * gives them work and kills them; {@link #awaitSettled} says whether all came out as if nobody had.
 */
final class Estate implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration AGAIN = Duration.ofMillis(100);
    private static final String REGISTRY = "exreg";
    private static final Pattern FULL = Pattern.compile("No space left|File too large");
    private static final int MOST_FILES = 20;

    final CommandLog log;
    final Shadows shadows;
    private final Path folder;
    private final Random random;
    private final int port;
    private final RegistryClient client;
    private final Map<RepoId, String> good = new LinkedHashMap<>();
    private final Map<RepoId, Integer> refused = new LinkedHashMap<>();
    private final Set<RepoId> touched = new LinkedHashSet<>();
    private CompletableFuture<Void> work = CompletableFuture.completedFuture(null);
    private @Nullable VedetteProcess registry;
    private @Nullable VedetteProcess observer;
    private int changes;
    private volatile boolean closed;

    Estate(Path folder, Random random) throws IOException {
        this.folder = folder;
        this.random = random;
        log = new CommandLog(random);
        shadows = new Shadows(Files.createDirectories(folder.resolve("shadow")));
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        client = Clients.connect(address(), PATIENCE);
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    VedetteProcess registry() {
        return Objects.requireNonNull(registry);
    }

    VedetteProcess observer() {
        return Objects.requireNonNull(observer);
    }

    /** Starts the registry; does not wait until it serves. */
    void startRegistry(List<String> options) throws IOException {
        registry = VedetteProcess.start(
                folder, options, "registry", "serve", "--data", "data", "--listen", "127.0.0.1:" + port);
    }

    /** Starts the observer; does not wait until it observes. */
    void startObserver(List<String> options) throws IOException {
        List<String> all = new ArrayList<>(List.of("observe", "--registry", address(), "--name", REGISTRY));
        all.addAll(List.of("--prefix", "/ex", "--host", "h1", "--shadow", "shadow", "--listen", "127.0.0.1:0"));
        all.addAll(List.of("--max-files", "" + MOST_FILES));
        observer = VedetteProcess.start(folder, options, all.toArray(String[]::new));
    }

    /** Kills whichever runs. */
    void kill(@Nullable VedetteProcess process) throws InterruptedException {
        if (process != null) {
            process.kill();
        }
    }

    /** Sends commands one after the other until each is acknowledged, however long the registry is away. */
    void send(List<Command> commands) {
        List<Command> all = new ArrayList<>();
        if (log.acknowledged() == 0 && work.isDone()) {
            all.add(new RegistryCommand.CreateRegistry(REGISTRY));
            all.add(new RegistryCommand.AddRoot(
                    REGISTRY, new Root(new RepoPath("/ex"), new Host("h1"), new HostPath(folder + "/files"))));
        }
        all.addAll(commands);
        CompletableFuture<Void> before = work;
        work = Flux.fromIterable(all)
                .concatMap(command -> log.execute(client, command)
                        .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, AGAIN).filter(error -> !closed && mayPass(error))))
                .then()
                .toFuture()
                .thenCombine(before, (done, earlier) -> null);
    }

    private static boolean mayPass(Throwable error) {
        return error instanceof UnreachableException
                || (error instanceof RefusedException no && no.refusal().code() == Refusal.Code.UNAVAILABLE);
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
                throw new AssertionError(away.getMessage() + "; registry: " + last(registry), away);
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
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).untilAsserted(check);
    }

    private @Nullable String unsettled() {
        if (!work.isDone()) {
            return "commands wait for their answers; registry: " + last(registry);
        }
        work.join();
        List<ExplainReply> replies = Objects.requireNonNull(
                client.explain(ExplainRequest.newBuilder().setAll(true).build())
                        .collectList()
                        .block());
        if (replies.isEmpty() || replies.stream().anyMatch(ExplainReply::getSilent)) {
            return "the observer does not answer: " + last(observer);
        }
        List<Explanation> rows = replies.stream()
                .flatMap(reply -> reply.getExplanationsList().stream())
                .toList();
        for (Explanation row : rows) {
            if (row.getState() != ActivityState.SLEEPING
                    || row.getTailVersion() < row.getHeadVersion()
                    || row.getPendingCount() > 0) {
                return "not at rest: " + row;
            }
        }
        if (rows.size() != good.size() + refused.size() + 1) {
            return "activities: " + rows.size();
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

    private static String last(@Nullable VedetteProcess process) {
        return process == null ? "none" : String.join("\n", process.err());
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
        closed = true;
        kill(observer);
        kill(registry);
        client.close();
    }
}
