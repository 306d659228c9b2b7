package io.vedette.cli.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.cli.Clients;
import io.vedette.cli.Ports;
import io.vedette.cli.Shell;
import io.vedette.cli.VedetteProcess;
import io.vedette.client.RegistryClient;
import io.vedette.domain.AggregateKind;
import io.vedette.domain.Filter;
import io.vedette.domain.Recorded;
import io.vedette.domain.Start;
import io.vedette.testkit.kill.Kill;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The registry or the importing program is killed in the middle of an import; nothing is lost and nothing is there twice. */
@Tag("slow")
@Tag("faults")
@Timeout(180)
class ImportKillTest {

    private static final int REPOS = 6_000;
    private static final int EVENTS = 2 + 3 * REPOS;

    @TempDir
    Path folder;

    private int port;

    @BeforeEach
    void write() throws IOException {
        port = Ports.free();
        StringBuilder lines = new StringBuilder("""
                {"registry":"exreg","event":"REGISTRY_ADDED","name":"exreg"}
                {"registry":"exreg","event":"ROOT_ADDED","path":"/ex","host":"h1","hostPath":"/data"}
                """);
        for (int i = 0; i < REPOS; i++) {
            lines.append("""
                    {"registry":"exreg","event":"REPO_ACCEPTED","repo":"r%1$d","path":"/ex/%1$d","creator":"Ada <ada@example.com>"}
                    {"repo":"r%1$d","event":"REPO_INIT_STARTED","registry":"exreg","path":"/ex/%1$d","creator":"Ada <ada@example.com>","host":"h1","hostPath":"/data/%1$d"}
                    {"registry":"exreg","event":"REPO_ADDED","repo":"r%1$d","path":"/ex/%1$d"}
                    """.formatted(i));
        }
        Files.writeString(folder.resolve("f.jsonl"), lines);
    }

    static Stream<Hook> hooks() {
        return Collections.nCopies(Integer.getInteger("vedette.rounds", 1), Hook.values()).stream()
                .flatMap(Arrays::stream)
                .filter(hook -> hook.work() == Hook.Work.IMPORT);
    }

    @ParameterizedTest
    @MethodSource("hooks")
    void theProgramEndsTheImportThoughTheRegistryDiesInTheMiddle(Hook hook) throws Exception {
        Path fuse = Files.createFile(folder.resolve("fuse"));
        int passes = hook == Hook.IMPORT_BATCH_STORED ? 5 : 1;
        try (VedetteProcess first = serve(Kill.at(hook.place(), passes, fuse).options(folder))) {
            first.awaitSaid("listens on");
            try (VedetteProcess program = run()) {
                assertThat(first.ended(Duration.ofSeconds(60))).as("%s", hook).isTrue();
                Files.delete(fuse);
                try (VedetteProcess second = serve(List.of())) {
                    assertThat(program.ended(Duration.ofSeconds(60))).isTrue();

                    assertThat(program.exitValue()).as("%s", program.err()).isZero();
                    assertThat(program.out())
                            .containsExactly("imported " + EVENTS + " events of " + (REPOS + 1)
                                    + " histories into registry exreg");
                    second.awaitSaid("listens on"); // the program may have had its answer from the first one
                    checkStoredOnce();
                }
            }
        }
    }

    @Test
    void anotherRunEndsTheImportOfAProgramThatWasKilled() throws Exception {
        try (VedetteProcess registry = serve(List.of())) {
            registry.awaitSaid("listens on");
            try (VedetteProcess program = run();
                    RegistryClient client = client()) {
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> client.readAll(new Start.Beginning(), new Filter(Set.of(), List.of(), Set.of()), 1)
                                        .count()
                                        .block()
                                > 0);
                program.kill();
            }

            Shell.Result second = Shell.tryRun(folder, VedetteProcess.command(args()));

            assertThat(second.text()).contains("import");
            checkStoredOnce();
            assertThat(Shell.tryRun(folder, VedetteProcess.command(args())).exit())
                    .isEqualTo(4);
        }
    }

    private void checkStoredOnce() {
        try (RegistryClient client = client()) {
            Map<Object, Long> versions = new HashMap<>();
            List<Recorded> all = client.readAll(
                            new Start.Beginning(),
                            new Filter(Set.of(), List.of(), Set.of(AggregateKind.REGISTRY, AggregateKind.REPO)),
                            0)
                    .collectList()
                    .block();
            assertThat(all).hasSize(EVENTS);
            assertThat(all)
                    .allSatisfy(event -> assertThat(versions.merge(event.aggregate(), 1L, Long::sum))
                            .isEqualTo(event.version()));
            assertThat(client.registries().blockFirst().getRepos()).isEqualTo(REPOS);
        }
    }

    private RegistryClient client() {
        return Clients.connect("127.0.0.1:" + port, Duration.ofSeconds(30));
    }

    private VedetteProcess serve(List<String> options) throws IOException {
        return VedetteProcess.start(
                folder, options, "registry", "serve", "--data", "data", "--listen", "127.0.0.1:" + port);
    }

    private VedetteProcess run() throws IOException {
        return VedetteProcess.start(folder, args());
    }

    private String[] args() {
        return new String[] {"import", "f.jsonl", "--server", "127.0.0.1:" + port, "--timeout", "60s"};
    }
}
