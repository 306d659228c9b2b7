package io.vedette.minimal;

import io.vedette.client.RegistryClient;
import io.vedette.client.RegistryClients;
import io.vedette.observer.Observer;
import java.util.function.Consumer;

/**
 * Follows the repositories of a registry below a path, counts how often one is opened to clients, and prints it.
 *
 * <pre>java io.vedette.minimal.Minimal HOST:PORT REGISTRY PREFIX</pre>
 */
public final class Minimal {

    private Minimal() {}

    /** Runs until the process is stopped. */
    public static void main(String[] args) {
        if (args.length != 3) {
            System.err.println("usage: Minimal HOST:PORT REGISTRY PREFIX");
            System.exit(2);
        }
        try (RegistryClient client = RegistryClients.connect(args[0]);
                Observer observer = observer(client, args[1], args[2], System.out::println)) {
            Runtime.getRuntime().addShutdownHook(new Thread(observer::close));
            observer.watch().block();
        }
    }

    /** An observer that has not begun. */
    static Observer observer(RegistryClient client, String registry, String prefix, Consumer<String> out) {
        return Observer.builder(client)
                .registry(registry)
                .prefixes(prefix)
                .initializer(new NoFiles())
                .processor(new CountingProcessor(out))
                .build();
    }
}
