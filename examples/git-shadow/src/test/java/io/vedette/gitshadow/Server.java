package io.vedette.gitshadow;

import io.vedette.domain.Author;
import io.vedette.domain.EventId;
import io.vedette.domain.Host;
import io.vedette.domain.HostPath;
import io.vedette.domain.Omissions;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.observer.Cause;
import io.vedette.observer.RepoInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/** A file server under test, with its data and shadow folders in a sandbox. */
final class Server implements AutoCloseable {
    static final Duration SOON = Duration.ofSeconds(30);

    final Path sandbox;
    final Path data;
    final Path shadows;
    final GitShadow shadow;

    private Server(Path sandbox, UnaryOperator<GitShadowBuilder> options) throws IOException {
        this.sandbox = sandbox;
        this.data = Files.createDirectories(sandbox.resolve("data"));
        this.shadows = sandbox.resolve("shadow");
        this.shadow = options.apply(GitShadow.builder(shadows)).start();
    }

    static Server in(Path sandbox) throws IOException {
        return new Server(sandbox, options -> options);
    }

    static Server in(Path sandbox, UnaryOperator<GitShadowBuilder> options) throws IOException {
        return new Server(sandbox, options);
    }

    /** A repository of the directory {@code data/name}, which is made if it is missing. */
    RepoInfo repo(String name) throws IOException {
        return info(name, Files.createDirectories(data.resolve(name)));
    }

    static RepoInfo info(String name, Path directory) {
        return new RepoInfo(
                new RepoId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))),
                RegistryId.ofName("exreg"),
                new RepoPath("/demo/" + name),
                new Author("Ada <ada@example.com>"),
                new Host("localhost"),
                new HostPath(RawNames.text(directory)),
                null,
                Omissions.NONE);
    }

    static Cause cause(RepoInfo info, String step) {
        return new Cause(info, new EventId(1, 1), step, 1);
    }

    RepoInfo init(RepoInfo info) {
        return get(shadow.initRepo(info.repo(), cause(info, "init")));
    }

    void enable(RepoInfo info) {
        RepoInfo found = get(shadow.getRepo(info.repo(), cause(info, "enable")));
        shadow.enableRepo(found, cause(info, "enable")).block(SOON);
    }

    void disable(RepoInfo info) {
        shadow.disableRepo(info.repo(), cause(info, "disable")).block(SOON);
    }

    RepoInfo initAndEnable(RepoInfo info) {
        RepoInfo made = init(info);
        enable(made);
        return made;
    }

    ShadowStatus status(RepoInfo info) {
        return get(shadow.status(info.repo()));
    }

    static <T> T get(Mono<T> mono) {
        return Objects.requireNonNull(mono.block(SOON));
    }

    /** For listeners, which must not throw. */
    static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    Path bare(RepoInfo info) {
        return shadows.resolve(info.repo() + ".git");
    }

    String url(String path) {
        return "git://" + shadow.address().getHostString() + ":"
                + shadow.address().getPort() + path;
    }

    /** Clones over the network. */
    Path clone(RepoInfo info) throws IOException {
        Path target = Files.createTempDirectory(sandbox, "clone");
        Git.git(sandbox, "clone", "-q", url(info.path().value()), target.toString());
        return target;
    }

    /** What lies in the shadow folder, but for the lock and the folder of temporary files. */
    List<String> shadowNames() throws IOException {
        try (Stream<Path> names = Files.list(shadows)) {
            return names.map(p -> p.getFileName().toString())
                    .filter(n -> !n.equals(".lock") && !n.equals(".tmp"))
                    .sorted()
                    .toList();
        }
    }

    List<Path> temporaries() throws IOException {
        try (Stream<Path> names = Files.list(shadows.resolve(".tmp"))) {
            return names.toList();
        }
    }

    @Override
    public void close() {
        shadow.close();
    }
}
