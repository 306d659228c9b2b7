package io.vedette.server.internal.process;

import io.vedette.domain.Command;
import io.vedette.server.internal.command.CommandHandler;
import io.vedette.server.internal.state.Registries;
import io.vedette.server.storage.CommandKey;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import reactor.core.publisher.Mono;

/**
 * What tasks work with.
 *
 * @param registries what is to be done
 * @param handler executes commands
 * @param random source of jitter
 */
record Office(Registries registries, CommandHandler handler, RandomGenerator random) {

    Mono<Void> post(CommandKey key, Command command) {
        return handler.execute(key, OptionalLong.empty(), command).then();
    }
}
