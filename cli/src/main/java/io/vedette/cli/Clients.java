package io.vedette.cli;

import io.vedette.client.RegistryClient;
import java.time.Duration;

/** Opens clients the way the program wants them. */
public final class Clients {

    private Clients() {}

    /**
     * A client; nothing is sent before the first call.
     *
     * @param servers as HOST:PORT, several separated by commas
     * @param timeout for one call
     */
    public static RegistryClient connect(String servers, Duration timeout) {
        throw new UnsupportedOperationException(servers + timeout);
    }
}
