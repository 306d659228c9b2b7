package io.vedette.observer.laws;

/** What a story may have beside a history that comes line by line. */
enum Spice {
    /** Events that come together, and time between them. */
    PACE,
    /** Signals that are lost, doubled, late, bare, or break the connection. */
    SIGNALS,
    /** Connections that are refused, heartbeats that cease, a registry that goes away and comes back. */
    OUTAGES,
    /** Failures that pass, of every kind that is tried again, and answers that are lost. */
    PASSING_FAILURES,
    /** Failures of every kind that end in a stored error. */
    STORED_FAILURES,
    /** The same, but closing a repository never fails for good. */
    STORED_FAILURES_BUT_OF_CLOSING,
    /** The observer dies and is started again. */
    DEATHS
}
