package io.vedette.engine;

import org.jspecify.annotations.Nullable;

/** What operators are told of the levers at an activity: which one helps, and what came of pulling it. */
public final class LeverWords {

    private LeverWords() {}

    /**
     * The lever that helps an activity on, as a command; null where none does.
     *
     * @param name what the command calls the activity's entity, as {@code workflow 0c6f9f0e-...}
     */
    public static @Nullable String advice(Explanation<?> row, String name) {
        if (row.pausedSince() != null) {
            return "vedette resume " + name;
        }
        return switch (row.state().kind()) {
            case PARKED -> "see its history: vedette events " + name + "; mend the cause, then: vedette retry " + name;
            case BACKING_OFF -> "to try at once: vedette retry " + name;
            case READY, RUNNING, SLEEPING, WAITING, ENDED -> null;
        };
    }

    /** What came of a retry. */
    public static String retried(Explanation<?> before, boolean moved) {
        if (before.pausedSince() != null) {
            return "is " + hold(before) + "; it is tried after its resume";
        }
        return moved
                ? "is tried now"
                : "there was nothing to retry: it was " + before.state().kind();
    }

    /** What came of a pause. */
    public static String paused(Explanation<?> before, ActivityState after) {
        if (before.pausedSince() != null) {
            return "was " + hold(before) + " already";
        }
        return after instanceof ActivityState.Running
                ? "is paused; what runs goes on to its end, and nothing begins until its resume"
                : "is paused; nothing begins until its resume";
    }

    /** What came of a resume. */
    public static String resumed(Explanation<?> before) {
        return before.pausedSince() == null ? "was not paused" : "goes on; it was " + hold(before);
    }

    private static String hold(Explanation<?> row) {
        return "paused by " + row.pausedBy() + " since " + row.pausedSince();
    }
}
