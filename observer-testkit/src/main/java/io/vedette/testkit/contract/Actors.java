package io.vedette.testkit.contract;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import reactor.core.scheduler.NonBlocking;

/** Threads that call an implementor; each call is on one that is free. */
final class Actors implements AutoCloseable {

    private static final int MOST = 1_000;
    private static final long POLL_NANOS = 10_000_000;

    private final ThreadGroup group = new ThreadGroup("vedette-contract");
    private final Duration patience;
    private final ExecutorService plain;
    private final ExecutorService callers;

    Actors(Duration patience, boolean blockable) {
        this.patience = patience;
        this.plain = Executors.newCachedThreadPool(task -> new Actor(group, task));
        // A queue of this kind is one that BlockHound knows: idle threads may wait in it.
        this.callers = blockable ? plain : new ScheduledThreadPoolExecutor(2, task -> new Unblockable(group, task));
    }

    private static class Actor extends Thread {
        Actor(ThreadGroup group, Runnable task) {
            super(group, task, "contract");
            setDaemon(true);
        }
    }

    private static final class Unblockable extends Actor implements NonBlocking {
        Unblockable(ThreadGroup group, Runnable task) {
            super(group, task);
            setName("contract-must-not-block");
        }
    }

    /** Does something that may block. */
    <V> V act(String what, Callable<V> task) throws Exception {
        return await(what, plain.submit(task));
    }

    /** Does something as the observer would. */
    <V> V call(String what, Callable<V> task) throws Exception {
        return await(what, callers.submit(task));
    }

    private <V> V await(String what, Future<V> future) throws Exception {
        try {
            return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Exception exception) {
                throw exception;
            }
            if (failed.getCause() instanceof Error error) {
                throw error;
            }
            throw failed;
        } catch (TimeoutException late) {
            throw new Broken(
                    what,
                    "did not return within " + patience.toMillis() + " ms.",
                    "let no call wait on its caller's thread: wrap it by Blocking, or subscribe on a scheduler. If it"
                            + " needs longer, override patience()",
                    late);
        }
    }

    /** Looks again and again; whether it came true in time. */
    boolean until(BooleanSupplier condition, Duration limit) {
        for (long waited = 0; !condition.getAsBoolean(); waited += POLL_NANOS) {
            if (waited >= limit.toNanos()) {
                return false;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return true;
    }

    /** Threads of the group that are not ours. */
    List<Thread> others() {
        Thread[] threads = new Thread[MOST];
        int count = group.enumerate(threads);
        return Arrays.stream(threads, 0, count)
                .filter(thread -> !(thread instanceof Actor))
                .toList();
    }

    @Override
    public void close() {
        plain.shutdownNow();
        callers.shutdownNow();
    }
}
