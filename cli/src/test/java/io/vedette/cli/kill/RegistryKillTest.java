package io.vedette.cli.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.cli.Clients;
import io.vedette.cli.VedetteProcess;
import io.vedette.client.RegistryClient;
import io.vedette.domain.Author;
import io.vedette.domain.Command;
import io.vedette.domain.Host;
import io.vedette.domain.HostPath;
import io.vedette.domain.RegistryCommand;
import io.vedette.domain.RepoCommand;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.Root;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The registry is killed while commands run; what it has acknowledged is there once. */
@Tag("slow")
@Tag("faults")
class RegistryKillTest {

    private static final int ROUNDS = Integer.getInteger("vedette.rounds", 1);
    private static final int IN_FLIGHT = 16;

    private final long seed = Long.getLong("vedette.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final CommandLog log = new CommandLog(random);

    @Test
    @SecondsPerRound(180)
    void everyAcknowledgedCommandIsThereOnceAfterKillNine(@TempDir Path folder) throws Exception {
        System.out.println("RegistryKillTest seed " + seed);

        for (int round = 0; round < ROUNDS; round++) {
            try (VedetteProcess registry = serve(folder);
                    RegistryClient client = connect(registry)) {
                log.check(client);
                log.checkRepeated(client);
                Disposable sending = sendFor(client, round);
                registry.kill();
                sending.dispose();
            }
        }

        try (VedetteProcess registry = serve(folder);
                RegistryClient client = connect(registry)) {
            log.check(client);
            log.checkRepeated(client);
            assertThat(registry.stop(Duration.ofSeconds(5))).isTrue();
        }
        assertThat(log.acknowledged()).isGreaterThan(ROUNDS * 10);
        assertThat(log.acknowledgedForRepositories()).isGreaterThan(ROUNDS);
    }

    private static VedetteProcess serve(Path folder) throws Exception {
        return VedetteProcess.start(folder, "registry", "serve", "--data", "data", "--listen", "127.0.0.1:0");
    }

    private static RegistryClient connect(VedetteProcess registry) {
        return Clients.connect(registry.awaitSaid("listens on ([^ ,]+)"), Duration.ofSeconds(10));
    }

    @Test
    @Timeout(60)
    void stoppingWithCommandsInFlightTakesAtMostFiveSeconds(@TempDir Path folder) throws Exception {
        try (VedetteProcess registry = serve(folder);
                RegistryClient client = connect(registry)) {
            Disposable sending = sendFor(client, 0);

            assertThat(registry.stop(Duration.ofSeconds(5))).isTrue();
            sending.dispose();
        }
        try (VedetteProcess registry = serve(folder);
                RegistryClient client = connect(registry)) {
            log.check(client);
            log.checkRepeated(client);
        }
    }

    /** Sends commands without an end, and comes back when many were acknowledged. */
    private Disposable sendFor(RegistryClient client, int round) {
        log.execute(client, new RegistryCommand.CreateRegistry("exreg")).block();
        log.execute(
                        client,
                        new RegistryCommand.AddRoot(
                                "exreg", new Root(new RepoPath("/ex"), new Host("h1"), new HostPath("/data"))))
                .block();
        int before = log.acknowledged();
        AtomicInteger number = new AtomicInteger();
        Disposable sending = Flux.range(0, Integer.MAX_VALUE)
                .flatMap(
                        i -> log.execute(client, next(round, number.incrementAndGet()))
                                .onErrorResume(error -> Mono.empty()),
                        IN_FLIGHT)
                .subscribe();
        int wanted = before + 100 + random.nextInt(300);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(1))
                .until(() -> log.acknowledged() >= wanted);
        return sending;
    }

    /** Half of the commands are for the registry, the others for repositories that it made a moment ago, one each. */
    private Command next(int round, int number) {
        if (number % 2 == 0 && number > 2 * IN_FLIGHT) {
            return new RepoCommand.SetRepoError(repo(round, number - 2 * IN_FLIGHT + 1), "error " + number);
        }
        return new RegistryCommand.InitRepo(
                "exreg",
                repo(round, number),
                new RepoPath("/ex/r" + round + "/n" + number),
                new Author("Ada <ada@example.com>"));
    }

    private RepoId repo(int round, int number) {
        return new RepoId(new UUID(seed, ((long) round << 32) + number));
    }
}
