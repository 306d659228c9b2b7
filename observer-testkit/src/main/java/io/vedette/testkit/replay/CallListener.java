package io.vedette.testkit.replay;

import io.vedette.domain.EventId;
import io.vedette.testkit.history.HistoryLine;

/** Is told of events and calls as they come, on the thread that replays. */
public interface CallListener {

    /** Is told nothing. */
    CallListener NONE = new CallListener() {};

    /**
     * An event arrives; what follows from it has not happened yet. An exception ends the replay and reaches its caller.
     *
     * @param id as the line has it; given to the event where it has none, in rising order
     */
    default void arrived(HistoryLine.Occurred line, EventId id) {}

    /** A call begins. */
    default void called(Call call) {}

    /**
     * A call has ended.
     *
     * @param outcome what it returned or how it failed; the same for the same result
     */
    default void ended(Call call, Outcome outcome) {}

    /** Tells this one and then another one. */
    default CallListener andThen(CallListener next) {
        if (this == NONE) {
            return next;
        }
        return next == NONE ? this : new BothListeners(this, next);
    }
}
