package io.vedette.gitshadow.internal.follow;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that hears what the system reports of directories, and that keeps time: it ticks ten times a second, also
 * when much is reported. What a hearer or a tick throws costs one round, never the thread.
 */
final class Listening implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Listening.class);
    private static final long TICK_MILLIS = 100;
    private static final int KEYS_PER_TICK = 10_000;

    private final WatchService service;
    private final Consumer<WatchKey> hearer;
    private final Runnable tick;
    private final Thread thread;
    private boolean failing;

    Listening(WatchService service, Consumer<WatchKey> hearer, Runnable tick) {
        this.service = service;
        this.hearer = hearer;
        this.tick = tick;
        this.thread = new Thread(this::run, "git-shadow-watch");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                round();
            }
        } catch (InterruptedException | ClosedWatchServiceException e) {
            // Closed.
        }
    }

    private void round() throws InterruptedException {
        try {
            WatchKey key = service.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
            for (int i = 1; key != null; i++) {
                hearer.accept(key);
                key = i < KEYS_PER_TICK ? service.poll() : null;
            }
            tick.run();
            failing = false;
        } catch (InterruptedException | ClosedWatchServiceException e) {
            throw e;
        } catch (Throwable e) {
            if (failing) {
                log.debug("following changes failed again", e);
            } else {
                log.error("following changes failed, goes on: report this", e);
            }
            failing = true;
            TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
        }
    }

    /** Ends the thread, and with the service all watches. */
    @Override
    public void close() throws IOException {
        service.close();
        thread.interrupt();
    }
}
