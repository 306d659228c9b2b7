package io.vedette.observer.internal;

/** The registry or an implementor answered what does not fit. The message is for people and says all. */
public final class UnexpectedAnswer extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /** What was answered, by whom, and what follows. */
    public UnexpectedAnswer(String message) {
        super(message);
    }
}
