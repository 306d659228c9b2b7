package io.vedette.server.system;

import io.vedette.client.ClientConfig;
import io.vedette.client.RegistryClient;
import io.vedette.client.RegistryClients;
import io.vedette.domain.HostPath;
import io.vedette.domain.RegistryCommand;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.Root;
import io.vedette.observer.Observer;
import io.vedette.observer.ObserverBuilder;
import io.vedette.server.RegistryServer;
import io.vedette.server.storage.MemoryStorage;
import io.vedette.server.storage.RocksOptions;
import io.vedette.server.storage.RocksStorage;
import io.vedette.server.storage.StorageBackend;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** A registry server on loopback behind a line that can break, and what talks to it. Closes all of it. */
final class LiveRegistry implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(50);

    final FaultProxy line = new FaultProxy();
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private CountedStorage storage;
    private RegistryServer server;

    /** Serves a store. */
    static LiveRegistry on(StorageBackend storage) {
        return new LiveRegistry().serve(storage);
    }

    static LiveRegistry inMemory() {
        return on(memory());
    }

    static StorageBackend memory() {
        return MemoryStorage.create(new UUID(1, 1));
    }

    static StorageBackend rocks(Path directory) {
        return RocksStorage.open(directory, RocksOptions.defaults(UUID.randomUUID()));
    }

    /** Serves a store, from now on also to those who are connected. */
    LiveRegistry serve(StorageBackend other) {
        storage = other instanceof CountedStorage counted ? counted : new CountedStorage(other);
        server = RegistryServer.builder(storage).listen("127.0.0.1", 0).build();
        line.to(server.start().getPort());
        return this;
    }

    /** Stops the server and closes its store. */
    void stop() {
        server.close();
        storage.close();
    }

    RegistryServer server() {
        return server;
    }

    CountedStorage storage() {
        return storage;
    }

    Scribe scribe() {
        return new Scribe(storage);
    }

    /** A client with the usual settings. */
    RegistryClient client() {
        return client(ClientConfig.of(line.address()));
    }

    RegistryClient client(ClientConfig config) {
        return closing(RegistryClients.connect(config));
    }

    /** Settings of an observer of /ex/a, with a client of its own. */
    ObserverBuilder observer(RecordingFiles files) {
        return observer(files, client());
    }

    ObserverBuilder observer(RecordingFiles files, RegistryClient client) {
        return Observer.builder(client)
                .registry("exreg")
                .prefixes("/ex/a")
                .initializer(files)
                .processor(files);
    }

    Observer start(ObserverBuilder settings) {
        Observer observer = closing(settings.build());
        observer.watch().subscribe(nothing -> {}, error -> {});
        return observer;
    }

    <T extends AutoCloseable> T closing(T part) {
        opened.push(part);
        return part;
    }

    static void createRegistry(RegistryClient client) {
        client.execute(new RegistryCommand.CreateRegistry("exreg")).block(PATIENCE);
        client.execute(new RegistryCommand.AddRoot(
                        "exreg", new Root(new RepoPath("/ex"), Scribe.HOST, new HostPath("/data/ex"))))
                .block(PATIENCE);
    }

    static void initRepo(RegistryClient client, RepoId repo, String path) {
        client.execute(new RegistryCommand.InitRepo("exreg", repo, new RepoPath(path), Scribe.ADA))
                .block(PATIENCE);
    }

    static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(condition);
    }

    /** All activities sleep: nothing is read, called, waited for or tried again. */
    static void awaitAsleep(Observer observer, int activities) {
        await(() -> observer.counts().activities() == activities
                && observer.counts().sleeping() == activities);
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable part : opened) {
            part.close();
        }
        stop();
        line.close();
    }
}
