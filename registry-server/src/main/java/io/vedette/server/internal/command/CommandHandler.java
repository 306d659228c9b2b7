package io.vedette.server.internal.command;

import io.vedette.domain.Command;
import io.vedette.server.internal.state.Folded;
import io.vedette.server.storage.AppendReply.Appended;
import io.vedette.server.storage.CommandKey;
import io.vedette.server.storage.StorageBackend;
import java.time.InstantSource;
import java.util.OptionalLong;
import reactor.core.publisher.Mono;

/** Executes commands, one at a time for each aggregate: validate, then commit, then fold. */
public final class CommandHandler {

    private final StorageBackend storage;
    private final Folded folded;
    private final Mailboxes mailboxes;
    private final InstantSource clock;

    /** Decides on what is folded, and folds into it. */
    public CommandHandler(StorageBackend storage, Folded folded, Mailboxes mailboxes, InstantSource clock) {
        this.storage = storage;
        this.folded = folded;
        this.mailboxes = mailboxes;
        this.clock = clock;
    }

    /**
     * Executes a command.
     *
     * @param expected the version that the aggregate must have
     * @return the stored reply, or {@link io.vedette.server.internal.Refused}; another error means that the outcome is
     *     unknown, and that the same command can be sent again
     */
    public Mono<Appended> execute(CommandKey key, OptionalLong expected, Command command) {
        Aggregate aggregate = Aggregate.of(command, folded);
        return mailboxes.submit(
                command.target(),
                () -> new Execution(storage, clock, aggregate, command.target(), key, expected).run());
    }
}
