package io.vedette.observer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.observer.Health;
import io.vedette.observer.ObserverListener;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Who is told of the connection's health, and how. */
class HealthBoardTest {

    private final List<Health.Status> told = new ArrayList<>();

    @Test
    void aListenerIsToldWithoutALockAndInOrder() throws InterruptedException {
        HealthBoard[] board = new HealthBoard[1];
        board[0] = new HealthBoard("exreg", VirtualTimeScheduler.create(), new ObserverListener() {
            @Override
            public void healthChanged(Health health) {
                told.add(health.status());
                if (health.status() == Health.Status.UP) {
                    elsewhere(() -> board[0].note(Health.Status.DOWN, "it broke"));
                }
            }
        });

        board[0].note(Health.Status.UP, "signals come");

        assertThat(told).containsExactly(Health.Status.UP, Health.Status.DOWN);
        assertThat(board[0].current().status()).isEqualTo(Health.Status.DOWN);
    }

    @Test
    void whateverAListenerThrowsHarmsNobody() {
        ObserverListener broken = new ObserverListener() {
            @Override
            public void healthChanged(Health health) {
                throw new AssertionError("a listener must not throw");
            }
        };
        HealthBoard board = new HealthBoard("exreg", VirtualTimeScheduler.create(), Listeners.of(List.of(broken)));
        board.changes().map(Health::status).subscribe(told::add);

        board.note(Health.Status.UP, "signals come");
        board.note(Health.Status.CLOSED, "closed");

        assertThat(told).containsExactly(Health.Status.STARTING, Health.Status.UP, Health.Status.CLOSED);
    }

    /** Another thread does it before this one goes on; with a lock in the way it would never. */
    private static void elsewhere(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
        try {
            thread.join(5_000);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        assertThat(thread.isAlive()).isFalse();
    }
}
