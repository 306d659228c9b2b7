package io.vedette.server;

import org.jspecify.annotations.Nullable;

/** A registry server could not be started; the message says why and what to do. Nothing is left behind. */
public final class ServerStartException extends RuntimeException {

    ServerStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
