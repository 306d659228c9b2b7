package io.vedette.observer.plugin;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Where plug-ins of tests write what happened; its package is one that they share with the program. */
public final class Notes {

    private static final List<String> LINES = new CopyOnWriteArrayList<>();

    private static final AtomicReference<@Nullable Runnable> INTERLUDE = new AtomicReference<>();

    private Notes() {}

    public static void add(String line) {
        LINES.add(line);
    }

    /** Does what the test said, in the midst of a plug-in's code. */
    public static void interlude() {
        Runnable task = INTERLUDE.getAndSet(null);
        if (task != null) {
            task.run();
        }
    }

    static void onInterlude(Runnable task) {
        INTERLUDE.set(task);
    }

    static int size() {
        return LINES.size();
    }

    /** All notes since the last question. */
    static List<String> take() {
        List<String> all = List.copyOf(LINES);
        LINES.clear();
        return all;
    }
}
