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

import io.vedette.client.RegistryClient;
import io.vedette.client.SignalFrame;
import io.vedette.domain.RegistryEvent;
import io.vedette.domain.RepoPath;
import io.vedette.observer.Observer;
import io.vedette.server.storage.MemoryStorage;
import io.vedette.server.storage.StorageBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry that comes back with another history than the observer has seen. */
@Tag("slow")
class OtherHistoryTest {

    private final RecordingFiles files = new RecordingFiles();

    @TempDir
    Path directory;

    @Test
    void anOlderBackupIsFollowedFromWhereItStands() throws Exception {
        Path live = directory.resolve("live");
        Path backup = directory.resolve("backup");
        try (LiveRegistry registry = LiveRegistry.on(LiveRegistry.rocks(live))) {
            RegistryClient admin = registry.client();
            createRegistry(admin);
            TappedClient client = new TappedClient(registry.client());
            Observer observer = registry.start(registry.observer(files, client));
            initRepo(admin, repo(1), "/ex/a/done");
            await(() -> files.served().contains(repo(1)));
            files.hold(INIT);
            initRepo(admin, repo(2), "/ex/a/half");
            await(() -> files.running() == 1);
            registry.stop();
            copy(live, backup);
            registry.serve(LiveRegistry.rocks(live));
            files.release(INIT);
            initRepo(admin, repo(3), "/ex/a/lost");
            await(() -> files.served().size() == 3);
            awaitAsleep(observer, 4);

            registry.stop();
            registry.serve(LiveRegistry.rocks(backup));
            // Its events have the versions and positions that those of the lost one had.
            initRepo(admin, repo(4), "/ex/a/new");

            await(() -> files.served().contains(repo(4)));
            await(() -> files.calls(repo(2)).equals(List.of(INIT, GET, ENABLE, DISABLE, INIT, GET, ENABLE)));
            observer.whenIdle().block(LiveRegistry.PATIENCE);
            assertThat(client.frames(SignalFrame.Resync.class))
                    .extracting(SignalFrame.Resync::reason)
                    .contains(SignalFrame.Reason.HISTORY_DIVERGED);
            for (int i : new int[] {1, 2, 4}) {
                assertThat(registry.scribe().names(repo(i)))
                        .as("r%s", i)
                        .containsExactly("REPO_INIT_STARTED", "SHADOW_REPO_CREATED");
            }
            assertThat(files.calls(repo(1))).containsExactly(INIT, GET, ENABLE, GET, ENABLE);
            assertThat(files.calls(repo(2))).containsExactly(INIT, GET, ENABLE, DISABLE, INIT, GET, ENABLE);
            assertThat(files.calls(repo(3))).containsExactly(INIT, GET, ENABLE);
            assertThat(files.calls(repo(4))).containsExactly(INIT, GET, ENABLE);
            assertThat(files.overlaps()).isEmpty();
        }
    }

    @Test
    void anotherStoreUnderTheSameAddressIsFollowedAndWhatIsNoLongerOursIsDisabled() throws Exception {
        StorageBackend first = MemoryStorage.create(new UUID(7, 1));
        new Scribe(first).registryWithRoot().shadowed(repo(1), "/ex/a/stays").shadowed(repo(2), "/ex/a/goes");
        StorageBackend second = MemoryStorage.create(new UUID(7, 2));
        Scribe other = new Scribe(second).registryWithRoot();
        other.shadowed(repo(1), "/ex/a/stays").shadowed(repo(2), "/ex/a/goes").shadowed(repo(3), "/ex/a/comes");
        other.tell(
                repo(2),
                Scribe.moveStarted(repo(2), 1, "/ex/a/goes", "/ex/z/gone"),
                Scribe.moved(repo(2), 1, "/ex/z/gone"));
        other.tell(other.id(), new RegistryEvent.RepoMoved(repo(2), Scribe.workflow(1), new RepoPath("/ex/z/gone")));
        try (LiveRegistry registry = LiveRegistry.on(first)) {
            TappedClient client = new TappedClient(registry.client());
            Observer observer = registry.start(registry.observer(files, client));
            await(() -> files.served().size() == 2);
            awaitAsleep(observer, 3);

            registry.stop();
            registry.serve(second);

            await(() -> files.served().equals(Set.of(repo(1), repo(3))));
            awaitAsleep(observer, 3);
            assertThat(client.frames(SignalFrame.Resync.class))
                    .extracting(SignalFrame.Resync::reason)
                    .contains(SignalFrame.Reason.OTHER_STORE);
            assertThat(files.calls(repo(2))).containsExactly(GET, ENABLE, DISABLE);
            assertThat(files.calls(repo(3))).containsExactly(GET, ENABLE);
            assertThat(files.overlaps()).isEmpty();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            List<Path> paths = all.toList();
            for (Path each : paths) {
                Files.copy(each, to.resolve(from.relativize(each).toString()));
            }
        }
    }
}
