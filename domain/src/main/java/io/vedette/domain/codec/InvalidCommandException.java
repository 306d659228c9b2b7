package io.vedette.domain.codec;

import io.vedette.domain.Refusal;

/** A command's field breaks a rule. */
public final class InvalidCommandException extends RuntimeException {

    private final transient Refusal refusal;

    InvalidCommandException(String field, String rule) {
        super(field + ": " + rule);
        refusal = Refusal.invalid(field, rule);
    }

    /** The refusal to answer with. */
    public Refusal refusal() {
        return refusal;
    }
}
