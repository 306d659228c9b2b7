package io.vedette.server.system;

import static io.vedette.server.system.LiveRegistry.await;
import static io.vedette.server.system.LiveRegistry.awaitAsleep;
import static io.vedette.server.system.Scribe.repo;
import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.client.SignalFrame;
import io.vedette.domain.RepoEvent;
import io.vedette.domain.RepoId;
import io.vedette.observer.Observer;
import io.vedette.observer.ObserverListener;
import io.vedette.observer.RepoStatus;
import io.vedette.server.storage.StorageBackend;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A subscriber that does not keep up. */
@Tag("slow")
class SlowSubscriberTest {

    private static final int REPOS = 5_000;
    /** Together longer than all that the server keeps for followers. */
    private static final String LONG = "x".repeat(3_000);

    private final RecordingFiles files = new RecordingFiles();

    /**
     * The defect to prevent: what a slow subscriber missed was dropped unseen, or piled up in the server without bound.
     */
    @Test
    @Tag("slow")
    @Timeout(180)
    void whatIsTooMuchForASlowSubscriberComesAsHeadsAndNothingIsLost_W5_W6() throws Exception {
        StorageBackend store = LiveRegistry.memory();
        Scribe scribe = new Scribe(store).registryWithRoot();
        for (int i = 0; i < REPOS; i++) {
            scribe.shadowed(repo(i), "/ex/a/r" + i);
        }
        Map<RepoId, RepoStatus> rested = new ConcurrentHashMap<>();
        try (LiveRegistry registry = LiveRegistry.on(store)) {
            TappedClient client = new TappedClient(registry.client());
            Observer observer = registry.start(registry.observer(files, client).listener(new ObserverListener() {
                @Override
                public void rested(RepoStatus status) {
                    rested.put(status.repo(), status);
                }
            }));
            await(() -> files.served().size() == REPOS);
            awaitAsleep(observer, REPOS + 1);

            registry.line.hold();
            for (int round = 0; round < 2; round++) {
                for (int i = 0; i < REPOS; i++) {
                    scribe.tell(
                            repo(i), new RepoEvent.RepoErrorSet(LONG + round), new RepoEvent.RepoErrorCleared("ok"));
                }
            }
            registry.line.release();

            await(() -> rested.values().stream().allMatch(status -> status.version() == 6));
            awaitAsleep(observer, REPOS + 1);
            assertThat(rested).hasSize(REPOS);
            assertThat(rested.values()).allMatch(RepoStatus::enabled).allMatch(status -> status.error() == null);
            assertThat(files.served()).hasSize(REPOS);
            assertThat(files.overlaps()).isEmpty();
            // The server kept no more for it than for all, and said so, or the connection was replaced meanwhile.
            assertThat(client.frames(SignalFrame.FellBehind.class).size()
                            + client.frames(SignalFrame.Subscribed.class).size())
                    .isGreaterThan(1);
            System.out.println("a slow subscriber fell behind " + client.frames(SignalFrame.FellBehind.class));
        }
    }
}
