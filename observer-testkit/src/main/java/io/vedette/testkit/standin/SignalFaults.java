package io.vedette.testkit.standin;

/**
 * How badly signals arrive: probabilities for each signal.
 *
 * @param lost not sent
 * @param doubled sent twice
 * @param late held back and merged with what follows
 * @param broken the connection breaks behind it
 * @param riding whether the event rides on its signal
 */
public record SignalFaults(double lost, double doubled, double late, double broken, boolean riding) {

    /** Signals as they should be. */
    public static final SignalFaults NONE = new SignalFaults(0, 0, 0, 0, true);
}
