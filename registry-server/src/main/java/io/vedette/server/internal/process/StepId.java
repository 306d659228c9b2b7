package io.vedette.server.internal.process;

import io.vedette.domain.CommandId;
import io.vedette.domain.DerivedId;
import io.vedette.domain.EventId;
import io.vedette.server.internal.command.Fingerprints;
import io.vedette.server.storage.CommandKey;

/**
 * Ids of commands that the registry posts itself: derived from the event that causes the command and from the step. A step
 * that is done twice, as after a crash between two steps, is the same command twice.
 */
final class StepId {

    private StepId() {}

    /** The same step has the same key whatever it would do now: what it did the first time holds. */
    static CommandKey of(EventId cause, String step) {
        return new CommandKey(new CommandId(DerivedId.of("step:" + cause + ":" + step)), Fingerprints.ofStep(step));
    }
}
