package io.vedette.engine;

/**
 * What {@link Activity#fetch} signals when an event cannot be folded: trying again would not help, so the activity parks
 * with this message and the others go on.
 */
public final class PoisonException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message names the event and what is wrong with it
     */
    public PoisonException(String message) {
        super(message);
    }

    /**
     * @param message names the event and what is wrong with it
     */
    public PoisonException(String message, Throwable cause) {
        super(message, cause);
    }
}
