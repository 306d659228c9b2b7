package io.vedette.observer.plugin;

import org.jspecify.annotations.Nullable;

/** A plug-in cannot be used. The message is one line for people: which jar, why, and what to do. */
public final class PluginException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** An error with what caused it, if anything was thrown. */
    public PluginException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
