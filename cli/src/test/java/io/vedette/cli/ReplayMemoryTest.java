package io.vedette.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A history that is many times larger than the heap. */
@Tag("slow")
@Timeout(480)
class ReplayMemoryTest {

    private static final int REPOSITORIES = 75_000;
    private static final int EVENTS_OF_EACH = 4;
    private static final int ODD = 54_321;

    @TempDir
    Path folder;

    @Test
    void twoVersionsAreComparedOverAHistoryLargerThanTheHeap() throws Exception {
        Path history = export();
        String one = version("v1", "Mono.empty()");
        String other = version(
                "v2",
                "info.path().value().endsWith(\"/" + ODD + "\") ? Mono.error(new StrongError(\"odd\")) : Mono.empty()");
        List<String> heap = List.of("-Xms64m", "-Xmx64m", "-Xmn16m");

        try (VedetteProcess replay = VedetteProcess.start(
                folder, heap, "replay", history.toString(), "--plugin", one, "--against", other, "-o", "jsonl")) {
            assertThat(replay.ended(Duration.ofSeconds(400))).isTrue();

            assertThat(replay.err())
                    .last()
                    .asString()
                    .contains("compared " + (REPOSITORIES * EVENTS_OF_EACH + 2) + " events")
                    .contains(REPOSITORIES + " repositories; 1 has differences");
            assertThat(replay.exitValue()).isEqualTo(Exit.FINDINGS);
            assertThat(replay.out())
                    .singleElement()
                    .asString()
                    .contains("{\"repo\":\"" + repo(ODD) + "\"", "failed: StrongError: plug-in test: odd");
        }
    }

    private static UUID repo(int number) {
        return new UUID(0x0192f0c12b3c7d4eL, 0x8f50000000000000L + number);
    }

    private Path export() throws IOException {
        Path file = folder.resolve("history.jsonl");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("{\"registry\":\"exreg\",\"event\":\"REGISTRY_ADDED\",\"name\":\"exreg\"}\n");
            out.write("{\"registry\":\"exreg\",\"event\":\"ROOT_ADDED\",\"path\":\"/ex\",\"host\":\"h1\","
                    + "\"hostPath\":\"/data\"}\n");
            for (int i = 0; i < REPOSITORIES; i++) {
                out.write("""
                        {"registry":"exreg","event":"REPO_ACCEPTED","repo":"%1$s","path":"/ex/%2$d","creator":"Ada <ada@example.com>"}
                        {"repo":"%1$s","event":"REPO_INIT_STARTED","registry":"exreg","path":"/ex/%2$d","creator":"Ada <ada@example.com>","host":"h1","hostPath":"/data/%2$d"}
                        {"registry":"exreg","event":"REPO_ADDED","repo":"%1$s","path":"/ex/%2$d"}
                        {"repo":"%1$s","event":"SHADOW_REPO_CREATED","shadowPath":"/shadow/%1$s.git"}
                        """.formatted(repo(i), i));
            }
        }
        return file;
    }

    private String version(String name, String enable) throws IOException {
        return PluginJar.rehearsing(folder.resolve(name), """
                        public Processor processor() {
                            return new Processor() {
                                public Mono<Void> enableRepo(RepoInfo info, Cause cause) { return %s; }
                                public Mono<Void> disableRepo(RepoId repo, Cause cause) { return Mono.empty(); }
                            };
                        }
                        """.formatted(enable)).toString();
    }
}
