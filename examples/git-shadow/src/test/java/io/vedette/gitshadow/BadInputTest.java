package io.vedette.gitshadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vedette.gitshadow.internal.snapshot.ScanListener;
import io.vedette.observer.RepoInfo;
import io.vedette.observer.StrongError;
import io.vedette.observer.WeakError;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;

class BadInputTest {
    @TempDir
    Path sandbox;

    @Test
    void directoryThatIsNotThereIsNamed() throws IOException {
        try (Server server = Server.in(sandbox)) {
            Path missing = server.data.resolve("no\nsuch");

            assertThatThrownBy(() -> server.init(Server.info("foo", missing)))
                    .isInstanceOf(StrongError.class)
                    .hasMessage("directory " + server.data
                            + "/no\\x0asuch does not exist: create it or correct the path of the root");
        }
    }

    @Test
    void fileInPlaceOfTheDirectoryIsNamed() throws IOException {
        try (Server server = Server.in(sandbox)) {
            Path file = Trees.file(server.data, "foo", "x");

            assertThatThrownBy(() -> server.init(Server.info("foo", file)))
                    .isInstanceOf(StrongError.class)
                    .hasMessageContaining("is a regular file, not a directory");
        }
    }

    @Test
    void nameThatIsNotUtf8IsShownEscaped() throws IOException {
        try (Server server = Server.in(sandbox)) {
            RepoInfo repo = server.repo("foo");
            Trees.file(server.data, "foo/good", "x");
            Files.createDirectories(server.data.resolve("foo/Ordner é"));
            Path bad = Path.of(URI.create(server.data.toUri() + "foo/Ordner%20%C3%A9/caf%E9.txt"));
            Files.write(bad, new byte[1]);

            assertThatThrownBy(() -> server.init(repo))
                    .isInstanceOf(StrongError.class)
                    .hasMessageStartingWith("file name is not UTF-8: Ordner é/caf\\xe9.txt in ");
            assertThat(server.shadowNames()).isEmpty();
            assertThat(server.temporaries()).isEmpty();
            Files.delete(bad);
        }
    }

    @Test
    void linkTargetThatIsNotUtf8IsHeld() throws IOException {
        try (Server server = Server.in(sandbox)) {
            RepoInfo repo = server.repo("foo");
            Path target = Path.of("")
                    .toAbsolutePath()
                    .relativize(Path.of(URI.create(Path.of("").toAbsolutePath().toUri() + "caf%E9")));
            Files.createSymbolicLink(server.data.resolve("foo/link"), target);

            server.init(repo);

            assertThat(Git.git(server.bare(repo), "cat-file", "blob", "main:link")
                            .bytes())
                    .isEqualTo(new byte[] {'c', 'a', 'f', (byte) 0xe9});
        }
    }

    @Test
    void fileThatChangesOnceWhileItIsReadIsReadAgain() throws IOException {
        AtomicInteger reads = new AtomicInteger();
        try (Server server = Server.in(
                sandbox,
                o -> o.listener(whileReading("busy", file -> {
                    if (reads.incrementAndGet() == 1) {
                        Files.writeString(file, "longer than before", StandardOpenOption.APPEND);
                    }
                })))) {
            RepoInfo repo = server.repo("foo");
            Trees.file(server.data, "foo/busy", "x");

            server.initAndEnable(repo);

            Trees.assertSame(server.clone(repo), server.data.resolve("foo"));
            assertThat(reads.get()).isGreaterThan(1);
        }
    }

    @Test
    void largeFileThatShrinksWhileItIsReadIsReadAgain() throws IOException {
        AtomicInteger reads = new AtomicInteger();
        try (Server server = Server.in(
                sandbox,
                o -> o.listener(whileReading("busy", file -> {
                    if (reads.incrementAndGet() == 1) {
                        Files.write(file, new byte[1_000_000]);
                    }
                })))) {
            RepoInfo repo = server.repo("foo");
            Trees.file(server.data, "foo/busy", new byte[5_000_000]);

            server.initAndEnable(repo);

            Trees.assertSame(server.clone(repo), server.data.resolve("foo"));
            assertThat(Git.git(server.bare(repo), "fsck", "--strict").errors()).isEmpty();
        }
    }

    @Test
    void fileThatNeverStandsStillIsAWeakError() throws IOException {
        try (Server server = Server.in(
                sandbox,
                o -> o.listener(
                        whileReading("busy", file -> Files.writeString(file, "more", StandardOpenOption.APPEND))))) {
            RepoInfo repo = server.repo("foo");
            Trees.file(server.data, "foo/busy", "x");

            assertThatThrownBy(() -> server.init(repo))
                    .isInstanceOf(WeakError.class)
                    .hasMessageContaining("foo/busy changes all the time while it is read");
            assertThat(server.shadowNames()).isEmpty();
            assertThat(server.temporaries()).isEmpty();
        }
    }

    @Test
    void fileThatNeverStandsStillDoesNotHoldUpTheOthersLater() throws IOException {
        AtomicBoolean busy = new AtomicBoolean();
        try (Server server = Server.in(
                sandbox,
                o -> o.listener(whileReading("busy", file -> {
                    if (busy.get()) {
                        Files.writeString(file, "more", StandardOpenOption.APPEND);
                    }
                })))) {
            RepoInfo repo = server.repo("foo");
            Path tree = server.data.resolve("foo");
            Trees.file(tree, "busy", "first");
            server.initAndEnable(repo);

            busy.set(true);
            Trees.file(tree, "busy", "second");
            Trees.file(tree, "other", "x");

            Awaitility.await()
                    .until(() -> Git.attempt(server.bare(repo), new byte[0], "cat-file", "-e", "main:other")
                                    .exit()
                            == 0);
            assertThat(Git.git(server.bare(repo), "cat-file", "blob", "main:busy")
                            .out())
                    .isEqualTo("first");
            Awaitility.await()
                    .untilAsserted(
                            () -> assertThat(server.status(repo).failure()).contains("foo/busy changes all the time"));

            busy.set(false);

            Awaitility.await().untilAsserted(() -> Trees.assertSame(server.clone(repo), tree));
            Awaitility.await().until(() -> server.status(repo).failure() == null);
        }
    }

    @Test
    void fileThatVanishesWhileItIsReadIsLeftOut() throws IOException {
        try (Server server = Server.in(sandbox, o -> o.listener(whileReading("busy", Files::deleteIfExists)))) {
            RepoInfo repo = server.repo("foo");
            Trees.file(server.data, "foo/busy", "x");
            Trees.file(server.data, "foo/other", "x");

            server.init(repo);

            assertThat(Git.git(server.bare(repo), "ls-tree", "-r", "--name-only", "main")
                            .out())
                    .isEqualTo("other");
        }
    }

    @Test
    void directoryThatVanishesWhileItIsReadIsLeftOut() throws IOException {
        Path gone = sandbox.resolve("data/foo/d");
        try (Server server = Server.in(sandbox, o -> o.listener(whileReading("gone", file -> Trees.delete(gone))))) {
            RepoInfo repo = server.repo("foo");
            Trees.file(server.data, "foo/d/gone", "x");
            Trees.file(server.data, "foo/other", "x");

            server.init(repo);

            assertThat(Git.git(server.bare(repo), "ls-tree", "-r", "--name-only", "main")
                            .out())
                    .isEqualTo("other");
        }
    }

    @Test
    void wholeDirectoryThatVanishesWhileItIsReadIsNamed() throws IOException {
        Path tree = sandbox.resolve("data/foo");
        try (Server server = Server.in(sandbox, o -> o.listener(whileReading("gone", file -> Trees.delete(tree))))) {
            RepoInfo repo = server.repo("foo");
            Trees.file(tree, "d/gone", "x");
            Trees.file(tree, "z", "x");

            assertThatThrownBy(() -> server.init(repo))
                    .isInstanceOf(StrongError.class)
                    .hasMessageContaining("data/foo does not exist: create it");
            assertThat(server.shadowNames()).isEmpty();
            assertThat(server.temporaries()).isEmpty();
        }
    }

    @Test
    void directoryThatBecomesAFileWhileItIsReadIsTriedAgain() throws IOException {
        Path inner = sandbox.resolve("data/foo/d");
        try (Server server = Server.in(
                sandbox,
                o -> o.listener(whileReading("first", file -> {
                    Trees.delete(inner);
                    Files.writeString(inner, "a file now");
                })))) {
            RepoInfo repo = server.repo("foo");
            Trees.file(inner, "first", "x");
            Trees.file(inner, "second", "x");

            assertThatThrownBy(() -> server.init(repo)).isInstanceOf(WeakError.class);
            assertThat(server.temporaries()).isEmpty();

            server.init(repo);

            assertThat(Git.git(server.bare(repo), "cat-file", "blob", "main:d").out())
                    .isEqualTo("a file now");
        }
    }

    @Test
    void fileThatBecomesALinkWhileItIsReadIsNotFollowed() throws IOException {
        Path secret = Trees.file(sandbox, "secret", "secret");
        try (Server server = Server.in(
                sandbox,
                o -> o.listener(whileReading("busy", file -> {
                    Files.delete(file);
                    Files.createSymbolicLink(file, secret);
                })))) {
            RepoInfo repo = server.repo("foo");
            Trees.file(server.data, "foo/busy", "x");

            assertThatThrownBy(() -> server.init(repo)).isInstanceOf(WeakError.class);
        }
    }

    @Test
    void cancelledInitLeavesNothing() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        try (Server server = Server.in(
                sandbox,
                o -> o.listener(whileReading("b", file -> {
                    reading.countDown();
                    Server.await(go);
                })))) {
            RepoInfo repo = server.repo("foo");
            Trees.file(server.data, "foo/a", "x");
            Trees.file(server.data, "foo/b", "x");
            Trees.file(server.data, "foo/c", "x");

            Disposable init = server.shadow
                    .initRepo(repo.repo(), Server.cause(repo, "init"))
                    .subscribe();
            reading.await();
            init.dispose();
            go.countDown();

            Awaitility.await().until(() -> server.temporaries().isEmpty());
            assertThat(server.shadowNames()).isEmpty();
        }
    }

    @Test
    void closeStopsAnInitInTheMiddleOfALargeFile() throws Exception {
        Server server = Server.in(sandbox);
        RepoInfo repo = server.repo("foo");
        try (RandomAccessFile large =
                new RandomAccessFile(server.data.resolve("foo/large").toFile(), "rw")) {
            large.setLength(16L << 30);
        }
        var init =
                server.shadow.initRepo(repo.repo(), Server.cause(repo, "init")).toFuture();
        Awaitility.await().until(() -> bytesOf(server.shadows.resolve(".tmp")) > 50_000);

        server.close();

        Awaitility.await().untilAsserted(() -> assertThat(server.temporaries()).isEmpty());
        assertThat(server.shadowNames()).isEmpty();
        assertThatThrownBy(() -> init.get(5, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
    }

    @Test
    void closeInterruptsAnInitThatDoesNotLookWhetherItShallStop() throws Exception {
        CompletableFuture<Thread> stuck = new CompletableFuture<>();
        CountDownLatch interrupted = new CountDownLatch(1);
        Server server = Server.in(
                sandbox,
                o -> o.listener(whileReading("slow", file -> {
                    stuck.complete(Thread.currentThread());
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                    }
                })));
        RepoInfo repo = server.repo("foo");
        Trees.file(server.data, "foo/slow", "x");
        Trees.file(server.data, "foo/slower", "x");
        var init =
                server.shadow.initRepo(repo.repo(), Server.cause(repo, "init")).toFuture();
        Thread worker = stuck.get();

        server.close();

        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        Awaitility.await().untilAsserted(() -> assertThat(server.temporaries()).isEmpty());
        assertThat(server.shadowNames()).isEmpty();
        assertThatThrownBy(() -> init.get(5, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
        Awaitility.await().until(() -> !worker.isAlive());
    }

    @Test
    void anErrorOfTheVirtualMachineIsSignalled() throws IOException {
        try (Server server = Server.in(
                sandbox,
                o -> o.listener(whileReading("bad", file -> {
                    throw new NoClassDefFoundError("gone");
                })))) {
            RepoInfo repo = server.repo("foo");
            Trees.file(server.data, "foo/bad", "x");

            assertThatThrownBy(() -> server.init(repo)).isInstanceOf(NoClassDefFoundError.class);
            assertThat(server.temporaries()).isEmpty();
        }
    }

    private static long bytesOf(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (UncheckedIOException e) {
            return 0;
        }
    }

    private interface Deed {
        void to(Path file) throws IOException;
    }

    private static ScanListener whileReading(String prefix, Deed deed) {
        return new ScanListener() {
            @Override
            public void reading(Path file) {
                if (file.getFileName().toString().startsWith(prefix)) {
                    try {
                        deed.to(file);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            }
        };
    }
}
