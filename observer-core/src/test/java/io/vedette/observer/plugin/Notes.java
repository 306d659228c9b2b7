package io.vedette.observer.plugin;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Where plug-ins of tests write what happened; its package is one that they share with the program. */
public final class Notes {

    private static final List<String> LINES = new CopyOnWriteArrayList<>();

    private Notes() {}

    public static void add(String line) {
        LINES.add(line);
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
