package io.vedette.testkit.contract;

import java.util.List;
import java.util.stream.Collectors;

/** Threads that live on when their implementor is closed. */
final class LeftThreads<T> {

    private static final int FRAMES = 3;

    private final Stage<T> stage;

    LeftThreads(Stage<T> stage) {
        this.stage = stage;
    }

    /** What the first time leaves may be for the whole process; the second time must add nothing. */
    void areNone(List<Deed<T>> deeds) throws Exception {
        work(deeds);
        List<Thread> before = stage.threads();
        work(deeds);
        List<Thread> left = stage.awaitEnd(before);
        if (!left.isEmpty()) {
            throw new Broken(
                    "close",
                    "left behind "
                            + left.stream()
                                    .map(LeftThreads::describe)
                                    .distinct()
                                    .collect(Collectors.joining(", ")) + ".",
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

    private static String describe(Thread thread) {
        StringBuilder text = new StringBuilder("the thread " + thread.getName());
        for (StackTraceElement frame : Frames.ofUser(thread.getStackTrace(), FRAMES)) {
            text.append("\n    at ").append(frame);
        }
        return text.toString();
    }
}
