package io.vedette.engine;

import java.time.Duration;

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

    /** An error in a few words. */
    static String text(Throwable error) {
        String message = String.valueOf(error.getMessage());
        String text = error.getMessage() == null
                ? error.getClass().getName()
                : error.getClass().getSimpleName() + ": " + message;
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
