package io.vedette.server.internal;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads of a server. Nothing that runs on them waits, so a few are enough for any number of calls. */
public final class Workers {

    private Workers() {}

    /** A pool of daemon threads: two for each processor, at least four. */
    public static ExecutorService pool(String name) {
        AtomicInteger number = new AtomicInteger();
        int size = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());
        return Executors.newFixedThreadPool(size, task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }
}
