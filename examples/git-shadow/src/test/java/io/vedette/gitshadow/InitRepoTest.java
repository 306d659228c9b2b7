package io.vedette.gitshadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vedette.domain.HostPath;
import io.vedette.domain.Omissions;
import io.vedette.gitshadow.internal.snapshot.ScanListener;
import io.vedette.observer.RepoInfo;
import io.vedette.observer.StrongError;
import io.vedette.observer.UnavailableError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitRepoTest {
    @TempDir
    Path sandbox;

    @Test
    void secondInitFindsWhatTheFirstMade() throws IOException {
        try (Server server = Server.in(sandbox)) {
            RepoInfo repo = server.repo("foo");
            Trees.file(server.data, "foo/x", "1");
            RepoInfo made = server.init(repo);
            String head = server.status(repo).head();
            Trees.file(server.data, "foo/x", "2");

            assertThat(server.init(repo)).isEqualTo(made);

            assertThat(server.status(repo).head()).isEqualTo(head);
            assertThat(made.shadow()).hasToString(server.bare(repo).toString());
        }
    }

    @Test
    void initAtTheSameTimeMakesOneShadow() throws IOException {
        try (Server server = Server.in(sandbox)) {
            RepoInfo repo = server.repo("foo");
            Trees.file(server.data, "foo/x", "1");
            var one = server.shadow.initRepo(repo.repo(), Server.cause(repo, "init"));

            reactor.core.publisher.Mono.when(one, one, one, one).block(Server.SOON);

            assertThat(Git.git(server.bare(repo), "rev-list", "--all").out()).hasLineCount(1);
            assertThat(server.shadowNames()).containsExactly(repo.repo() + ".git");
            assertThat(server.temporaries()).isEmpty();
        }
    }

    @Test
    void leftoversAreDeletedAtStart() throws IOException {
        Path shadows = sandbox.resolve("shadow");
        Trees.file(shadows, ".tmp/0192-abc/objects/pack/x", "half");

        try (Server server = Server.in(sandbox)) {
            assertThat(server.temporaries()).isEmpty();
        }
    }

    @Test
    void leftoversOfACommitAreDeletedWhenTheRepositoryIsEnabled() throws IOException {
        RepoInfo repo;
        Path bare;
        try (Server server = Server.in(sandbox)) {
            repo = server.repo("foo");
            Trees.file(server.data, "foo/x", "1");
            server.init(repo);
            bare = server.bare(repo);
        }
        List<String> leftovers = List.of(
                "refs/heads/main.lock",
                "HEAD.lock",
                "objects/noz123.tmp",
                "objects/insert_1.pack",
                "vedette-omissions.new");
        leftovers.forEach(name -> Trees.file(bare, name, "half"));
        Trees.file(sandbox, "data/foo/x", "2");

        try (Server server = Server.in(sandbox)) {
            server.enable(repo);

            Trees.assertSame(server.clone(repo), server.data.resolve("foo"));
            assertThat(leftovers).noneMatch(name -> Files.exists(bare.resolve(name)));
        }
    }

    @Test
    void secondServerOnTheSameFolderIsRefused() throws IOException {
        try (Server server = Server.in(sandbox)) {
            assertThatThrownBy(() -> Server.in(sandbox))
                    .isInstanceOf(ShadowException.class)
                    .hasMessageContaining(server.shadows.toString())
                    .hasMessageContaining("stop the other file server or choose another folder");
        }
    }

    @Test
    void folderIsFreeAgainAfterClose() throws IOException {
        Server.in(sandbox).close();

        Server.in(sandbox).close();
    }

    @Test
    void shadowFolderAndDirectoryMayNotLieWithinEachOther() throws IOException {
        try (Server server = Server.in(sandbox)) {
            Path inside = Files.createDirectories(server.shadows.resolve("inside"));
            Path link = Files.createSymbolicLink(sandbox.resolve("link"), sandbox);

            for (Path directory : List.of(server.shadows, sandbox, inside, link)) {
                assertThatThrownBy(() -> server.init(Server.info("x" + directory.hashCode(), directory)))
                        .isInstanceOf(StrongError.class)
                        .hasMessageContaining("lie within each other");
            }
            assertThat(server.shadowNames()).containsExactly("inside");
        }
    }

    @Test
    void foreignRepositoryInItsPlaceIsNotTouched() throws IOException {
        try (Server server = Server.in(sandbox)) {
            RepoInfo repo = server.repo("foo");
            Git.git(sandbox, "init", "-q", "--bare", server.bare(repo).toString());

            assertThatThrownBy(() -> server.init(repo))
                    .isInstanceOf(StrongError.class)
                    .hasMessageContaining("is not the complete shadow of this repository: move it away");
        }
    }

    @Test
    void getRepoSaysWhenTheShadowIsMissing() throws IOException {
        try (Server server = Server.in(sandbox)) {
            RepoInfo repo = server.repo("foo");

            assertThatThrownBy(() -> server.enable(repo))
                    .isInstanceOf(StrongError.class)
                    .hasMessageContaining("is missing");
        }
    }

    @Test
    void aShadowInAnotherFolderIsNoErrorOfTheRepository() throws IOException {
        try (Server server = Server.in(sandbox)) {
            RepoInfo repo = server.repo("foo");
            RepoInfo elsewhere = repo.withShadow(new HostPath("/elsewhere/" + repo.repo() + ".git"), Omissions.NONE);

            assertThatThrownBy(() -> server.enable(elsewhere))
                    .isInstanceOf(UnavailableError.class)
                    .hasMessageContaining("the shadows are kept in /elsewhere, but this file server keeps them in ")
                    .hasMessageContaining("start it with the other folder");
        }
    }

    @Test
    void manyFirstSnapshotsDoNotHoldUpTheOtherRepositories() throws IOException {
        CountDownLatch go = new CountDownLatch(1);
        ScanListener holdsUp = new ScanListener() {
            @Override
            public void reading(Path file) {
                if (file.endsWith("slow")) {
                    Server.await(go);
                }
            }
        };
        try (Server server = Server.in(sandbox, o -> o.listener(holdsUp))) {
            RepoInfo ready = server.repo("ready");
            server.initAndEnable(ready);
            List<CompletableFuture<RepoInfo>> slow = new ArrayList<>();
            for (int i = 0; i < 4 * Runtime.getRuntime().availableProcessors() + 8; i++) {
                RepoInfo repo = server.repo("slow" + i);
                Trees.file(server.data, "slow" + i + "/slow", "x");
                slow.add(server.shadow
                        .initRepo(repo.repo(), Server.cause(repo, "init"))
                        .toFuture());
            }

            server.enable(ready);
            Trees.file(server.data, "ready/new", "x");

            Awaitility.await().until(() -> server.status(ready).files() == 1);
            assertThat(slow).noneMatch(CompletableFuture::isDone);
            go.countDown();
            slow.forEach(CompletableFuture::join);
        }
    }
}
