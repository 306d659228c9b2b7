package io.vedette.gitshadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vedette.domain.HostPath;
import io.vedette.observer.MoveOrder;
import io.vedette.observer.RepoInfo;
import io.vedette.observer.StrongError;
import io.vedette.observer.WeakError;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

/** Trees that change meanwhile, that somebody else owns a part of, or that have no room. */
class RestlessTreesTest extends EstateTest {
    @BeforeEach
    void fill() throws IOException {
        Trees.file(old, "readme", "one");
        Trees.file(old, "deep/file", "two");
    }

    @Test
    void aTreeThatChangesAllTheTimeIsNotMovedUntilItIsAtRest() throws Exception {
        try (GitShadow one = estate.open("one");
                GitShadow two = estate.open("two")) {
            RepoInfo repo = estate.init(one, "one", "foo");
            MoveOrder order = estate.order(repo, target);
            try (Fidget fidget = Fidget.with(() -> Files.writeString(old.resolve("busy"), "" + System.nanoTime()))) {
                // On a busy machine the other thread may rest so long that the tree can be copied.
                Awaitility.await().atMost(Duration.ofSeconds(100)).untilAsserted(() -> {
                    two.discardMove(order).block(Server.SOON);
                    assertThatThrownBy(() -> Estate.move(two, order))
                            .isInstanceOf(WeakError.class)
                            .hasMessageContaining("changes all the time while it is copied, last in ");
                });
                assertThat(target).doesNotExist();
                fidget.check();
            }
            Map<String, String> tree = Exact.tree(old);

            HostPath shadow = Estate.move(two, order);
            Estate.getRepo(two, Estate.at(repo, target, shadow));

            assertThat(Exact.tree(target)).isEqualTo(tree);
        }
    }

    @Test
    void whatAnOpenFileGetsAfterTheMoveComesAlong() throws IOException {
        try (GitShadow one = estate.open("one");
                GitShadow two = estate.open("two")) {
            RepoInfo repo = estate.init(one, "one", "foo");
            HostPath shadow = Estate.move(two, estate.order(repo, target));
            try (OutputStream log = Files.newOutputStream(old.resolve("readme"), StandardOpenOption.APPEND)) {
                log.write(" and more".getBytes(java.nio.charset.StandardCharsets.UTF_8));

                Estate.getRepo(two, Estate.at(repo, target, shadow));
            }
            assertThat(target.resolve("readme")).hasContent("one and more");
        }
    }

    @Test
    void specialFilesAreLeftOut() throws Exception {
        Process made = new ProcessBuilder("mkfifo", old.resolve("pipe").toString()).start();
        assumeTrue(made.waitFor() == 0);
        try (GitShadow one = estate.open("one");
                GitShadow two = estate.open("two")) {
            RepoInfo repo = estate.init(one, "one", "foo");
            Map<String, String> tree = Exact.tree(old);

            HostPath shadow = Estate.move(two, estate.order(repo, target));
            Estate.getRepo(two, Estate.at(repo, target, shadow));

            assertThat(Exact.tree(target)).isEqualTo(tree);
            assertThat(target.resolve("pipe")).doesNotExist();
            assertThat(old).doesNotExist();
        }
    }

    @Test
    void aCancelledMoveGoesOnWhenItComesAgain() throws IOException {
        for (int i = 0; i < 300; i++) {
            Trees.file(old, "many/" + i, "x" + i);
        }
        try (GitShadow one = estate.open("one");
                GitShadow two = estate.open("two")) {
            RepoInfo repo = estate.init(one, "one", "foo");
            MoveOrder order = estate.order(repo, target);
            Disposable running = two.moveRepo(order).subscribe();
            // While it runs, files come and go.
            Awaitility.await()
                    .ignoreExceptions()
                    .until(() -> !Estate.leftovers(estate.folder()).isEmpty());
            running.dispose();

            HostPath shadow = Estate.move(two, order);

            Map<String, String> tree = Exact.tree(old);
            Estate.getRepo(two, Estate.at(repo, target, shadow));
            assertThat(Exact.tree(target)).isEqualTo(tree);
        }
    }

    @Test
    void aFullDiskAtTheTargetLeavesNothingAndTheMoveWorksOnceThereIsRoom() throws Exception {
        Path two = estate.folder().resolve("two");
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", two.toString()) == 0, "needs to mount");
        try (GitShadow one = estate.open("one");
                GitShadow other = estate.open("two")) {
            Trees.file(old, "large", new byte[900_000]);
            Files.write(two.resolve("ballast"), new byte[600_000]);
            RepoInfo repo = estate.init(one, "one", "foo");
            Map<String, String> before = Exact.tree(old);
            MoveOrder order = estate.order(repo, target);

            assertThatThrownBy(() -> Estate.move(other, order))
                    .isInstanceOf(WeakError.class)
                    .hasMessageStartingWith("No space left on device: cannot copy " + old + " to " + target);

            assertThat(Exact.tree(old)).isEqualTo(before);
            assertThat(Estate.leftovers(estate.folder())).isEmpty();
            assertThat(Estate.leftovers(two)).isEmpty();
            Files.delete(two.resolve("ballast"));
            HostPath shadow = Estate.move(other, order);
            Estate.getRepo(other, Estate.at(repo, target, shadow));
            assertThat(Exact.tree(target)).isEqualTo(before);
        } finally {
            run("umount", "-l", two.toString());
        }
    }

    @Test
    void aDiskThatIsFullWhenTheMoveIsFinishedKeepsBothUntilThereIsRoom() throws Exception {
        Path two = estate.folder().resolve("two");
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", two.toString()) == 0, "needs to mount");
        try (GitShadow one = estate.open("one");
                GitShadow other = estate.open("two")) {
            RepoInfo repo = estate.init(one, "one", "foo");
            HostPath shadow = Estate.move(other, estate.order(repo, target));
            RepoInfo moved = Estate.at(repo, target, shadow);
            Trees.file(old, "late", new byte[600_000]);
            Files.write(two.resolve("ballast"), new byte[600_000]);
            Map<String, String> tree = Exact.tree(old);

            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> Estate.getRepo(other, moved))
                        .isInstanceOf(WeakError.class)
                        .hasMessageStartingWith("No space left on device: cannot finish the move to " + target);
            }
            Path retired = old.resolveSibling(".vedette-moved-" + repo.repo() + "-" + Estate.WORKFLOW);
            assertThat(Exact.tree(retired)).isEqualTo(tree);
            assertThat(target).doesNotExist();

            Files.delete(two.resolve("ballast"));
            Estate.getRepo(other, moved);
            assertThat(Exact.tree(target)).isEqualTo(tree);
            assertThat(Estate.leftovers(estate.folder())).isEmpty();
        } finally {
            run("umount", "-l", two.toString());
        }
    }

    @Test
    void aDiskThatIsFullWhenSomethingComesLateKeepsItUntilThereIsRoom() throws Exception {
        Path two = estate.folder().resolve("two");
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", two.toString()) == 0, "needs to mount");
        try (GitShadow one = estate.open("one")) {
            estate.init(one, "one", "foo");
        }
        HalfDone.MOVE.call(estate);
        HalfDone.placeByHand(estate);
        Path retired =
                old.resolveSibling(".vedette-moved-" + estate.info("one", "foo").repo() + "-" + Estate.WORKFLOW);
        Trees.file(retired, "late", new byte[600_000]);
        Files.write(two.resolve("ballast"), new byte[600_000]);
        try {
            assertThatThrownBy(() -> HalfDone.SETTLE.call(estate))
                    .isInstanceOf(WeakError.class)
                    .hasMessageStartingWith("No space left on device: cannot finish the move to " + target);
            assertThat(retired.resolve("late")).hasSize(600_000);
            assertThat(target.resolve("late")).doesNotExist();

            Files.delete(two.resolve("ballast"));
            HalfDone.SETTLE.call(estate);
            assertThat(target.resolve("late")).hasSize(600_000);
            assertThat(target.resolve("readme")).hasContent("one");
            assertThat(Estate.leftovers(estate.folder())).isEmpty();
        } finally {
            run("umount", "-l", two.toString());
        }
    }

    @Test
    void aTreeThatBecomesWritableAllTheTimeGetsItsModesBack() throws Exception {
        try (GitShadow one = estate.open("one")) {
            RepoInfo repo = estate.init(one, "one", "foo");
            Map<String, String> before = Exact.modes(old);
            try (Fidget fidget = Fidget.with(() -> Files.setPosixFilePermissions(
                    old.resolve("deep/file"), PosixFilePermissions.fromString("rw-r--r--")))) {
                // On a busy machine the other thread may rest so long that the tree can be frozen.
                Awaitility.await().atMost(Duration.ofSeconds(50)).untilAsserted(() -> {
                    Estate.unfreeze(one, repo);
                    assertThatThrownBy(() -> Estate.freeze(one, repo))
                            .isInstanceOf(WeakError.class)
                            .hasMessageContaining("become writable all the time, last deep/file: try again");
                });
                fidget.check();
            }

            assertThat(Exact.modes(old)).isEqualTo(before);
            assertThat(estate.shadows("one").resolve(".modes")).isEmptyDirectory();
        }
    }

    @Test
    void aPartThatCannotBeMadeReadOnlyLeavesTheWholeTreeAsItWas() throws Exception {
        Path fixed = old.resolve("zz");
        Trees.file(fixed, "file", "x");
        assumeTrue(run("mount", "--bind", fixed.toString(), fixed.toString()) == 0);
        try (GitShadow one = estate.open("one")) {
            RepoInfo repo = estate.init(one, "one", "foo");
            Map<String, String> before = Exact.modes(old);
            assumeTrue(run("mount", "-o", "remount,ro,bind", fixed.toString()) == 0);

            assertThatThrownBy(() -> Estate.freeze(one, repo))
                    .isInstanceOf(StrongError.class)
                    .hasMessageContaining("Read-only file system: cannot make " + fixed + " read-only");

            assertThat(Exact.modes(old)).isEqualTo(before);
            assertThat(estate.shadows("one").resolve(".modes")).isEmptyDirectory();
        } finally {
            run("umount", "-l", fixed.toString());
        }
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command).start().waitFor();
    }

    /** Does something again and again. */
    private record Fidget(Thread thread, AtomicBoolean stop, AtomicBoolean failed) implements AutoCloseable {
        interface Task {
            void run() throws IOException;
        }

        static Fidget with(Task task) {
            AtomicBoolean stop = new AtomicBoolean();
            AtomicBoolean failed = new AtomicBoolean();
            Thread thread = new Thread(() -> {
                try {
                    while (!stop.get()) {
                        task.run();
                    }
                } catch (IOException e) {
                    failed.set(true);
                    throw new UncheckedIOException(e);
                }
            });
            thread.start();
            return new Fidget(thread, stop, failed);
        }

        void check() {
            assertThat(failed).isFalse();
        }

        @Override
        public void close() throws InterruptedException {
            stop.set(true);
            thread.join();
        }
    }
}
