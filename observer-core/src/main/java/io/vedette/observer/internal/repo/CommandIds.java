package io.vedette.observer.internal.repo;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.NameBasedGenerator;
import io.vedette.domain.Command;
import io.vedette.domain.CommandId;
import java.util.UUID;

/**
 * Ids of the commands that report what was done: the UUIDv5 of the event that opened the step, the step, and the
 * command with all its fields.
 *
 * <p>A report whose answer was lost is posted again under the same id, also by the next process, and gets the first
 * answer. It never gets the answer to something else: another result is another id, and after a cleared error another
 * event opens the step. Should the text of a command differ between versions, the ids differ, and the repository's own
 * rules still take a repeated report for what it is.
 */
final class CommandIds {

    private static final NameBasedGenerator IDS = Generators.nameBasedGenerator(
            Generators.nameBasedGenerator(UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8"))
                    .generate("observer.vedette.io"));

    private CommandIds() {}

    static CommandId of(OpenStep open, Command command) {
        // NameBasedGenerator guards its digest itself.
        return new CommandId(IDS.generate(open.input().id() + " " + open.label() + " " + command));
    }
}
