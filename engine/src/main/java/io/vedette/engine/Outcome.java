package io.vedette.engine;

import java.time.Instant;
import reactor.core.publisher.Mono;

/** How a run ended, and so how the activity rests. */
public sealed interface Outcome {

    /** All is done until the next signal. */
    record Sleep() implements Outcome {}

    /**
     * Something else must happen first. Signals that come meanwhile are kept.
     *
     * @param what for people, as "the release of repo 0192… by host h1"
     * @param until the wait is over when it completes; when it fails, after a back-off of the engine
     */
    record Wait(String what, Mono<?> until) implements Outcome {}

    /**
     * Something else must happen first, of which a signal or a {@link LazyEngine#wake} will tell. Costs no timer and no
     * subscription, however long it lasts.
     *
     * @param what for people, as "RELEASED by the former owner"
     */
    record Await(String what) implements Outcome {}

    /**
     * A step failed and is due again later. A signal makes the activity run earlier; it decides then whether the step's
     * input is new, and answers the old deadline if not. A deadline that was over when the run began is put off by the
     * smallest back-off.
     *
     * @param until when the step is due, by the engine's clock; beyond all times means that only a signal helps
     * @param why for people
     */
    record BackOff(Instant until, String why) implements Outcome {}

    /**
     * Nothing more happens before an operator's retry.
     *
     * @param reason for people; names the next step
     */
    record Park(String reason) implements Outcome {}

    /** The activity is over and leaves the engine. */
    record End() implements Outcome {}

    /** All is done until the next signal. */
    static Outcome sleep() {
        return Outcomes.SLEEP;
    }

    /** The activity is over and leaves the engine. */
    static Outcome end() {
        return Outcomes.END;
    }
}
