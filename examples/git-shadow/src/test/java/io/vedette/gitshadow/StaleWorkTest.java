package io.vedette.gitshadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vedette.gitshadow.internal.snapshot.ScanListener;
import io.vedette.observer.RepoInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A look at a tree, under way or still waiting, while its repository is closed and opened at another place. */
@Tag("slow")
class StaleWorkTest implements ScanListener {
    private final AtomicBoolean hold = new AtomicBoolean();
    private final CountDownLatch reading = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);
    private final AtomicInteger directories = new AtomicInteger();

    private Server server;
    private RepoInfo repo;

    @BeforeEach
    void start(@TempDir Path sandbox) throws IOException {
        server = Server.in(sandbox, options -> options.listener(this));
        repo = server.repo("foo");
        Trees.file(server.data, "foo/busy", "1");
        server.initAndEnable(repo);
    }

    @AfterEach
    void stop() {
        go.countDown();
        server.close();
    }

    @Override
    public void reading(Path file) {
        if (hold.get()) {
            reading.countDown();
            Server.await(go);
        }
    }

    @Override
    public void directory(Path directory, io.vedette.gitshadow.internal.snapshot.FileStat stat) {
        directories.incrementAndGet();
    }

    /** Otherwise a move could begin while the tree is still being read. */
    @Test
    @Tag("W32")
    void disablingCompletesOnlyWhenNothingReadsTheTreeAnyMore() throws Exception {
        givenALookThatIsHeld();

        CompletableFuture<Void> disabled = disable();

        await().until(() -> !server.status(repo).enabled());
        await().during(Duration.ofMillis(300)).until(() -> !disabled.isDone());
        hold.set(false);
        go.countDown();
        disabled.get(30, java.util.concurrent.TimeUnit.SECONDS);
        int looked = directories.get();
        Files.move(server.data.resolve("foo"), server.data.resolve("moved"));
        Trees.file(server.data, "foo/busy", "of somebody else");
        await().during(Duration.ofSeconds(2)).until(() -> directories.get() == looked);
        assertThat(Git.git(server.bare(repo), "rev-list", "--all").out()).hasLineCount(1);
    }

    /** Otherwise work that waited behind the closing would go on with the place it saw before. */
    @Test
    @Tag("W31")
    void workThatWaitedUsesThePlaceThatIsTrueWhenItsTurnComes() throws Exception {
        Path elsewhere = server.data.resolve("elsewhere");
        Trees.file(elsewhere, "busy", "at the new place");
        givenALookThatIsHeld();
        RepoInfo moved = Server.info("foo", elsewhere);

        CompletableFuture<Void> disabled = disable();
        CompletableFuture<Void> enabled =
                server.shadow.enableRepo(moved, Server.cause(moved, "enable")).toFuture();
        hold.set(false);
        go.countDown();
        disabled.get(30, java.util.concurrent.TimeUnit.SECONDS);
        enabled.get(30, java.util.concurrent.TimeUnit.SECONDS);
        server.enable(moved);
        Trees.file(server.data, "foo/busy", "3 at the old place");
        Trees.file(elsewhere, "new", "x");

        await().atMost(Server.SOON).untilAsserted(() -> Trees.assertSame(server.clone(moved), elsewhere));
        assertThat(Git.git(server.bare(repo), "log", "-p", "--all").out())
                .contains("at the new place")
                .doesNotContain("at the old place");
    }

    private void givenALookThatIsHeld() throws Exception {
        hold.set(true);
        Trees.file(server.data, "foo/busy", "2 at the old place");
        reading.await();
    }

    private CompletableFuture<Void> disable() {
        return server.shadow
                .disableRepo(repo.repo(), Server.cause(repo, "disable"))
                .toFuture();
    }
}
