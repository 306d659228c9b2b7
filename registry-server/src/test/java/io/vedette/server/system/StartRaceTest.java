package io.vedette.server.system;

import static io.vedette.server.system.LiveRegistry.await;
import static io.vedette.server.system.Scribe.repo;
import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.client.RegistryClient;
import io.vedette.domain.RepoId;
import io.vedette.observer.Observer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An observer that starts while histories grow. */
@Tag("slow")
class StartRaceTest {

    private static final int ROUNDS = 200;
    private static final int REPOS = 5;

    /** The defect to prevent: what was stored after the first look and before the subscription was never seen. */
    @Test
    @Timeout(180)
    void nothingFallsBetweenConnectingAndSubscribing_W4() throws Exception {
        long seed = Long.getLong("vedette.seed", System.nanoTime());
        System.out.println("StartRaceTest: -Dvedette.seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        try (LiveRegistry registry = LiveRegistry.inMemory()) {
            RegistryClient client = registry.client();
            for (int round = 0; round < ROUNDS; round++) {
                race(registry, client, round, random.split());
            }
        }
    }

    private void race(LiveRegistry registry, RegistryClient client, int round, SplittableRandom random) {
        Scribe scribe = new Scribe(registry.storage(), "exreg" + round);
        List<Runnable> tale = tale(scribe, round, random);
        int early = random.nextInt(tale.size());
        tale.subList(0, early).forEach(Runnable::run);
        RecordingFiles files = new RecordingFiles();
        Observer observer = Observer.builder(client)
                .registry("exreg" + round)
                .prefixes("/ex/a")
                .initializer(files)
                .processor(files)
                .build();

        int spins = random.nextInt(200_000);
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
            for (Runnable step : tale.subList(early, tale.size())) {
                for (int i = 0; i < spins; i++) {
                    Thread.onSpinWait();
                }
                step.run();
            }
        });
        observer.watch().subscribe();

        writing.join();
        await(() -> files.served().size() == REPOS);
        assertThat(files.overlaps()).isEmpty();
        observer.close(Duration.ofSeconds(4)).block(LiveRegistry.PATIENCE);
    }

    /** Each repository gets its shadow by hand at some time, before or after the registry has it. */
    private static List<Runnable> tale(Scribe scribe, int round, SplittableRandom random) {
        List<Runnable> tale = new ArrayList<>();
        tale.add(scribe::registryWithRoot);
        for (int i = 0; i < REPOS; i++) {
            RepoId repo = repo(1_000 * (round + 1) + i);
            String path = "/ex/a/r" + i;
            tale.add(() -> scribe.tell(repo, scribe.started(path)));
            Runnable shadow = () -> scribe.tell(repo, Scribe.shadow(repo));
            Runnable announced = () -> scribe.announced(repo, path);
            boolean first = random.nextBoolean();
            tale.add(first ? shadow : announced);
            tale.add(first ? announced : shadow);
        }
        return tale;
    }
}
