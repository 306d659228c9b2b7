package io.vedette.observer.internal;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.Disposable;
import reactor.core.scheduler.NonBlocking;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Threads on which implementors are called, for one observer. They must not be blocked, and tools such as BlockHound can
 * tell; but should one be blocked all the same, it stands still with its own call and nothing else, since there are as
 * many as calls and commands may be under way, up to a bound. They are made as they are needed.
 */
final class CallThreads {

    /** Budgets may be larger than any number of threads that makes sense. */
    private static final int MOST = 128;

    private CallThreads() {}

    static Scheduler create(int effectBudget) {
        AtomicInteger made = new AtomicInteger();
        // A queue of this kind is one that BlockHound knows: idle threads may wait in it.
        ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(
                2 * Math.min(MOST, effectBudget),
                task -> new CallThread(task, "vedette-call-" + made.incrementAndGet()));
        threads.setRemoveOnCancelPolicy(true);
        return Schedulers.fromExecutorService(threads, "vedette-call");
    }

    /**
     * Ends threads, in a second: cancellations of calls that were cut off are still queued there. Elsewhere, since that
     * takes locks, and the caller's thread may be one that must not block.
     */
    static void end(Disposable threads) {
        Schedulers.boundedElastic().schedule(threads::dispose, 1, TimeUnit.SECONDS);
    }

    private static final class CallThread extends Thread implements NonBlocking {
        CallThread(Runnable task, String name) {
            super(task, name);
            setDaemon(true);
        }
    }
}
