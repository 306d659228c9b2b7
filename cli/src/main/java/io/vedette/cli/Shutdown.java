package io.vedette.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes what a command has opened, last opened first, once: at the command's end, or when the process is told to stop by
 * Ctrl-C or SIGTERM. Each part bounds its own time.
 */
public final class Shutdown implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Shutdown.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private boolean closed;
    private final Thread hook = new Thread(this::close, "vedette-shutdown");

    /** Starts to listen for the end of the process. */
    public Shutdown() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Adds a part; a part that comes after the end is closed at once. */
    public synchronized <T extends AutoCloseable> T add(T part) {
        if (closed) {
            close(part);
            throw new IllegalStateException("vedette is stopping");
        }
        parts.push(part);
        return part;
    }

    /** Waits until the process is told to stop, or somebody {@linkplain #stop asks for it}. */
    public void await() throws InterruptedException {
        stopped.await();
    }

    /** Whether the process was told to stop: what fails from now on fails because of that. */
    public boolean stopping() {
        return stopped.getCount() == 0;
    }

    /** Lets {@link #await} return. */
    public void stop() {
        stopped.countDown();
    }

    @Override
    public void close() {
        stopped.countDown();
        synchronized (this) {
            closed = true;
            while (!parts.isEmpty()) {
                close(parts.pop());
            }
        }
        if (Thread.currentThread() != hook) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException alreadyGoingDown) {
                log.debug("the process is ending already");
            }
        }
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception failed) {
            log.warn("could not close {}: {}", part, failed.toString());
        }
    }
}
