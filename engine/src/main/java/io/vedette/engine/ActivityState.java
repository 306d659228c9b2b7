package io.vedette.engine;

import java.time.Instant;

/** Where an activity stands. */
public sealed interface ActivityState {

    /** The states' names, for metrics, tables and diagrams. */
    enum Kind {
        READY,
        RUNNING,
        SLEEPING,
        WAITING,
        BACKING_OFF,
        PARKED,
        ENDED
    }

    /** The state without its data. */
    Kind kind();

    /** Queued for a run. */
    record Ready() implements ActivityState {
        @Override
        public Kind kind() {
            return Kind.READY;
        }
    }

    /** A run is under way. */
    record Running() implements ActivityState {
        @Override
        public Kind kind() {
            return Kind.RUNNING;
        }
    }

    /** Nothing to do until a signal comes. */
    record Sleeping() implements ActivityState {
        @Override
        public Kind kind() {
            return Kind.SLEEPING;
        }
    }

    /**
     * Waits for something else.
     *
     * @param what it waits for
     * @param untilNews whether news end it, and nothing else does
     */
    record Waiting(String what, boolean untilNews) implements ActivityState {
        @Override
        public Kind kind() {
            return Kind.WAITING;
        }
    }

    /**
     * A step or a fetch failed.
     *
     * @param until when it is tried again
     */
    record BackingOff(Instant until) implements ActivityState {
        @Override
        public Kind kind() {
            return Kind.BACKING_OFF;
        }
    }

    /**
     * Stands still until an operator acts.
     *
     * @param reason for people
     */
    record Parked(String reason) implements ActivityState {
        @Override
        public Kind kind() {
            return Kind.PARKED;
        }
    }

    /** It is over, or has not been started. */
    record Ended() implements ActivityState {
        @Override
        public Kind kind() {
            return Kind.ENDED;
        }
    }
}
