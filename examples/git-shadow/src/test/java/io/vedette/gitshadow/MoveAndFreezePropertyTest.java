package io.vedette.gitshadow;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.domain.HostPath;
import io.vedette.observer.RepoInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MoveAndFreezePropertyTest {
    private static final int ROUNDS = Integer.getInteger("vedette.rounds", 12);

    private final long seed = Long.getLong("vedette.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @TempDir
    Path sandbox;

    /** JUnit does not find its way through names that are no text. */
    @AfterEach
    void clear() throws IOException {
        Trees.delete(sandbox, false);
    }

    @Test
    void aTreeIsTheSameAtItsNewPlaceWhateverIsInIt() throws IOException {
        System.out.println("MoveAndFreezePropertyTest -Dvedette.seed=" + seed);
        for (int round = 0; round < ROUNDS; round++) {
            Estate estate =
                    new Estate(Files.createDirectories(sandbox.toRealPath().resolve("round" + round)));
            Path old = Files.createDirectories(estate.tree("one", "foo"));
            Path target = estate.tree("two", "foo");
            try (GitShadow one = estate.open("one");
                    GitShadow two = estate.open("two")) {
                RepoInfo repo = estate.init(one, "one", "foo");
                RandomTree trees = new RandomTree(random, false);
                trees.fill(old);
                HostPath shadow = Estate.move(two, estate.order(repo, target));
                int changes = random.nextInt(4);
                for (int i = 0; i < changes; i++) {
                    trees.disturb(old);
                }
                Map<String, String> tree = Exact.tree(old);

                Estate.getRepo(two, Estate.at(repo, target, shadow));

                assertThat(Exact.tree(target)).as("seed " + seed).isEqualTo(tree);
                assertThat(old).doesNotExist();
                assertThat(Estate.leftovers(estate.folder())).isEmpty();
            }
        }
    }

    @Test
    void aTreeHasTheSameModesAfterFreezingAndUnfreezing() throws IOException {
        System.out.println("MoveAndFreezePropertyTest -Dvedette.seed=" + seed);
        for (int round = 0; round < ROUNDS; round++) {
            try (Server server = Server.in(Files.createDirectories(sandbox.resolve("round" + round)))) {
                RepoInfo repo = server.init(server.repo("foo"));
                Path tree = server.data.resolve("foo");
                new RandomTree(random, true).fill(tree);
                Map<String, String> before = Exact.tree(tree);

                Estate.freeze(server.shadow, repo);
                assertNothingIsWritable(tree);
                Estate.unfreeze(server.shadow, repo);

                assertThat(Exact.tree(tree)).as("seed " + seed).isEqualTo(before);
            }
        }
    }

    private void assertNothingIsWritable(Path tree) throws IOException {
        try (var paths = Files.walk(tree)) {
            for (Path path : paths.filter(each -> !Files.isSymbolicLink(each)).toList()) {
                assertThat(Exact.permissions(path) & 0222)
                        .as("seed " + seed + " " + path)
                        .isZero();
            }
        }
    }
}
