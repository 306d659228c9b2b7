package io.vedette.cli.observe;

import io.vedette.cli.Clients;
import io.vedette.cli.Connection;
import io.vedette.cli.Exit;
import io.vedette.cli.HostPort;
import io.vedette.cli.Kinds;
import io.vedette.cli.PluginOptions;
import io.vedette.cli.Shutdown;
import io.vedette.cli.UserError;
import io.vedette.cli.metrics.ObserverPage;
import io.vedette.client.RegistryClient;
import io.vedette.gitshadow.GitShadow;
import io.vedette.gitshadow.Limits;
import io.vedette.observer.Initializer;
import io.vedette.observer.Observer;
import io.vedette.observer.ObserverBuilder;
import io.vedette.observer.plugin.Plugins;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code vedette observe}. */
@Command(
        name = "observe",
        description = "Runs an observer with the git-shadow file server or with plug-ins until it is told to stop.")
public final class ObserveCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final String GIT_LISTEN = "127.0.0.1:9418";
    private static final List<String> OF_GIT_SHADOW = List.of("--listen", "--max-files", "--max-bytes");

    @Spec
    @Nullable
    CommandSpec spec;

    @Option(
            names = "--registry",
            paramLabel = "HOST:PORT[,...]",
            defaultValue = "${env:VEDETTE_SERVER:-" + Connection.DEFAULT_SERVER + "}",
            description = "The registry server. Default: the environment's VEDETTE_SERVER, else "
                    + Connection.DEFAULT_SERVER + ".")
    String registry = Connection.DEFAULT_SERVER;

    @Option(names = "--name", paramLabel = "NAME", required = true, description = "The name of the registry to follow.")
    String name = "";

    @Option(
            names = "--prefix",
            paramLabel = "PATH",
            required = true,
            description = "Follow repositories at or below this path. May be given repeatedly.")
    List<String> prefixes = List.of();

    @Option(
            names = "--host",
            paramLabel = "HOST",
            required = true,
            description = "This file server's name, as the registry's roots have it.")
    String host = "";

    @Option(names = "--shadow", paramLabel = "DIR", required = true, description = "Where the shadows are kept.")
    @Nullable
    Path shadow;

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            defaultValue = GIT_LISTEN,
            description = "Where git clients connect; port 0 for any. Default: " + GIT_LISTEN + ".")
    HostPort listen = HostPort.parse(GIT_LISTEN);

    @Option(
            names = "--insecure",
            description =
                    "Allow another address than loopback, although nothing is encrypted and nobody is asked who he is.")
    boolean insecure;

    @Option(
            names = "--max-files",
            paramLabel = "N",
            defaultValue = "0",
            description = "Refuse directories with more files. Default: no limit.")
    long maxFiles;

    @Option(
            names = "--max-bytes",
            paramLabel = "N",
            defaultValue = "0",
            description = "Refuse directories with more bytes. Default: no limit.")
    long maxBytes;

    @Mixin
    PluginOptions plugins = new PluginOptions();

    @Option(
            names = "--metrics",
            paramLabel = "HOST:PORT",
            description = "Serve metrics for Prometheus at /metrics and the connection's health at /health; port 0 for"
                    + " any. Default: not at all.")
    @Nullable
    HostPort metrics;

    @Override
    public Integer call() throws Exception {
        try (Shutdown shutdown = new Shutdown()) {
            Plugins opened = shutdown.add(plugins.open(host, Objects.requireNonNull(shadow)));
            Initializer initializer = opened.initializer();
            if (initializer != null) {
                refuseOptionsOfGitShadow();
            }
            GitShadow files = initializer == null ? shutdown.add(fileServer()) : null;
            RegistryClient client = shutdown.add(Clients.connect(registry, Duration.ofSeconds(10)));
            ObserverBuilder settings = Observer.builder(client)
                    .name(host)
                    .registry(name)
                    .host(host)
                    .prefixes(prefixes.toArray(String[]::new))
                    .workflows(Kinds.known())
                    .initializer(files == null ? Objects.requireNonNull(initializer) : files)
                    .processor(files == null ? opened.processor() : opened.processorAfter(files));
            Observer observer = measured(settings, shutdown).build();
            shutdown.add(() -> observer.close(PATIENCE).block(PATIENCE.plusSeconds(1)));
            AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
            observer.watch().doFinally(end -> shutdown.stop()).subscribe(nothing -> {}, failure::set);
            commandLine().getErr().println(greeting(opened.names(), files));
            shutdown.await();
            Throwable ended = failure.get();
            if (ended != null) {
                throw new IllegalStateException("the observer ended: " + ended.getMessage(), ended);
            }
        }
        return Exit.OK;
    }

    /** What would have no effect is a mistake of whoever gave it. */
    private void refuseOptionsOfGitShadow() {
        for (String option : OF_GIT_SHADOW) {
            if (commandLine().getParseResult().hasMatchedOption(option)) {
                throw new UserError(
                        Exit.USAGE,
                        option + " is for the git-shadow file server, whose place a plug-in takes; leave it away");
            }
        }
    }

    private CommandLine commandLine() {
        return Objects.requireNonNull(spec).commandLine();
    }

    private GitShadow fileServer() {
        return GitShadow.builder(Objects.requireNonNull(shadow))
                .listen(listen.socket())
                .insecure(insecure)
                .policy(new Limits(maxFiles, maxBytes))
                .start();
    }

    private String greeting(List<String> pluginNames, @Nullable GitShadow files) {
        return "vedette: observing " + String.join(" ", prefixes) + " of registry " + name + " at " + registry
                + (pluginNames.isEmpty() ? "" : "; with plug-ins " + String.join(", ", pluginNames))
                + (files == null ? "" : "; git clients connect to git://" + HostPort.of(files.address()));
    }

    private ObserverBuilder measured(ObserverBuilder settings, Shutdown shutdown) {
        HostPort address = metrics;
        if (address == null) {
            return settings;
        }
        ObserverPage page = shutdown.add(ObserverPage.open(address, insecure));
        commandLine().getErr().println("vedette: metrics at http://" + HostPort.of(page.address()) + "/metrics");
        return page.follow(settings);
    }
}
