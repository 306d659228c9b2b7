package io.vedette.observer;

/** An effect failed because of an error that the registry has stored already. Nothing is done. */
public final class StoredError extends RuntimeException {

    /** An error with a message for people: names the thing, the cause and the next step. */
    public StoredError(String message) {
        super(message);
    }

    /** An error with its cause. */
    public StoredError(String message, Throwable cause) {
        super(message, cause);
    }
}
