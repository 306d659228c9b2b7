package io.vedette.observer;

/** An effect failed in a way that may pass. It is tried again with a back-off, and stored after five tries. */
public final class WeakError extends RuntimeException {

    /** An error with a message for people: names the thing, the cause and the next step. */
    public WeakError(String message) {
        super(message);
    }

    /** An error with its cause. */
    public WeakError(String message, Throwable cause) {
        super(message, cause);
    }
}
