package io.vedette.engine;

import java.time.Instant;

/** Where an activity stands. */
public sealed interface ActivityState {

    /** Queued for a run. */
    record Ready() implements ActivityState {}

    /** A run is under way. */
    record Running() implements ActivityState {}

    /** Nothing to do until a signal comes. */
    record Sleeping() implements ActivityState {}

    /**
     * Waits for something else.
     *
     * @param what it waits for
     */
    record Waiting(String what) implements ActivityState {}

    /**
     * A step or a fetch failed.
     *
     * @param until when it is tried again
     */
    record BackingOff(Instant until) implements ActivityState {}

    /**
     * Stands still until an operator acts.
     *
     * @param reason for people
     */
    record Parked(String reason) implements ActivityState {}

    /** It is over. */
    record Ended() implements ActivityState {}
}
