package io.vedette.server.sim;

/** Something that must always hold does not. */
final class InvariantBroken extends AssertionError {

    private static final long serialVersionUID = 1L;

    private final String invariant;

    InvariantBroken(String invariant, String how) {
        super(invariant + ": " + how);
        this.invariant = invariant;
    }

    String invariant() {
        return invariant;
    }
}
