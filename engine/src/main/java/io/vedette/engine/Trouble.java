package io.vedette.engine;

import java.time.Duration;
import java.util.function.Function;

/**
 * What went wrong last, and how often in a row.
 *
 * @param source what went wrong; a success of the same clears it
 * @param error for people
 * @param count how often in a row
 * @param delay the last back-off that the engine chose; zero where the activity chooses
 */
record Trouble(Source source, String error, int count, Duration delay) {

    private static final int LONGEST = 500;

    enum Source {
        FETCH,
        /** A fetch succeeded and brought nothing, though a newer head is known. */
        SHORTFALL,
        WAIT,
        STEP,
        BROKEN
    }

    /** An error by its class and its message. */
    static String text(Throwable error) {
        return error.getMessage() == null
                ? error.getClass().getName()
                : error.getClass().getSimpleName() + ": " + error.getMessage();
    }

    /** An error in a few words. */
    static String text(Throwable error, Function<Throwable, String> wording) {
        String text;
        try {
            text = wording.apply(error);
        } catch (RuntimeException mute) {
            text = error.getClass().getName();
        }
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
