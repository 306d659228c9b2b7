package io.vedette.client;

/** The registry did not answer, or answered that it cannot now. What was asked may or may not have happened. */
public final class UnreachableException extends RuntimeException {

    /** An outage. */
    public UnreachableException(String message) {
        super(message);
    }

    /** An outage and its cause. */
    public UnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
