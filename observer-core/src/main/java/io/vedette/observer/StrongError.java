package io.vedette.observer;

/** An effect failed in a way that trying again does not mend: a person must look. The message is stored in the registry. */
public final class StrongError extends RuntimeException {

    /** An error with a message for people: names the thing, the cause and the next step. */
    public StrongError(String message) {
        super(message);
    }

    /** An error with its cause. */
    public StrongError(String message, Throwable cause) {
        super(message, cause);
    }
}
