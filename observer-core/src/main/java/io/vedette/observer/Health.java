package io.vedette.observer;

import java.time.Instant;

/**
 * Whether an observer hears from its registry.
 *
 * @param status in one word
 * @param reason for people
 * @param since since when
 */
public record Health(Status status, String reason, Instant since) {

    /** In one word. */
    public enum Status {
        /** The first connection has not been made. */
        STARTING,
        /** Signals come. */
        UP,
        /** Signals do not come; reconnecting goes on. */
        DOWN,
        /** The observer has ended. */
        CLOSED
    }

    /** Whether signals come. */
    public boolean isUp() {
        return status == Status.UP;
    }
}
