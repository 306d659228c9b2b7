package io.vedette.testkit.contract;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Threads that live on when their implementor is closed. */
final class LeftThreads<T> {

    private static final long POLL_NANOS = 20_000_000;
    private static final int FRAMES = 4;

    /** Of Reactor and of the Java machine: made once for the whole process. */
    private static final List<String> SHARED = List.of(
            "parallel-",
            "single-",
            "boundedElastic-",
            "loomBoundedElastic-",
            "ForkJoinPool.commonPool-",
            "process reaper",
            "Common-Cleaner");

    private final Stage<T> stage;
    private final Duration patience;
    private final Predicate<Thread> shared;

    LeftThreads(Stage<T> stage, Duration patience, Predicate<Thread> shared) {
        this.stage = stage;
        this.patience = patience;
        this.shared = shared;
    }

    /** What the first time leaves may be for the whole process; the second time must add nothing. */
    void areNone(List<Deed<T>> deeds) throws Exception {
        work(deeds);
        LockSupport.parkNanos(POLL_NANOS);
        List<Thread> before = stage.threads();
        work(deeds);
        List<Thread> left = left(before);
        for (long waited = 0; !left.isEmpty() && waited < patience.toNanos(); waited += POLL_NANOS) {
            LockSupport.parkNanos(POLL_NANOS);
            left = left(before);
        }
        if (!left.isEmpty()) {
            throw new Broken(
                    "close",
                    "left behind " + left.stream().map(LeftThreads::describe).collect(Collectors.joining()),
                    "end the threads in close, and the calls that run there when they are cancelled; if they are meant"
                            + " for the whole process, override isShared(Thread)");
        }
    }

    private void work(List<Deed<T>> deeds) throws Exception {
        for (Deed<T> deed : deeds) {
            stage.begin();
            stage.lead(deed, stage.first());
            stage.cancel(deed, stage.start(deed, stage.first(), 1));
            stage.succeed(deed, stage.first(), 1);
            stage.lead(deed, stage.second());
            stage.cancel(deed, stage.start(deed, stage.second(), 1));
            stage.leave();
        }
    }

    private List<Thread> left(List<Thread> before) {
        List<Thread> now = stage.threads();
        now.removeAll(before);
        now.removeIf(thread ->
                !thread.isAlive() || SHARED.stream().anyMatch(thread.getName()::startsWith) || shared.test(thread));
        return now;
    }

    private static String describe(Thread thread) {
        StringBuilder text = new StringBuilder("the thread " + thread.getName());
        StackTraceElement[] frames = thread.getStackTrace();
        for (int i = 0; i < Math.min(FRAMES, frames.length); i++) {
            text.append("\n    at ").append(frames[i]);
        }
        return text.append("\n  ").toString();
    }
}
