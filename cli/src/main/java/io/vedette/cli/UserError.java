package io.vedette.cli;

/** Something that the user can mend; printed as one line, without a stack trace. */
public final class UserError extends RuntimeException {

    private final int exit;

    /** An error with one of the codes in {@link Exit}. */
    public UserError(int exit, String message) {
        super(message);
        this.exit = exit;
    }

    /** Nobody is there who could answer. */
    public static UserError noObserver() {
        return new UserError(
                Exit.FINDINGS, "no observer is linked to this registry server; start one with: vedette observe");
    }

    int exit() {
        return exit;
    }
}
