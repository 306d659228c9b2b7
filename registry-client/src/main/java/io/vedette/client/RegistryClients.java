package io.vedette.client;

import io.vedette.client.internal.GrpcRegistryClient;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Makes clients. */
public final class RegistryClients {

    private RegistryClients() {}

    /**
     * A client of the registry at one or more addresses, with the usual settings. Connects when it is first used.
     *
     * @param addresses as {@code HOST:PORT[,HOST:PORT...]}
     * @throws IllegalArgumentException if they are something else
     */
    public static RegistryClient connect(String addresses) {
        return connect(ClientConfig.of(addresses));
    }

    /** A client with these settings. Connects when it is first used. */
    public static RegistryClient connect(ClientConfig config) {
        // A clock of its own: threads that others use too would stand still with whoever blocks them.
        Scheduler clock = Schedulers.newSingle("vedette-client-clock", true);
        return new GrpcRegistryClient(config, clock, clock::dispose);
    }
}
