package io.vedette.gitshadow.internal.follow;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListeningTest {
    @Test
    void goesOnAfterATickThatFails() throws IOException {
        AtomicInteger ticks = new AtomicInteger();

        try (Listening listening = new Listening(service(), key -> {}, () -> {
            if (ticks.incrementAndGet() <= 2) {
                throw new NoClassDefFoundError("gone");
            }
        })) {
            listening.start();

            await().until(() -> ticks.get() >= 4);
        }
    }

    @Test
    void goesOnAfterAHearerThatFails(@TempDir Path directory) throws IOException {
        AtomicInteger heard = new AtomicInteger();
        WatchService service = service();
        directory.register(service, StandardWatchEventKinds.ENTRY_CREATE);

        try (Listening listening = new Listening(
                service,
                key -> {
                    heard.incrementAndGet();
                    key.pollEvents();
                    key.reset();
                    throw new IllegalStateException("broken");
                },
                () -> {})) {
            listening.start();
            Files.createFile(directory.resolve("a"));
            await().until(() -> heard.get() == 1);

            Files.createFile(directory.resolve("b"));

            await().until(() -> heard.get() == 2);
        }
    }

    private static WatchService service() throws IOException {
        return FileSystems.getDefault().newWatchService();
    }
}
