package io.vedette.observer.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import io.vedette.client.RegistryClient;
import io.vedette.client.RegistryClients;
import io.vedette.domain.Author;
import io.vedette.domain.Host;
import io.vedette.domain.HostPath;
import io.vedette.domain.Omissions;
import io.vedette.domain.RegistryCommand;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.Root;
import io.vedette.engine.Backoff;
import io.vedette.observer.Cause;
import io.vedette.observer.Initializer;
import io.vedette.observer.MoveOrder;
import io.vedette.observer.Observer;
import io.vedette.observer.Processor;
import io.vedette.observer.RepoInfo;
import io.vedette.observer.StrongError;
import io.vedette.observer.WeakError;
import io.vedette.server.RegistryServer;
import io.vedette.server.storage.MemoryStorage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A real registry, an observer with meters, and repositories whose last path segment says how their calls go: {@code
 * good}, {@code weak} (fails once), {@code strong}, {@code broken} (throws an Error), {@code hung}.
 */
final class ScriptedRun implements AutoCloseable, Initializer, Processor {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Author ADA = new Author("Ada <ada@example.com>");

    private final RegistryServer server = RegistryServer.builder(MemoryStorage.create(new UUID(1, 1)))
            .listen("127.0.0.1", 0)
            .build();
    private final RegistryClient client;
    private final List<String> secrets = new ArrayList<>();
    private final Observer observer;

    ScriptedRun(MeterRegistry meters) {
        client = RegistryClients.connect("127.0.0.1:" + server.start().getPort());
        client.execute(new RegistryCommand.CreateRegistry("exreg")).block(SOON);
        client.execute(new RegistryCommand.AddRoot(
                        "exreg", new Root(new RepoPath("/ex"), new Host("h1"), new HostPath("/data"))))
                .block(SOON);
        ObserverMetrics metrics = new ObserverMetrics();
        metrics.bindTo(meters);
        observer = Observer.builder(client)
                .registry("exreg")
                .prefixes("/ex")
                .initializer(this)
                .processor(this)
                .backoff(new Backoff(Duration.ofMillis(5), Duration.ofMillis(50)))
                .listener(metrics)
                .build();
        observer.watch().subscribe();
    }

    /** Adds repositories, and remembers their ids and paths as what no tag may say. */
    void add(List<String> paths) {
        Flux.fromIterable(paths)
                .flatMap(
                        path -> {
                            RepoId id = new RepoId(UUID.randomUUID());
                            secrets.add(path);
                            secrets.add(id.uuid().toString());
                            return client.execute(new RegistryCommand.InitRepo("exreg", id, new RepoPath(path), ADA));
                        },
                        64)
                .blockLast(Duration.ofMinutes(2));
    }

    List<String> idsAndPaths() {
        return secrets;
    }

    void stopServer() {
        server.close();
    }

    @Override
    public Mono<RepoInfo> getRepo(RepoId repo, Cause cause) {
        return Mono.just(cause.repository());
    }

    @Override
    public Mono<RepoInfo> initRepo(RepoId repo, Cause cause) {
        String path = cause.repository().path().value();
        return switch (path.substring(path.lastIndexOf('/') + 1)) {
            case "weak" -> cause.attempt() == 1 ? Mono.error(new WeakError("busy")) : made(cause);
            case "strong" -> Mono.error(new StrongError("no such directory"));
            case "broken" -> Mono.error(new AssertionError("broken"));
            case "hung" -> Mono.never();
            default -> made(cause);
        };
    }

    private static Mono<RepoInfo> made(Cause cause) {
        return Mono.just(cause.repository()
                .withShadow(new HostPath("/shadow/" + cause.repository().repo().uuid()), Omissions.NONE));
    }

    @Override
    public Mono<HostPath> moveRepo(MoveOrder order) {
        return Mono.error(new StrongError("not here"));
    }

    @Override
    public Mono<Void> enableRepo(RepoInfo info, Cause cause) {
        return Mono.empty();
    }

    @Override
    public Mono<Void> disableRepo(RepoId repo, Cause cause) {
        return Mono.empty();
    }

    @Override
    public void close() {
        observer.close(Duration.ZERO).block(SOON);
        client.close();
        server.close();
    }
}
