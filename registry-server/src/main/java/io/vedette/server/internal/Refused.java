package io.vedette.server.internal;

import io.vedette.domain.Refusal;

/** The answer is no. Carries no stack: it is an answer, not a fault. */
public final class Refused extends RuntimeException {

    private final transient Refusal refusal;

    /** Refuses for a reason. */
    public Refused(Refusal refusal) {
        super(refusal.message(), null, false, false);
        this.refusal = refusal;
    }

    /** Why. */
    public Refusal refusal() {
        return refusal;
    }
}
