package io.vedette.cli.serve;

import io.vedette.cli.Connection;
import io.vedette.cli.Exit;
import io.vedette.cli.HostPort;
import io.vedette.cli.Kinds;
import io.vedette.cli.Shutdown;
import io.vedette.cli.Stores;
import io.vedette.server.RegistryServer;
import io.vedette.server.storage.StorageBackend;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code vedette registry serve}. */
@Command(name = "serve", description = "Runs a registry server until it is told to stop.")
public final class ServeCommand implements Callable<Integer> {

    @Spec
    @Nullable
    CommandSpec spec;

    @Option(names = "--data", paramLabel = "DIR", required = true, description = "Where it keeps its journals.")
    @Nullable
    Path data;

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            defaultValue = Connection.DEFAULT_SERVER,
            description = "Where it listens; port 0 for any. Default: " + Connection.DEFAULT_SERVER + ".")
    HostPort listen = HostPort.parse(Connection.DEFAULT_SERVER);

    @Option(
            names = "--insecure",
            description =
                    "Allow another address than loopback, although nothing is encrypted and nobody is asked who he is.")
    boolean insecure;

    @Mixin
    Kinds plugins = new Kinds();

    @Override
    public Integer call() throws Exception {
        try (Shutdown shutdown = new Shutdown()) {
            Kinds.Loaded loaded = shutdown.add(plugins.load());
            StorageBackend storage = shutdown.add(Stores.open(Objects.requireNonNull(data)));
            RegistryServer server = shutdown.add(RegistryServer.builder(storage)
                    .listen(listen.host(), listen.port())
                    .insecure(insecure)
                    .workflows(loaded.kinds())
                    .build());
            InetSocketAddress address = server.start();
            Objects.requireNonNull(spec)
                    .commandLine()
                    .getErr()
                    .println("vedette: registry listens on "
                            + HostPort.of(address) + ", data in "
                            + data.toAbsolutePath().normalize());
            shutdown.await();
        }
        return Exit.OK;
    }
}
