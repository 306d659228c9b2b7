package io.vedette.gitshadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vedette.domain.RepoPath;
import io.vedette.observer.RepoInfo;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class ServeTest {
    private static final byte[] NONE = new byte[0];
    private static final int LARGE = 30_000_000;

    @TempDir
    Path sandbox;

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "2"})
    void aRefusedClientSeesTheReason(String protocol) throws IOException {
        try (Server server = Server.in(sandbox)) {
            RepoInfo made = server.repo("made");
            server.init(made);
            RepoInfo closed = server.repo("closed");
            server.initAndEnable(closed);
            server.disable(closed);

            for (String path : new String[] {"/demo/unknown", "/demo/made", "/demo/closed", "/demo/closed.git"}) {
                assertThat(attempt("protocol.version=" + protocol, server.url(path)))
                        .contains("fatal: remote error: repository " + path + " is not enabled");
            }
        }
    }

    @Test
    void theDotGitAndASlashAtTheEndAreOptional() throws IOException {
        try (Server server = Server.in(sandbox)) {
            server.initAndEnable(server.repo("Проект 日本"));

            for (String end : new String[] {"", ".git", "/", ".git/"}) {
                assertThat(attempt("a.b=c", server.url("/demo/Проект 日本" + end)))
                        .isEmpty();
            }
        }
    }

    @Test
    void nobodyCanPush() throws IOException {
        try (Server server = Server.in(sandbox)) {
            RepoInfo repo = server.repo("foo");
            server.initAndEnable(repo);
            Path clone = server.clone(repo);

            Git.Result push = Git.attempt(clone, NONE, "push", "origin", "HEAD:refs/heads/other");

            assertThat(push.exit()).isNotZero();
            assertThat(Git.git(server.bare(repo), "branch").out()).isEqualTo("* main");
        }
    }

    @Test
    void enablingAgainWithAnotherPathMovesIt() throws IOException {
        try (Server server = Server.in(sandbox)) {
            RepoInfo repo = server.repo("foo");
            RepoInfo made = server.initAndEnable(repo);
            RepoInfo moved = new RepoInfo(
                    made.repo(),
                    made.registry(),
                    new RepoPath("/demo/bar"),
                    made.creator(),
                    made.host(),
                    made.hostPath(),
                    made.shadow(),
                    made.omissions());

            server.enable(moved);
            server.enable(moved);

            assertThat(attempt("a.b=c", server.url("/demo/bar"))).isEmpty();
            assertThat(attempt("a.b=c", server.url("/demo/foo"))).contains("repository /demo/foo is not enabled");
        }
    }

    @Test
    void disablingWaitsForARunningClone() throws Exception {
        try (Server server = Server.in(sandbox);
                Throttle throttle = new Throttle(server.shadow.address(), 100_000)) {
            RepoInfo repo = large(server);
            Process clone = start("git://127.0.0.1:" + throttle.port() + "/demo/foo", "slow");
            throttle.awaitHeld();

            CompletableFuture<Void> disabled = server.shadow
                    .disableRepo(repo.repo(), Server.cause(repo, "disable"))
                    .toFuture();

            assertThat(attempt("a.b=c", server.url("/demo/foo"))).contains("is not enabled");
            assertThat(server.status(repo).enabled()).isFalse();
            assertThat(server.status(repo).uploads()).isEqualTo(1);
            assertThat(disabled).isNotDone();
            throttle.release();
            disabled.get(20, TimeUnit.SECONDS);
            assertThat(clone.waitFor()).isZero();
            Trees.assertSame(sandbox.resolve("slow"), server.data.resolve("foo"));
        }
    }

    @Test
    void aCloneThatOutlastsThePatienceIsCut() throws Exception {
        try (Server server = Server.in(sandbox, o -> o.drainPatience(Duration.ofMillis(200)));
                Throttle throttle = new Throttle(server.shadow.address(), 100_000)) {
            RepoInfo repo = large(server);
            Process clone = start("git://127.0.0.1:" + throttle.port() + "/demo/foo", "slow");
            throttle.awaitHeld();

            server.disable(repo);

            assertThat(server.status(repo).uploads()).isZero();
            throttle.release();
            assertThat(clone.waitFor()).isNotZero();
        }
    }

    @Test
    void closeCutsRunningClones() throws Exception {
        Server server = Server.in(sandbox);
        try (Throttle throttle = new Throttle(server.shadow.address(), 100_000)) {
            large(server);
            Process clone = start("git://127.0.0.1:" + throttle.port() + "/demo/foo", "slow");
            throttle.awaitHeld();

            server.close();

            throttle.release();
            assertThat(clone.waitFor()).isNotZero();
        }
    }

    @Test
    void oneClientTooManyIsToldToComeAgain() throws Exception {
        try (Server server = Server.in(sandbox, o -> o.maxUploads(1));
                Throttle throttle = new Throttle(server.shadow.address(), 100_000)) {
            large(server);
            Process clone = start("git://127.0.0.1:" + throttle.port() + "/demo/foo", "slow");
            throttle.awaitHeld();

            assertThat(attempt("a.b=c", server.url("/demo/foo"))).contains("remote error: too many clients");

            throttle.release();
            assertThat(clone.waitFor()).isZero();
            await().untilAsserted(() ->
                    assertThat(attempt("a.b=c", server.url("/demo/foo"))).isEmpty());
        }
    }

    @Test
    void anAddressThatIsTakenIsNamed() throws IOException {
        try (Server server = Server.in(sandbox)) {
            InetSocketAddress taken = server.shadow.address();

            assertThatThrownBy(() -> Server.in(Files.createDirectories(sandbox.resolve("2")), o -> o.listen(taken)))
                    .isInstanceOf(ShadowException.class)
                    .hasMessageContaining("cannot listen on " + taken);
        }
    }

    private static RepoInfo large(Server server) throws IOException {
        RepoInfo repo = server.repo("foo");
        byte[] noise = new byte[LARGE];
        new Random(1).nextBytes(noise);
        Trees.file(server.data, "foo/noise", noise);
        return server.initAndEnable(repo);
    }

    /** What git says when it asks for the branches. */
    private String attempt(String setting, String url) {
        return Git.attempt(sandbox, NONE, "-c", setting, "ls-remote", "-q", url).errors();
    }

    private Process start(String url, String target) throws IOException {
        return Git.start(sandbox, sandbox.resolve("errors").toFile(), "clone", "-q", url, target);
    }
}
