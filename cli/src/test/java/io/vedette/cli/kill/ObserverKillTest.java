package io.vedette.cli.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.cli.Clients;
import io.vedette.cli.Shell;
import io.vedette.cli.VedetteProcess;
import io.vedette.client.RegistryClient;
import io.vedette.domain.Author;
import io.vedette.domain.Host;
import io.vedette.domain.HostPath;
import io.vedette.domain.RegistryCommand;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.Root;
import io.vedette.proto.v1.Repo;
import io.vedette.server.RegistryServer;
import io.vedette.server.storage.MemoryStorage;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The observer is killed while it initialises; afterwards everything is there once, and nothing half made. */
@Tag("slow")
@Tag("faults")
class ObserverKillTest {

    private static final int ROUNDS = Integer.getInteger("vedette.rounds", 1);
    private static final int REPOS = 12;
    private static final int FILES = 150;

    private final long seed = Long.getLong("vedette.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final List<RepoId> repos = new ArrayList<>();

    @TempDir
    Path folder;

    private RegistryServer server;
    private RegistryClient client;
    private String address;

    @BeforeEach
    void startRegistry() {
        server = RegistryServer.builder(MemoryStorage.create(UUID.randomUUID()))
                .listen("127.0.0.1", 0)
                .build();
        InetSocketAddress bound = server.start();
        address = "127.0.0.1:" + bound.getPort();
        client = Clients.connect(address, Duration.ofSeconds(10));
        client.execute(new RegistryCommand.CreateRegistry("exreg")).block();
        client.execute(new RegistryCommand.AddRoot(
                        "exreg", new Root(new RepoPath("/ex"), new Host("h1"), new HostPath(folder + "/files"))))
                .block();
    }

    @AfterEach
    void stopRegistry() {
        client.close();
        server.close();
    }

    @Test
    @SecondsPerRound(240)
    void everyRepositoryHasExactlyOneFirstCommitAfterKillNine() throws Exception {
        System.out.println("ObserverKillTest seed " + seed);
        Files.createDirectories(folder.resolve("shadow"));

        for (int round = 0; round < ROUNDS; round++) {
            try (VedetteProcess observer = observe()) {
                observer.awaitSaid("git clients connect to (.*)");
                beginRepos(round);
                int made = round * REPOS + random.nextInt(REPOS);
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> shadows().size() >= made);
                observer.kill();
            }
            checkNothingHalfMade();
        }

        try (VedetteProcess observer = observe()) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> repos.stream().allMatch(this::hasShadow));
            assertThat(observer.stop(Duration.ofSeconds(5))).isTrue();
        }
        checkNothingHalfMade();
        assertThat(shadows()).hasSize(repos.size());
        assertThat(folder.resolve("shadow/.tmp"))
                .satisfiesAnyOf(
                        tmp -> assertThat(tmp).doesNotExist(),
                        tmp -> assertThat(tmp).isEmptyDirectory());
    }

    @Test
    @Timeout(120)
    void stoppingWithInitialisationsInFlightTakesAtMostFiveSeconds() throws Exception {
        try (VedetteProcess observer = observe()) {
            observer.awaitSaid("git clients connect to (.*)");
            beginRepos(0);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> !shadows().isEmpty());

            assertThat(observer.stop(Duration.ofSeconds(5))).isTrue();
        }
    }

    private VedetteProcess observe() throws IOException {
        return VedetteProcess.observe(folder, address);
    }

    private void beginRepos(int round) throws IOException {
        for (int i = 0; i < REPOS; i++) {
            Path dir = Files.createDirectories(folder.resolve("files/r" + round + "-" + i));
            for (int file = 0; file < FILES; file++) {
                byte[] bytes = new byte[2000];
                random.nextBytes(bytes);
                Files.write(dir.resolve("f" + file), bytes);
            }
            RepoId repo = new RepoId(new UUID(seed, round * 1000L + i));
            repos.add(repo);
            client.execute(new RegistryCommand.InitRepo(
                            "exreg",
                            repo,
                            new RepoPath("/ex/r" + round + "-" + i),
                            new Author("Ada <ada@example.com>")))
                    .block();
        }
    }

    private boolean hasShadow(RepoId repo) {
        Repo found = client.repo(repo).block();
        return found != null && !found.getShadowPath().isEmpty();
    }

    private List<Path> shadows() throws IOException {
        try (Stream<Path> children = Files.list(folder.resolve("shadow"))) {
            return children.filter(child -> child.getFileName().toString().endsWith(".git"))
                    .toList();
        }
    }

    private void checkNothingHalfMade() throws Exception {
        for (Path shadow : shadows()) {
            Shell.run(shadow, "git", "fsck", "--strict", "--no-dangling");
            assertThat(Shell.run(shadow, "git", "rev-list", "--count", "main").strip())
                    .as("commits of %s", shadow)
                    .isEqualTo("1");
            assertThat(Shell.run(shadow, "git", "ls-tree", "-r", "--name-only", "main")
                            .lines())
                    .hasSize(FILES);
        }
    }
}
