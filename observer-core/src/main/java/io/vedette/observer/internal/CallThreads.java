package io.vedette.observer.internal;

import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.scheduler.NonBlocking;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Threads on which implementors are called, for one observer. They must not be blocked, and tools such as BlockHound can
 * tell; but should one be blocked all the same, it is one more thread that stands still and nothing else: each call that
 * is being begun has a thread to itself. The budgets of calls and commands bound their number; an idle one ends.
 */
final class CallThreads {

    private static final long IDLE_SECONDS = 10;

    private CallThreads() {}

    static Scheduler create() {
        AtomicInteger made = new AtomicInteger();
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                task -> new CallThread(task, "vedette-call-" + made.incrementAndGet()));
        return Schedulers.fromExecutorService(threads, "vedette-call");
    }

    private static final class CallThread extends Thread implements NonBlocking {
        CallThread(Runnable task, String name) {
            super(task, name);
            setDaemon(true);
        }
    }
}
