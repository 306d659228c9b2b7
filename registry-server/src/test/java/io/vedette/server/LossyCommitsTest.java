package io.vedette.server;

import static io.vedette.server.TestRegistry.await;
import static io.vedette.server.TestRegistry.init;
import static io.vedette.server.TestRegistry.repo;
import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.domain.Filter;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RepoId;
import io.vedette.domain.Start;
import io.vedette.server.storage.Commit;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** The store drops commits that the server has no room for; nobody may notice. */
class LossyCommitsTest {

    @Test
    void whatTheFeedMissedReachesFollowersAndProcessesAllTheSame() {
        long seed = Long.getLong("vedette.seed", System.nanoTime());
        System.err.println("-Dvedette.seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        var lossy = new WrappedStorage(TestRegistry.memory()) {
            @Override
            public Flux<Commit> commits() {
                return super.commits().filter(commit -> random.nextInt(3) != 0);
            }
        };
        try (TestRegistry registry = TestRegistry.on(lossy).withRoot()) {
            Watcher watcher =
                    Watcher.signals(registry, new Start.Now(), Filter.ALL).caughtUp();

            for (int i = 0; i < 30; i++) {
                registry.execute(init(repo("lossy" + i), "/ex/" + i));
            }

            for (int i = 0; i < 30; i++) {
                RepoId repo = repo("lossy" + i);
                await(() -> watcher.heardOf(repo.uuid(), 1));
            }
            await(() -> watcher.heardOf(RegistryId.ofName("exreg").uuid(), 62));
        }
    }

    @Test
    void theLastCommitMayBeTheOneThatIsMissed() {
        var deaf = new WrappedStorage(TestRegistry.memory()) {
            @Override
            public Flux<Commit> commits() {
                return Flux.never();
            }
        };
        try (TestRegistry registry = TestRegistry.on(deaf).withRoot()) {
            RepoId repo = registry.added("/ex/a");

            Watcher watcher =
                    Watcher.signals(registry, new Start.Beginning(), Filter.ALL).caughtUp();

            await(() -> watcher.heardOf(repo.uuid(), 1));
            assertThat(registry.names(RegistryId.ofName("exreg").aggregate())).endsWith("REPO_ADDED");
        }
    }
}
