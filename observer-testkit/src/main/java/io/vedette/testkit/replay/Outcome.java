package io.vedette.testkit.replay;

/**
 * How a call ended.
 *
 * @param kind in which way
 * @param text the same for people, with what was returned or what the failure says, as {@code returned {shadowPath=/s}}; the
 *     same for the same result
 */
public record Outcome(Kind kind, String text) {

    /** The ways in which a call ends. */
    public enum Kind {
        /** It did what it should; a command was answered. */
        RETURNED,
        /** It answered with an error. */
        FAILED,
        /** It threw an exception instead of returning an answer. */
        THREW,
        /** It returned null instead of an answer. */
        RETURNED_NULL,
        /** The observer did not wait for its end. */
        CANCELLED,
        /** The replay was over before it ended. */
        OPEN
    }

    /** Whether the one who was called did not do what it should. */
    public boolean failed() {
        return kind == Kind.FAILED || kind == Kind.THREW || kind == Kind.RETURNED_NULL;
    }

    @Override
    public String toString() {
        return text;
    }
}
