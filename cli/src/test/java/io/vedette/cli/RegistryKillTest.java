package io.vedette.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.client.CommandOptions;
import io.vedette.client.CommandResult;
import io.vedette.client.RegistryClient;
import io.vedette.domain.Author;
import io.vedette.domain.Command;
import io.vedette.domain.CommandId;
import io.vedette.domain.EventId;
import io.vedette.domain.Filter;
import io.vedette.domain.Host;
import io.vedette.domain.HostPath;
import io.vedette.domain.Recorded;
import io.vedette.domain.RegistryCommand;
import io.vedette.domain.RepoCommand;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.Root;
import io.vedette.domain.Start;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
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
class RegistryKillTest {

    private static final int ROUNDS = Integer.getInteger("vedette.rounds", 5);
    private static final int IN_FLIGHT = 16;

    private final long seed = Long.getLong("vedette.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Map<CommandId, Command> sent = new ConcurrentHashMap<>();
    private final Map<CommandId, CommandResult> acknowledged = new ConcurrentHashMap<>();

    @Test
    @Timeout(180)
    void everyAcknowledgedCommandIsThereOnceAfterKillNine(@TempDir Path folder) throws Exception {
        System.out.println("RegistryKillTest seed " + seed);

        for (int round = 0; round < ROUNDS; round++) {
            try (VedetteProcess registry = serve(folder);
                    RegistryClient client = connect(registry)) {
                check(client);
                Disposable sending = sendFor(client, round);
                registry.kill();
                sending.dispose();
            }
        }

        try (VedetteProcess registry = serve(folder);
                RegistryClient client = connect(registry)) {
            check(client);
            assertThat(registry.stop(Duration.ofSeconds(5))).isTrue();
        }
        assertThat(acknowledged).hasSizeGreaterThan(ROUNDS * 10);
        assertThat(acknowledgedForRepositories()).isGreaterThan(ROUNDS);
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
            check(client);
        }
    }

    /** Sends commands without an end, and comes back when many were acknowledged. */
    private Disposable sendFor(RegistryClient client, int round) {
        execute(client, new RegistryCommand.CreateRegistry("exreg")).block();
        execute(
                        client,
                        new RegistryCommand.AddRoot(
                                "exreg", new Root(new RepoPath("/ex"), new Host("h1"), new HostPath("/data"))))
                .block();
        int before = acknowledged.size();
        AtomicInteger number = new AtomicInteger();
        Disposable sending = Flux.range(0, Integer.MAX_VALUE)
                .flatMap(
                        i -> execute(client, next(round, number.incrementAndGet()))
                                .onErrorResume(error -> Mono.empty()),
                        IN_FLIGHT)
                .subscribe();
        int wanted = before + 100 + random.nextInt(300);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(1))
                .until(() -> acknowledged.size() >= wanted);
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

    private Mono<CommandResult> execute(RegistryClient client, Command command) {
        CommandId id = new CommandId(new UUID(random(), random()));
        sent.put(id, command);
        return client.execute(command, CommandOptions.of(id)).doOnNext(result -> acknowledged.put(id, result));
    }

    private long acknowledgedForRepositories() {
        return acknowledged.keySet().stream()
                .filter(id -> sent.get(id) instanceof RepoCommand)
                .count();
    }

    private synchronized long random() {
        return random.nextLong();
    }

    private void check(RegistryClient client) {
        Iterable<Recorded> events =
                client.readAll(new Start.Beginning(), Filter.ALL, 0).toIterable();
        Map<CommandId, List<EventId>> stored = new HashMap<>();
        Set<EventId> ids = new HashSet<>();
        long position = 0;
        for (Recorded each : events) {
            assertThat(each.position()).isEqualTo(++position);
            assertThat(ids.add(each.id())).isTrue();
            if (each.command() != null) {
                stored.computeIfAbsent(each.command(), id -> new ArrayList<>()).add(each.id());
            }
        }
        acknowledged.forEach((id, result) -> assertThat(stored.getOrDefault(id, List.of()))
                .as("events of %s", id)
                .isEqualTo(result.events()));
        acknowledged.entrySet().stream().limit(20).forEach(each -> {
            Command command = Objects.requireNonNull(sent.get(each.getKey()));
            CommandResult again = Objects.requireNonNull(
                    client.execute(command, CommandOptions.of(each.getKey())).block());
            assertThat(again.replayed()).isTrue();
            assertThat(again.version()).isEqualTo(each.getValue().version());
        });
    }
}
