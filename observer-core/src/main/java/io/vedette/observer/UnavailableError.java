package io.vedette.observer;

/**
 * The file server as a whole cannot do what it was asked for; nothing is wrong with the repository. As when its disk is not
 * mounted, or when it was started with another folder. It is tried again with a back-off for as long as it lasts, and never
 * stored: what is mended at one place must not have to be cleared for each repository.
 */
public final class UnavailableError extends RuntimeException {

    /** An error with a message for people: names the thing, the cause and the next step. Better without the repository's id. */
    public UnavailableError(String message) {
        super(message);
    }

    /** An error with its cause. */
    public UnavailableError(String message, Throwable cause) {
        super(message, cause);
    }
}
