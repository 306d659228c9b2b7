package io.vedette.testkit.contract;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import reactor.blockhound.BlockHound;
import reactor.blockhound.BlockingMethod;
import reactor.blockhound.BlockingOperationError;
import reactor.core.scheduler.NonBlocking;

/**
 * Watches threads that must not be blocked, by BlockHound. Where somebody else has installed that, their settings hold, and
 * what an implementor swallows is not seen.
 */
final class BlockedThreads {

    private static final List<BlockingOperationError> SEEN = new CopyOnWriteArrayList<>();
    private static volatile boolean watching;

    private BlockedThreads() {}

    private interface Scene {
        void play() throws Exception;
    }

    /** Makes each call, and cancels it, on threads that must not be blocked. */
    static <T> void areNone(Stage<T> stage, List<Deed<T>> deeds) throws Exception {
        install();
        watching = true;
        try {
            for (Deed<T> deed : deeds) {
                watch(deed, () -> {
                    stage.begin();
                    stage.lead(deed, stage.first());
                    Throwable error = stage.end(deed, stage.first()).error();
                    if (error != null) {
                        throw new Broken(deed.call(), "failed with " + error + ".", "look at the cause below", error);
                    }
                });
                watch(deed, () -> {
                    stage.begin();
                    stage.lead(deed, stage.first());
                    stage.cancel(deed, stage.start(deed, stage.first(), 1));
                    stage.leave();
                });
            }
        } finally {
            watching = false;
        }
    }

    private static <T> void watch(Deed<T> deed, Scene scene) throws Exception {
        SEEN.clear();
        try {
            scene.play();
        } catch (Exception | AssertionError | BlockingOperationError failed) {
            Throwable block = blockIn(failed);
            if (block == null) {
                throw failed;
            }
            throw blocked(deed, block);
        }
        if (!SEEN.isEmpty()) {
            throw blocked(deed, SEEN.get(0));
        }
    }

    private static Broken blocked(Deed<?> deed, Throwable block) {
        return new Broken(
                deed.call(),
                "blocked a thread that must not be blocked: " + block.getMessage() + ", " + place(block) + ".",
                "wrap it by Blocking, or subscribe on Schedulers.boundedElastic() or a scheduler of your own. What only"
                        + " looks like blocking can be allowed by a BlockHoundIntegration",
                block);
    }

    private static String place(Throwable block) {
        return Frames.ofUser(block.getStackTrace(), 1).stream()
                .findFirst()
                .map(frame -> "at " + frame)
                .orElse("on a thread of Reactor");
    }

    private static @Nullable Throwable blockIn(Throwable failed) {
        for (Throwable each = failed; each != null; each = each.getCause()) {
            if (each instanceof BlockingOperationError) {
                return each;
            }
        }
        return null;
    }

    private static void install() throws InterruptedException {
        Throwable why = null;
        try {
            BlockHound.builder()
                    .loadIntegrations()
                    // Seeds itself from a file when it is first used.
                    .allowBlockingCallsInside(UUID.class.getName(), "randomUUID")
                    .blockingMethodCallback(BlockedThreads::blocked)
                    .install();
        } catch (RuntimeException | LinkageError failed) {
            why = failed;
        }
        if (!isInstalled()) {
            throw new Broken(
                    "BlockHound",
                    "does not watch this Java machine, so that nobody knows whether calls block.",
                    "start the tests with -XX:+AllowRedefinitionToAddDeleteMethods, in Maven by the argLine of Surefire,"
                            + " in Gradle by jvmArgs of the test task",
                    why);
        }
    }

    /** Other tests of the same process are left alone. */
    private static void blocked(BlockingMethod method) {
        if (watching) {
            BlockingOperationError error = new BlockingOperationError(method);
            if (!isIdle(error)) {
                SEEN.add(error);
                throw error;
            }
        }
    }

    /** A thread of a pool waits for work; one that did so before BlockHound came is not known to be allowed to. */
    private static boolean isIdle(BlockingOperationError error) {
        return Arrays.stream(error.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(ThreadPoolExecutor.class.getName())
                        && frame.getMethodName().equals("getTask"));
    }

    private static boolean isInstalled() throws InterruptedException {
        Probe probe = new Probe();
        boolean before = watching;
        watching = true;
        probe.start();
        probe.join();
        watching = before;
        return probe.caught;
    }

    private static final class Probe extends Thread implements NonBlocking {
        private volatile boolean caught;

        @Override
        public void run() {
            try {
                LockSupport.parkNanos(1);
            } catch (BlockingOperationError watched) {
                caught = true;
            }
        }
    }
}
