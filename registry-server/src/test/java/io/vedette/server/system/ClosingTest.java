package io.vedette.server.system;

import static io.vedette.server.system.LiveRegistry.await;
import static io.vedette.server.system.RecordingFiles.INIT;
import static io.vedette.server.system.Scribe.repo;
import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.client.RegistryClient;
import io.vedette.client.RegistryClients;
import io.vedette.domain.RegistryCommand;
import io.vedette.observer.Observer;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

/** Stopping with work in flight. */
@Tag("slow")
class ClosingTest {

    /** The most that closing one part may take; a second more than it promises, for a machine that is busy. */
    private static final Duration LIMIT = Duration.ofSeconds(6);

    /** The defect to prevent: stopping hung when a task was running. */
    @Test
    void observerClientAndServerCloseWithWorkInFlightAndLeaveNoThreadAndNoConnection_W10() throws Exception {
        Set<Thread> before = threads();
        RecordingFiles files = new RecordingFiles();
        LiveRegistry registry = LiveRegistry.inMemory();
        Scribe scribe = registry.scribe().registryWithRoot();
        for (int i = 0; i < 40; i++) {
            scribe.added(repo(i), "/ex/a/r" + i);
        }
        files.hold(INIT);
        RegistryClient client = RegistryClients.connect(registry.line.address());
        Observer observer = registry.observer(files, client).build();
        observer.watch().subscribe();
        await(() -> files.running() == 16);
        registry.storage().stick();
        Disposable command =
                client.execute(new RegistryCommand.CreateRegistry("never")).subscribe(nothing -> {}, error -> {});

        within(() -> observer.close(Duration.ofSeconds(2)).block(LIMIT));
        within(client::close);
        within(registry.server()::close);
        registry.close();

        assertThat(command.isDisposed()).isTrue();
        assertThat(files.running()).isZero();
        assertThat(files.served()).isEmpty();
        await(() -> registry.line.connections() == 0);
        await(() -> ours(before).isEmpty());
    }

    @Test
    void watchingEndsWhenTheObserverIsClosedAndNothingIsCalledAfterwards() throws Exception {
        RecordingFiles files = new RecordingFiles();
        try (LiveRegistry registry = LiveRegistry.inMemory()) {
            Scribe scribe = registry.scribe().registryWithRoot();
            Observer observer = registry.observer(files).build();
            var end = observer.watch().toFuture();
            await(() -> observer.health().isUp());

            within(observer::close);
            scribe.added(repo(1), "/ex/a/late");

            assertThat(end).isCompleted();
            assertThat(files.count()).isZero();
            assertThat(observer.counts().activities()).isZero();
        }
    }

    private static void within(Runnable closing) {
        Thread thread = new Thread(closing, "closing");
        thread.start();
        try {
            thread.join(LIMIT.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        assertThat(thread.isAlive()).as("closing within %s", LIMIT).isFalse();
    }

    /** New threads that belong to a part that was closed; Reactor's shared pools stay for the process's whole life. */
    private static Set<String> ours(Set<Thread> before) {
        return threads().stream()
                .filter(thread -> !before.contains(thread))
                .map(Thread::getName)
                .filter(name -> name.startsWith("vedette") || name.startsWith("grpc") || name.startsWith("fault-proxy"))
                .collect(Collectors.toSet());
    }

    private static Set<Thread> threads() {
        return Set.copyOf(Thread.getAllStackTraces().keySet());
    }
}
