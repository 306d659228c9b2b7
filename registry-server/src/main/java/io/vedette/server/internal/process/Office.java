package io.vedette.server.internal.process;

import io.vedette.domain.Command;
import io.vedette.domain.Recorded;
import io.vedette.domain.RegistryId;
import io.vedette.server.internal.command.CommandHandler;
import io.vedette.server.internal.state.Registries;
import io.vedette.server.storage.CommandKey;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What tasks work with.
 *
 * @param registries what is to be done
 * @param handler executes commands
 * @param random source of jitter
 */
record Office(Registries registries, CommandHandler handler, RandomGenerator random) {

    /** The events of a registry after a version; each is folded before it comes. */
    Flux<Recorded> eventsOf(RegistryId registry, long after) {
        return registries.read(registry, after);
    }

    Mono<Void> post(CommandKey key, Command command) {
        return handler.execute(key, OptionalLong.empty(), command).then();
    }
}
