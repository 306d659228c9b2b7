package io.vedette.server.system;

import static io.vedette.server.system.LiveRegistry.await;
import static io.vedette.server.system.LiveRegistry.awaitAsleep;
import static io.vedette.server.system.LiveRegistry.createRegistry;
import static io.vedette.server.system.LiveRegistry.initRepo;
import static io.vedette.server.system.RecordingFiles.DISABLE;
import static io.vedette.server.system.RecordingFiles.ENABLE;
import static io.vedette.server.system.RecordingFiles.GET;
import static io.vedette.server.system.RecordingFiles.INIT;
import static io.vedette.server.system.Scribe.repo;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import io.vedette.client.ClientConfig;
import io.vedette.client.RegistryClient;
import io.vedette.domain.AggregateId;
import io.vedette.domain.RepoId;
import io.vedette.engine.Backoff;
import io.vedette.engine.EngineCounts;
import io.vedette.observer.Health;
import io.vedette.observer.Observer;
import io.vedette.server.storage.StorageBackend;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A registry that is away, behind a line that breaks: it costs the time that it takes, and nothing else. */
@Tag("slow")
class BrokenConnectionTest {

    /** Pools grow by a few threads, whatever happens. */
    private static final int SLACK = 8;

    private final RecordingFiles files = new RecordingFiles();

    @TempDir
    Path directory;

    /** The defect to prevent: a reconnect woke every entity, each with a stream and a query of its own. */
    @Test
    void aReconnectReadsExactlyWhatChangedWhileAway_W7() throws Exception {
        StorageBackend store = LiveRegistry.memory();
        Scribe scribe = new Scribe(store).registryWithRoot();
        for (int i = 0; i < 1_000; i++) {
            scribe.shadowed(repo(i), "/ex/a/r" + i);
        }
        try (LiveRegistry registry = LiveRegistry.on(store)) {
            RegistryClient client = registry.client();
            Observer observer = registry.start(registry.observer(files, client));
            await(() -> files.served().size() == 1_000);
            awaitAsleep(observer, 1_001);
            EngineCounts before = observer.counts();
            long readsBefore = client.counts().reads();
            int callsBefore = files.count();
            registry.storage().forgetReads();

            registry.line.refuse();
            await(() -> observer.health().status() == Health.Status.DOWN);
            Set<RepoId> changed = new HashSet<>();
            for (int i = 3; changed.size() < 37; i += 27) {
                scribe.tell(repo(i), Scribe.moved(repo(i), i, "/ex/z/r" + i));
                changed.add(repo(i));
            }
            registry.line.admit();
            await(() -> files.served().size() == 1_000 - 37);
            handleOneMore(scribe);
            observer.whenIdle().block(LiveRegistry.PATIENCE);

            assertThat(registry.storage().reads()).containsExactlyInAnyOrderElementsOf(aggregates(changed));
            assertThat(observer.counts().fetches() - before.fetches()).isEqualTo(37);
            assertThat(client.counts().reads() - readsBefore).isEqualTo(37);
            assertThat(files.count() - callsBefore).isEqualTo(38);
            assertThat(changed).allSatisfy(repo -> assertThat(files.calls(repo)).containsExactly(GET, ENABLE, DISABLE));
        }
    }

    /** Signals come in order, so when this one was handled all before it were. It rides along and needs no read. */
    private void handleOneMore(Scribe scribe) {
        scribe.tell(repo(1), Scribe.moved(repo(1), 1, "/ex/z/r1"));
        await(() -> !files.served().contains(repo(1)));
    }

    private static Set<AggregateId> aggregates(Set<RepoId> repos) {
        return repos.stream().map(RepoId::aggregate).collect(Collectors.toSet());
    }

    @Test
    void aRestartOfTheRegistryOnItsDirectoryDoublesNothing() throws Exception {
        try (LiveRegistry registry = LiveRegistry.on(LiveRegistry.rocks(directory))) {
            RegistryClient admin = registry.client();
            createRegistry(admin);
            Observer observer = registry.start(registry.observer(files));
            for (int i = 0; i < 20; i++) {
                initRepo(admin, repo(i), "/ex/a/r" + i);
            }
            await(() -> files.served().size() == 20);
            awaitAsleep(observer, 21);
            files.hold(INIT);
            initRepo(admin, repo(20), "/ex/a/under-way");
            await(() -> files.running() == 1);

            registry.stop();
            await(() -> observer.health().status() == Health.Status.DOWN);
            files.release(INIT);
            registry.serve(LiveRegistry.rocks(directory));
            initRepo(admin, repo(21), "/ex/a/afterwards");

            await(() -> files.served().size() == 22);
            awaitAsleep(observer, 23);
            List<AggregateId> reads = registry.storage().reads();
            for (int i = 0; i <= 21; i++) {
                assertThat(files.calls(repo(i))).as("r%s", i).containsExactly(INIT, GET, ENABLE);
                assertThat(registry.scribe().names(repo(i)))
                        .containsExactly("REPO_INIT_STARTED", "SHADOW_REPO_CREATED");
            }
            Set<AggregateId> old = List.of(repo(0), repo(7), repo(19)).stream()
                    .map(RepoId::aggregate)
                    .collect(Collectors.toSet());
            assertThat(reads).doesNotContainAnyElementsOf(old);
        }
    }

    @Test
    void effectsThatRanWhileTheRegistryWasAwayAreReportedExactlyOnce() throws Exception {
        try (LiveRegistry registry = LiveRegistry.inMemory()) {
            Scribe scribe = registry.scribe().registryWithRoot();
            for (int i = 0; i < 12; i++) {
                scribe.added(repo(i), "/ex/a/r" + i);
            }
            files.hold(INIT);
            RegistryClient client =
                    registry.client(ClientConfig.of(registry.line.address()).withAttempts(2, Duration.ofSeconds(1)));
            Observer observer = registry.start(registry.observer(files, client)
                    .backoff(new Backoff(Duration.ofMillis(20), Duration.ofMillis(500))));
            await(() -> files.running() == 12);

            registry.line.refuse();
            await(() -> observer.health().status() == Health.Status.DOWN);
            files.release(INIT);
            await(() -> observer.counts().backingOff() == 12);
            long tries = observer.counts().fetches();
            await(() -> observer.counts().fetches() >= tries + 5 * 12);
            assertThat(files.count()).isEqualTo(12);
            registry.line.admit();

            await(() -> files.served().size() == 12);
            awaitAsleep(observer, 13);
            for (int i = 0; i < 12; i++) {
                assertThat(files.calls(repo(i))).containsExactly(INIT, GET, ENABLE);
                assertThat(scribe.names(repo(i))).containsExactly("REPO_INIT_STARTED", "SHADOW_REPO_CREATED");
            }
        }
    }

    @Test
    void aLineThatIsCutAgainAndAgainLosesAndDoublesNothing() throws Exception {
        try (LiveRegistry registry = LiveRegistry.inMemory()) {
            Scribe scribe = registry.scribe().registryWithRoot();
            Observer observer = registry.start(registry.observer(files));

            for (int i = 0; i < 60; i++) {
                scribe.added(repo(i), "/ex/a/r" + i);
                if (i % 6 == 5) {
                    registry.line.cut();
                }
                if (i % 20 == 19) {
                    await(() -> observer.health().isUp());
                }
            }

            await(() -> files.served().size() == 60);
            awaitAsleep(observer, 61);
            for (int i = 0; i < 60; i++) {
                assertThat(files.calls(repo(i))).as("r%s", i).containsExactly(INIT, GET, ENABLE);
                assertThat(scribe.names(repo(i))).containsExactly("REPO_INIT_STARTED", "SHADOW_REPO_CREATED");
            }
            assertThat(files.overlaps()).isEmpty();
        }
    }

    @Test
    @Timeout(300)
    void aLineThatIsCutAHundredTimesLeavesNoThreadAndNoFileBehind() throws Exception {
        try (LiveRegistry registry = LiveRegistry.inMemory()) {
            Scribe scribe = registry.scribe().registryWithRoot();
            registry.start(registry.observer(files));
            cutBefore(registry, scribe, 0, 20);
            int threads = threads();
            long handles = handles();

            cutBefore(registry, scribe, 20, 120);

            await(() -> threads() <= threads + SLACK && handles() <= handles + SLACK);
        }
    }

    /** Cuts the line before each of some repositories, and waits until that one is served. */
    private void cutBefore(LiveRegistry registry, Scribe scribe, int from, int to) {
        for (int i = from; i < to; i++) {
            registry.line.cut();
            scribe.added(repo(i), "/ex/a/r" + i);
            int served = i + 1;
            await(() -> files.served().size() == served);
        }
    }

    private static int threads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }

    private static long handles() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
    }

    @Test
    void aRegistryThatComesBackIsFollowedWithoutAnErrorBeingStored() throws Exception {
        try (LiveRegistry registry = LiveRegistry.inMemory()) {
            Scribe scribe = registry.scribe().registryWithRoot();
            registry.line.refuse();
            Observer observer = registry.start(registry.observer(files));
            await(() -> observer.health().status() == Health.Status.DOWN);
            scribe.added(repo(1), "/ex/a/one");

            registry.line.admit();

            await(() -> files.served().contains(repo(1)));
            awaitAsleep(observer, 2);
            assertThat(scribe.names(repo(1))).containsExactly("REPO_INIT_STARTED", "SHADOW_REPO_CREATED");
        }
    }
}
