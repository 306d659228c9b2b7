package io.vedette.server;

import io.vedette.domain.Command;
import io.vedette.domain.CommandId;
import io.vedette.server.internal.command.CommandHandler;
import io.vedette.server.internal.command.Fingerprints;
import io.vedette.server.internal.command.Mailboxes;
import io.vedette.server.internal.state.Folded;
import io.vedette.server.internal.state.LogTime;
import io.vedette.server.internal.state.Retention;
import io.vedette.server.storage.AppendReply.Appended;
import io.vedette.server.storage.CommandKey;
import io.vedette.server.storage.StorageBackend;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.UUID;

/** Commands that a registry posts itself, posted by a test. */
record Offices(CommandHandler handler) {

    /** On all that is stored by now. */
    static Offices handler(StorageBackend storage) {
        Folded folded = Folded.of(storage, new LogTime(storage, InstantSource.system()), 100, Retention.STANDARD);
        folded.registries().load().block();
        return new Offices(
                new CommandHandler(storage, folded, new Mailboxes(Runnable::run, 10), InstantSource.system()));
    }

    Appended execute(Command command) {
        UUID id = UUID.randomUUID();
        Appended reply = handler.execute(
                        new CommandKey(new CommandId(id), Fingerprints.ofStep(id.toString())),
                        OptionalLong.empty(),
                        command)
                .block();
        if (reply == null) {
            throw new AssertionError("no reply");
        }
        return reply;
    }
}
