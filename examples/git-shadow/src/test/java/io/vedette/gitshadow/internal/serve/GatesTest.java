package io.vedette.gitshadow.internal.serve;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

class GatesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final RepoId REPO = new RepoId(new UUID(0, 1));
    private static final RepoPath PATH = new RepoPath("/demo/foo");

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final Gates gates = new Gates();

    @Test
    void aClosingWaitsAlsoForTheClientsOfAnEarlierOneThatWasCancelled() {
        Client first = new Client();
        Client second = new Client();
        closeAndCancelAndOpenAgain(first);
        second.enter();
        assertThat(gates.uploads(REPO)).isEqualTo(2);

        CompletableFuture<Void> closed = gates.close(REPO, PATIENCE, time).toFuture();

        second.leave();
        assertThat(closed).isNotDone();
        assertThat(gates.uploads(REPO)).isEqualTo(1);
        first.leave();
        assertThat(closed).isCompleted();
    }

    @Test
    void aClosingCutsAlsoTheClientsOfAnEarlierOneThatWasCancelled() {
        Client first = new Client();
        closeAndCancelAndOpenAgain(first);

        CompletableFuture<Void> closed = gates.close(REPO, PATIENCE, time).toFuture();

        time.advanceTimeBy(PATIENCE.minusMillis(1));
        assertThat(first.cut).isFalse();
        time.advanceTimeBy(Duration.ofMillis(1));
        assertThat(first.cut).isTrue();
        assertThat(closed).isCompleted();
    }

    private void closeAndCancelAndOpenAgain(Client client) {
        gates.open(REPO, PATH);
        client.enter();
        gates.close(REPO, PATIENCE, time).subscribe().dispose();
        gates.open(REPO, PATH);
    }

    private final class Client implements Gate.Upload {
        private @Nullable Gate gate;
        private boolean cut;

        void enter() {
            gate = gates.enter(REPO, this);
        }

        void leave() {
            requireNonNull(gate).leave(this);
        }

        @Override
        public void cut() {
            cut = true;
            leave();
        }

        @Override
        public long lastProgress() {
            return 0;
        }
    }
}
