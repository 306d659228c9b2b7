package io.vedette.cli;

import io.vedette.client.ClientConfig;
import io.vedette.client.RegistryClient;
import io.vedette.client.RegistryClients;
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
        // One attempt may take the whole time; until it is over a registry that is only just starting is tried again.
        return RegistryClients.connect(
                ClientConfig.of(servers).withDeadline(timeout).withAttempts(Integer.MAX_VALUE, timeout));
    }
}
