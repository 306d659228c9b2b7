package io.vedette.observer.plugin;

/** A plug-in cannot be used. The message is one line for people: which jar, why, and what to do. */
public final class PluginException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** An error with such a message. */
    public PluginException(String message) {
        super(message);
    }

    /** An error with its cause. */
    public PluginException(String message, Throwable cause) {
        super(message, cause);
    }
}
