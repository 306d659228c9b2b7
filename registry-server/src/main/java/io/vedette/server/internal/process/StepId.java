package io.vedette.server.internal.process;

import com.fasterxml.uuid.Generators;
import io.vedette.domain.CommandId;
import io.vedette.domain.EventId;
import io.vedette.server.internal.command.Fingerprints;
import io.vedette.server.storage.CommandKey;
import java.util.UUID;

/**
 * Ids of commands that the registry posts itself: the UUIDv5 of the event that causes the command and of the step. A step
 * that is done twice, as after a crash between two steps, is the same command twice.
 */
final class StepId {

    /** UUIDv5 of {@code vedette.io} in the namespace of DNS names: the namespace of all derived ids. */
    private static final UUID NAMESPACE = Generators.nameBasedGenerator(
                    UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8"))
            .generate("vedette.io");

    private StepId() {}

    /** The same step has the same key whatever it would do now: what it did the first time holds. */
    static CommandKey of(EventId cause, String step) {
        UUID id = Generators.nameBasedGenerator(NAMESPACE).generate("step:" + cause + ":" + step);
        return new CommandKey(new CommandId(id), Fingerprints.ofStep(step));
    }
}
