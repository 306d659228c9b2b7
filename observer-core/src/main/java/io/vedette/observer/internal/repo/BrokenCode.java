package io.vedette.observer.internal.repo;

import io.vedette.observer.internal.ErrorText;

/** Carries an {@link Error} out of an implementor's code, past operators that would let it fly as fatal. */
public final class BrokenCode extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The error and what it says. */
    public BrokenCode(Error error) {
        super(ErrorText.of(error), error);
    }
}
