package io.vedette.server.internal.process;

import io.vedette.domain.Command;
import io.vedette.domain.CommandId;
import io.vedette.domain.DerivedId;
import io.vedette.domain.EventId;
import io.vedette.domain.WorkflowId;
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

    /**
     * A step of a workflow. The same command may be needed again with other content, but not while neither the workflow
     * nor what it is told to has changed: so the versions of both are part of it.
     */
    static CommandKey of(WorkflowId workflow, long version, Command command, long targetVersion) {
        String step = command.getClass().getSimpleName();
        return new CommandKey(
                new CommandId(DerivedId.of("step:" + workflow + ":" + version + ":" + step + ":" + command.target()
                        + ":" + targetVersion)),
                Fingerprints.ofStep(step));
    }
}
