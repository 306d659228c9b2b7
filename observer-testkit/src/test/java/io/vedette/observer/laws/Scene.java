package io.vedette.observer.laws;

import io.vedette.testkit.history.HistoryLine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing that happens in a story: a line of its history, or what a history file cannot say. */
sealed interface Scene {

    /** The line; null if there is none. */
    @Nullable
    HistoryLine line();

    /** The same with less happening. */
    List<Scene> simpler();

    /** A line, and how its signal fares if it is an event. */
    record Told(HistoryLine line, Fate fate) implements Scene {
        @Override
        public List<Scene> simpler() {
            return fate == Fate.PLAIN ? List.of() : List.of(new Told(line, Fate.PLAIN));
        }
    }

    /** Something beside the lines. */
    record Turned(Twist twist) implements Scene {
        @Override
        public @Nullable HistoryLine line() {
            return null;
        }

        @Override
        public List<Scene> simpler() {
            return List.of();
        }
    }
}
