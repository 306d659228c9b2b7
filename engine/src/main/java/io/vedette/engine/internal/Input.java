package io.vedette.engine.internal;

import io.vedette.engine.Outcome;
import java.time.Instant;

/** What can happen to an activity. */
public sealed interface Input {

    /** The inputs' names, for the table of transitions. */
    enum Kind {
        ENSURED,
        SLOT_GRANTED,
        SIGNAL,
        RUN_ENDED,
        FETCH_FAILED,
        WAIT_OVER,
        WAIT_FAILED,
        ELAPSED,
        RETRY,
        PAUSE,
        RESUME,
        HELD_UP,
        BROKE,
        CLOSE
    }

    /** The input without its data. */
    Kind kind();

    /** An input that carries nothing. */
    record Plain(Kind kind) implements Input {
        public static final Input ENSURED = new Plain(Kind.ENSURED);
        public static final Input SLOT_GRANTED = new Plain(Kind.SLOT_GRANTED);
        public static final Input SIGNAL = new Plain(Kind.SIGNAL);
        public static final Input WAIT_OVER = new Plain(Kind.WAIT_OVER);
        public static final Input ELAPSED = new Plain(Kind.ELAPSED);
        public static final Input RETRY = new Plain(Kind.RETRY);
        public static final Input RESUME = new Plain(Kind.RESUME);
        /** The run wants an effect while an operator holds the activity. */
        public static final Input HELD_UP = new Plain(Kind.HELD_UP);

        public static final Input CLOSE = new Plain(Kind.CLOSE);
    }

    /**
     * An operator holds it.
     *
     * @param by who, for people
     */
    record Pause(String by) implements Input {
        @Override
        public Kind kind() {
            return Kind.PAUSE;
        }
    }

    /**
     * A run came to its end.
     *
     * @param outcome what the activity answered
     * @param news whether a head newer than the tail is known
     */
    record RunEnded(Outcome outcome, boolean news) implements Input {
        @Override
        public Kind kind() {
            return Kind.RUN_ENDED;
        }
    }

    /**
     * The run's fetch failed.
     *
     * @param until when it is tried again
     */
    record FetchFailed(Instant until) implements Input {
        @Override
        public Kind kind() {
            return Kind.FETCH_FAILED;
        }
    }

    /**
     * What was waited for failed.
     *
     * @param until when the activity runs again
     */
    record WaitFailed(Instant until) implements Input {
        @Override
        public Kind kind() {
            return Kind.WAIT_FAILED;
        }
    }

    /**
     * The activity's code broke a rule or threw.
     *
     * @param reason for people
     */
    record Broke(String reason) implements Input {
        @Override
        public Kind kind() {
            return Kind.BROKE;
        }
    }
}
