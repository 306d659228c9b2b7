package io.vedette.gitshadow;

import org.jspecify.annotations.Nullable;

/** Why the file server could not do what it was asked. The message names what is wrong and what to do next. */
public class ShadowException extends RuntimeException {
    private final boolean passing;

    /**
     * An error.
     *
     * @param message what is wrong and what to do; one line
     * @param passing true if trying again later may help without anybody's doing
     * @param cause what led to it, or null
     */
    protected ShadowException(String message, boolean passing, @Nullable Throwable cause) {
        super(message, cause);
        this.passing = passing;
    }

    /** An error that stays until a person changes something. */
    public static ShadowException lasting(String message, @Nullable Throwable cause) {
        return new ShadowException(message, false, cause);
    }

    /** An error that may be over at the next try. */
    public static ShadowException passing(String message, @Nullable Throwable cause) {
        return new ShadowException(message, true, cause);
    }

    /** True if trying again later may help without anybody's doing. */
    public boolean isPassing() {
        return passing;
    }
}
