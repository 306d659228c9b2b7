package io.vedette.testkit.replay;

/** Is told of calls as they are made, on the thread that replays. */
public interface CallListener {

    /** Is told nothing. */
    CallListener NONE = new CallListener() {};

    /** A call begins. */
    default void called(Call call) {}

    /**
     * A call has ended.
     *
     * @param outcome what it returned, as {@code returned {shadowPath=/s}}, or how it failed; the same for the same result
     */
    default void ended(Call call, String outcome) {}
}
