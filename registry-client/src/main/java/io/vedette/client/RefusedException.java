package io.vedette.client;

import io.vedette.domain.Refusal;

/** The registry answered no. Trying the same again is of no use. */
public final class RefusedException extends RuntimeException {

    private final transient Refusal refusal;

    /** A refusal as it was received. */
    public RefusedException(Refusal refusal) {
        super(refusal.message());
        this.refusal = refusal;
    }

    /** Why. */
    public Refusal refusal() {
        return refusal;
    }
}
