package io.vedette.engine.internal;

/** What the engine does on a transition. */
public enum Action {
    /** Queue for a run, unless held. */
    ENQUEUE,
    /** Set the timer to the end of the back-off. */
    ARM,
    /** Take the timer back. */
    DISARM,
    /** Subscribe to what the activity waits for. */
    WATCH,
    /** Cancel that. */
    UNWATCH,
    /** Give the run up, unless one of its effects runs or a report of what was done is under way. */
    HOLD_UP,
    /** Cancel the run. */
    STOP_RUN,
    /** Leave the table and let the next one in the chain have its turn. */
    LEAVE
}
