package io.vedette.server.internal.command;

import io.vedette.domain.Command;
import io.vedette.server.internal.state.Imports;
import io.vedette.server.internal.state.Registries;
import io.vedette.server.internal.state.RepoViews;
import io.vedette.server.storage.AppendReply.Appended;
import io.vedette.server.storage.CommandKey;
import io.vedette.server.storage.StorageBackend;
import java.time.InstantSource;
import java.util.OptionalLong;
import reactor.core.publisher.Mono;

/** Executes commands, one at a time for each aggregate: validate, then commit, then fold. */
public final class CommandHandler {

    private final StorageBackend storage;
    private final Registries registries;
    private final RepoViews repos;
    private final Imports imports;
    private final Mailboxes mailboxes;
    private final InstantSource clock;

    /**
     * Decides on the states of {@code registries} and {@code repos} and folds into them; refuses what {@code imports}
     * hold.
     */
    public CommandHandler(
            StorageBackend storage,
            Registries registries,
            RepoViews repos,
            Imports imports,
            Mailboxes mailboxes,
            InstantSource clock) {
        this.storage = storage;
        this.registries = registries;
        this.repos = repos;
        this.imports = imports;
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
        Aggregate aggregate = Aggregate.of(command, registries, repos, imports);
        return mailboxes.submit(
                command.target(),
                () -> new Execution(storage, clock, aggregate, command.target(), key, expected).run());
    }
}
