package io.vedette.cli;

import io.vedette.client.RegistryClient;
import io.vedette.server.RegistryServer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The options that say which registry server a command talks to. */
public final class Connection {

    /** Where a registry server listens unless told otherwise. */
    public static final String DEFAULT_SERVER = "127.0.0.1:" + RegistryServer.DEFAULT_PORT;

    @Option(
            names = "--server",
            paramLabel = "HOST:PORT[,...]",
            defaultValue = "${env:VEDETTE_SERVER:-" + DEFAULT_SERVER + "}",
            description =
                    "The registry server. Default: the environment's VEDETTE_SERVER, else " + DEFAULT_SERVER + ".")
    String server = DEFAULT_SERVER;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "10s",
            description = "How long to wait for an answer, as 10s. Default: 10s.")
    Duration timeout = Duration.ofSeconds(10);

    /** Opens a client; nothing is sent before the first call. */
    public RegistryClient open() {
        return Clients.connect(server, timeout);
    }

    /** Waits for the one result of a call. */
    public static <T> @Nullable T await(Mono<T> call) {
        return call.block();
    }

    /** Goes through the results of a call as they come. */
    public static <T> Iterable<T> each(Flux<T> call) {
        return call.toIterable(256);
    }
}
