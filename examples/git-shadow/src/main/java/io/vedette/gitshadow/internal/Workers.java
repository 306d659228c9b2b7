package io.vedette.gitshadow.internal;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The threads that read and write files. What reads a whole tree has threads of its own, so that short calls never wait
 * for it. Waiting work takes the first thread that is free.
 */
public final class Workers implements Disposable {
    private final Scheduler brief;
    private final Scheduler lengthy;
    private final boolean own;

    private Workers(Scheduler brief, Scheduler lengthy, boolean own) {
        this.brief = brief;
        this.lengthy = lengthy;
        this.own = own;
    }

    /** New threads: so many for short work and as many for long work. */
    public static Workers own(int threads) {
        return new Workers(pool("git-shadow-", threads), pool("git-shadow-long-", threads), true);
    }

    /** The threads of a scheduler, for all work; it stays open. */
    public static Workers of(Scheduler given) {
        return new Workers(given, given, false);
    }

    /** For work that takes little time. */
    Scheduler brief() {
        return brief;
    }

    /** For work that reads a whole tree. */
    Scheduler lengthy() {
        return lengthy;
    }

    private static Scheduler pool(String name, int threads) {
        AtomicInteger number = new AtomicInteger();
        ThreadFactory factory = task -> {
            Thread thread = new Thread(task, name + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(threads, threads, 60, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
        pool.allowCoreThreadTimeOut(true);
        return Schedulers.fromExecutorService(pool);
    }

    /** Ends own threads and interrupts what they run. */
    @Override
    public void dispose() {
        if (own) {
            brief.dispose();
            lengthy.dispose();
        }
    }
}
