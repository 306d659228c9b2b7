package io.vedette.gitshadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vedette.gitshadow.internal.snapshot.ScanListener;
import io.vedette.observer.RepoInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

@Tag("slow")
class FollowTest {
    private static final Duration PROMISED = Duration.ofSeconds(5);

    private Server server;
    private RepoInfo repo;
    private Path tree;
    private String head = "";

    @BeforeEach
    void start(@TempDir Path sandbox) throws IOException {
        server = Server.in(sandbox);
        repo = server.repo("foo");
        tree = server.data.resolve("foo");
        Trees.file(tree, "a", "1");
        Trees.file(tree, "b", "1");
        Trees.file(tree, "d/e/f", "1");
        Trees.link(tree, "link", "a");
        server.initAndEnable(repo);
        head = head(repo);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aChangeBecomesACommit() throws IOException {
        Trees.file(tree, "new", "1");
        Trees.file(tree, "a", "2");
        Files.delete(tree.resolve("b"));

        follows();
        assertThat(Git.git(server.bare(repo), "log", "-1", "--format=%s").out())
                .matches("Changes of 20[0-9TZ:-]+: 1 added, 1 modified, 1 deleted");
    }

    @Test
    void aRenamedDirectoryIsFollowedUnderItsNewName() throws IOException {
        Files.move(tree.resolve("d"), tree.resolve("renamed"));
        follows();

        Trees.file(tree, "renamed/e/f", "2");
        follows();
    }

    @Test
    void aNewDirectoryIsFollowed() throws IOException {
        Files.createDirectories(tree.resolve("n/e/w"));
        Trees.file(tree, "n/e/w/x", "1");
        follows();

        Trees.file(tree, "n/e/w/x", "2");
        follows();
    }

    @Test
    void theExecuteBitAloneIsAChange() throws IOException {
        Trees.executable(tree.resolve("a"));
        follows();

        Files.setPosixFilePermissions(tree.resolve("a"), PosixFilePermissions.fromString("rw-r--r--"));
        follows();
    }

    @Test
    void aRetargetedLinkIsAChange() throws IOException {
        Files.delete(tree.resolve("link"));
        Trees.link(tree, "link", "b");

        follows();
    }

    @Test
    void fileAndDirectoryTakeEachOthersPlace() throws IOException {
        Files.delete(tree.resolve("a"));
        Trees.file(tree, "a/inner", "1");
        Trees.delete(tree.resolve("d"));
        Trees.file(tree, "d", "1");

        follows();
    }

    @Test
    void aChangeThatKeepsSizeAndModificationTimeIsSeen() throws IOException {
        FileTime time = Files.getLastModifiedTime(tree.resolve("a"));
        Files.writeString(tree.resolve("a"), "9");
        Files.setLastModifiedTime(tree.resolve("a"), time);

        follows();
    }

    @Test
    void touchedFilesMakeNoCommit() throws IOException {
        Files.setLastModifiedTime(tree.resolve("a"), FileTime.fromMillis(1_000_000));
        server.disable(repo);
        server.enable(repo);

        assertThat(Git.git(server.bare(repo), "rev-list", "--all").out()).hasLineCount(1);
    }

    @Test
    @Tag("slow")
    void aTreeThatKeepsChangingIsCommittedMeanwhile() throws Exception {
        Thread writer = new Thread(() -> {
            for (int i = 0; !Thread.currentThread().isInterrupted(); i++) {
                Trees.file(tree, "counter" + i % 50, "" + i);
                java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
            }
        });
        writer.start();
        try {
            await().atMost(Duration.ofSeconds(15)).until(() -> commits() >= 3);
        } finally {
            writer.interrupt();
            writer.join();
        }
        follows();
    }

    @Test
    void whatChangedWhileItWasClosedIsCommittedWhenItOpens() throws IOException {
        server.disable(repo);
        Trees.file(tree, "a", "2");

        server.enable(repo);

        Trees.assertSame(server.clone(repo), tree);
    }

    @Test
    void aDisabledRepositoryIsNotFollowed() throws IOException {
        RepoInfo other = server.repo("other");
        server.initAndEnable(other);
        String before = head(other);
        server.disable(repo);

        Trees.file(tree, "a", "2");
        Trees.file(server.data.resolve("other"), "x", "1");

        await().atMost(PROMISED).until(() -> !head(other).equals(before));
        assertThat(commits()).isEqualTo(1);
    }

    @Test
    void aVanishedDirectoryKeepsItsLastCommitAndIsReported() throws IOException {
        Path away = server.data.resolve("away");
        Files.move(tree, away);
        await().atMost(PROMISED.multipliedBy(2)).until(() -> {
            Files.writeString(away.resolve("a"), "x", StandardOpenOption.APPEND);
            return server.status(repo).failure() != null;
        });
        assertThat(server.status(repo).failure()).contains("does not exist: create it");
        assertThat(commits()).isEqualTo(1);

        Files.move(away, tree);

        await().atMost(PROMISED).until(() -> server.status(repo).failure() == null);
        follows();
    }

    @Test
    void aLookThatFailsWithAnErrorIsRepeated(@TempDir Path elsewhere) throws IOException {
        AtomicBoolean broken = new AtomicBoolean();
        ScanListener listener = new ScanListener() {
            @Override
            public void reading(Path file) {
                if (broken.get()) {
                    throw new NoClassDefFoundError("gone");
                }
            }
        };
        try (Server other = Server.in(elsewhere, o -> o.listener(listener))) {
            RepoInfo foo = other.repo("foo");
            other.initAndEnable(foo);
            broken.set(true);
            Trees.file(other.data, "foo/x", "1");
            await().until(() -> other.status(foo).failure() != null);

            broken.set(false);

            await().until(() -> other.status(foo).failure() == null);
            Trees.assertSame(other.clone(foo), other.data.resolve("foo"));
        }
    }

    @Test
    void aLookThatFindsNoThreadIsRepeated(@TempDir Path elsewhere) throws IOException {
        AtomicBoolean full = new AtomicBoolean();
        AtomicInteger refused = new AtomicInteger();
        Scheduler workers = Schedulers.fromExecutorService(
                new ThreadPoolExecutor(
                        2, 2, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Executors.defaultThreadFactory()) {
                    @Override
                    public <T> Future<T> submit(Callable<T> task) {
                        if (full.get()) {
                            refused.incrementAndGet();
                            throw new RejectedExecutionException("full");
                        }
                        return super.submit(task);
                    }
                });
        try (Server other = Server.in(elsewhere, o -> o.scheduler(workers))) {
            RepoInfo foo = other.repo("foo");
            other.initAndEnable(foo);
            full.set(true);
            Trees.file(other.data, "foo/x", "1");
            await().until(() -> refused.get() > 0);

            full.set(false);

            await().untilAsserted(() -> Trees.assertSame(other.clone(foo), other.data.resolve("foo")));
        } finally {
            workers.dispose();
        }
    }

    @Test
    void whatGitCannotHoldIsListedWhenItAppears() throws IOException {
        Files.createDirectories(tree.resolve("empty"));

        await().atMost(PROMISED).until(() -> server.status(repo).omissions().count() == 1);
    }

    /** The promise is kept by the commit; the clone that proves its content may take longer. */
    private void follows() {
        await().pollInterval(Duration.ofMillis(20))
                .atMost(PROMISED)
                .until(() -> !head(repo).equals(head));
        await().atMost(Server.SOON).untilAsserted(() -> Trees.assertSame(server.clone(repo), tree));
        head = head(repo);
    }

    private String head(RepoInfo info) {
        try {
            return Files.readString(server.bare(info).resolve("refs/heads/main"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long commits() {
        try (Stream<String> lines =
                Git.git(server.bare(repo), "rev-list", "--all").out().lines()) {
            return lines.count();
        }
    }
}
