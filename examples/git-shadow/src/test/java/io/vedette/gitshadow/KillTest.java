package io.vedette.gitshadow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
@Tag("faults")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class KillTest {
    private static final int ROUNDS = Integer.getInteger("vedette.rounds", 1);
    /** At a read, at any moment, and at a read before a shadow is lost. */
    private static final int DEATHS = 3;

    private static final int REPOS = 6;
    private static final int FILES = 150;

    @TempDir
    Path sandbox;

    @Test
    void killedWhileItInitialisesItLeavesCompleteShadowsOrNothing() throws IOException {
        long seed = Long.getLong("vedette.seed", System.nanoTime());
        System.out.println("KillTest -Dvedette.seed=" + seed);
        Random random = new Random(seed);
        Map<String, Path> repos = repositories(random);

        for (int death = 0; death < DEATHS * ROUNDS; death++) {
            boolean atARead = death % 2 == 0;
            long haltAt = atARead ? 1 + random.nextInt(REPOS * FILES) : 0;
            try (ForkedServer server = ForkedServer.start(sandbox, repos, haltAt, Map.of())) {
                assertThat(server.line()).isEqualTo("started");
                if (atARead) {
                    server.awaitEnabled();
                } else {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(700)));
                }
            }
            assertCompleteOrNothing();
            List<Path> complete = visible();
            if (death % DEATHS == 2 && !complete.isEmpty()) {
                Trees.delete(complete.get(0));
            }
        }

        try (ForkedServer server = ForkedServer.start(sandbox, repos, 0, Map.of())) {
            int port = server.awaitEnabled();
            assertThat(visible()).hasSize(REPOS);
            assertCompleteOrNothing();
            assertThat(sandbox.resolve("shadow/.tmp")).isEmptyDirectory();
            for (Map.Entry<String, Path> repo : repos.entrySet()) {
                Path clone = sandbox.resolve("clone-" + repo.getKey());
                Git.git(sandbox, "clone", "-q", "git://127.0.0.1:" + port + "/demo/" + repo.getKey(), clone.toString());
                Trees.assertSame(clone, repo.getValue());
            }
        }
    }

    @Test
    void killedWhileItCommitsChangesItGoesOnAfterwards() throws IOException {
        long seed = Long.getLong("vedette.seed", System.nanoTime());
        System.out.println("KillTest -Dvedette.seed=" + seed);
        Random random = new Random(seed);
        Map<String, Path> repos = repositories(random);

        for (int round = 0; round < ROUNDS; round++) {
            try (ForkedServer server = ForkedServer.start(sandbox, repos, 0, Map.of())) {
                server.awaitEnabled();
                for (Path tree : repos.values()) {
                    for (int i = 0; i < 40; i++) {
                        Trees.file(tree, "round" + i % 7 + "/" + i, "round " + round + " " + random.nextLong());
                    }
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(950 + random.nextInt(300)));
            }
            for (Path shadow : visible()) {
                assertThat(Git.git(shadow, "fsck", "--strict", "--no-dangling").errors())
                        .isEmpty();
            }
        }

        try (ForkedServer server = ForkedServer.start(sandbox, repos, 0, Map.of())) {
            int port = server.awaitEnabled();
            for (Map.Entry<String, Path> repo : repos.entrySet()) {
                Path clone = sandbox.resolve("clone-" + repo.getKey());
                Git.git(sandbox, "clone", "-q", "git://127.0.0.1:" + port + "/demo/" + repo.getKey(), clone.toString());
                Trees.assertSame(clone, repo.getValue());
            }
            for (Path shadow : visible()) {
                assertThat(Trees.contents(shadow).keySet())
                        .noneMatch(name -> name.endsWith(".lock") || name.contains("noz") || name.contains("insert_"));
                assertThat(Git.git(shadow, "rev-list", "--max-parents=0", "--all")
                                .out())
                        .hasLineCount(1);
            }
        }
    }

    private void assertCompleteOrNothing() throws IOException {
        for (Path shadow : visible()) {
            assertThat(Git.git(shadow, "fsck", "--strict").errors()).isEmpty();
            assertThat(Git.git(shadow, "rev-list", "--all").out()).hasLineCount(1);
            assertThat(Git.git(shadow, "ls-tree", "-r", "--name-only", "main").out())
                    .hasLineCount(FILES);
        }
    }

    private List<Path> visible() throws IOException {
        try (Stream<Path> names = Files.list(sandbox.resolve("shadow"))) {
            return names.filter(p -> !p.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    private Map<String, Path> repositories(Random random) {
        Map<String, Path> repos = new LinkedHashMap<>();
        for (int r = 0; r < REPOS; r++) {
            Path tree = sandbox.resolve("data/repo" + r);
            for (int f = 0; f < FILES; f++) {
                byte[] content = new byte[f == 7 ? 3_000_000 : random.nextInt(20_000)];
                random.nextBytes(content);
                Trees.file(tree, f % 9 + "/" + f, content);
            }
            repos.put("repo" + r, tree);
        }
        return repos;
    }
}
