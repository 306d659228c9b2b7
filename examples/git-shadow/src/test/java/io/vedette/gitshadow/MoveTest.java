package io.vedette.gitshadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vedette.domain.HostPath;
import io.vedette.domain.WorkflowId;
import io.vedette.observer.MoveOrder;
import io.vedette.observer.RepoInfo;
import io.vedette.observer.StrongError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MoveTest extends EstateTest {
    @BeforeEach
    void fill() throws IOException {
        Trees.file(old, "readme", "one");
        Trees.executable(Trees.file(old, "bin/run", "#!"));
        Trees.link(old, "link", "bin/run");
        Files.createDirectories(old.resolve("empty"));
    }

    @Test
    void movesBetweenTwoFileServersWithTheWholeHistory() throws IOException {
        try (GitShadow one = estate.open("one");
                GitShadow two = estate.open("two")) {
            RepoInfo repo = estate.init(one, "one", "foo");
            enable(one, repo);
            Trees.file(old, "more", "two");
            disable(one, repo);
            enable(one, repo);
            String history = log(estate.shadows("one"), repo);
            disable(one, repo);
            Map<String, String> tree = Exact.tree(old);
            MoveOrder order = estate.order(repo, target);

            HostPath shadow = Estate.move(two, order);

            assertThat(shadow)
                    .hasToString(
                            estate.shadows("two").resolve(repo.repo() + ".git").toString());
            assertThat(Exact.tree(old)).isEqualTo(tree);
            assertThat(target).doesNotExist();
            assertThat(Estate.move(two, order)).isEqualTo(shadow);

            RepoInfo moved = Estate.at(repo, target, shadow);
            enable(two, moved);

            assertThat(Exact.tree(target)).isEqualTo(tree);
            assertThat(old).doesNotExist();
            assertThat(estate.shadows("one").resolve(repo.repo() + ".git")).doesNotExist();
            assertThat(Estate.leftovers(estate.folder())).isEmpty();
            assertThat(log(estate.shadows("two"), repo)).isEqualTo(history).hasLineCount(2);
            assertThat(one.status(repo.repo()).blockOptional(Server.SOON)).isEmpty();
            assertThat(Estate.move(two, order)).isEqualTo(shadow);
        }
    }

    @Test
    void movesBackAgain() throws IOException {
        try (GitShadow one = estate.open("one");
                GitShadow two = estate.open("two")) {
            RepoInfo repo = estate.init(one, "one", "foo");
            Map<String, String> tree = Exact.tree(old);
            RepoInfo there = carry(two, repo, target, Estate.WORKFLOW);

            RepoInfo back = carry(one, there, old, new WorkflowId(UUID.randomUUID()));

            assertThat(back).isEqualTo(estate.info("one", "foo"));
            assertThat(Exact.tree(old)).isEqualTo(tree);
            assertThat(target).doesNotExist();
            assertThat(Estate.leftovers(estate.folder())).isEmpty();
        }
    }

    @Test
    void movesWithinOneFileServerAndLeavesTheShadowWhereItIs() throws IOException {
        try (GitShadow one = estate.open("one")) {
            RepoInfo repo = estate.init(one, "one", "foo");
            Map<String, String> tree = Exact.tree(old);
            Path deeper = estate.tree("one", "new/parent/bar");

            HostPath shadow = Estate.move(one, estate.order(repo, deeper));

            assertThat(shadow).isEqualTo(repo.shadow());
            enable(one, Estate.at(repo, deeper, shadow));
            assertThat(Exact.tree(deeper)).isEqualTo(tree);
            assertThat(old).doesNotExist();
            assertThat(Estate.leftovers(estate.folder())).isEmpty();
        }
    }

    @Test
    void anEmptyDirectoryAtTheTargetIsFine() throws IOException {
        Files.createDirectories(target);
        try (GitShadow one = estate.open("one");
                GitShadow two = estate.open("two")) {
            RepoInfo repo = estate.init(one, "one", "foo");
            Map<String, String> tree = Exact.tree(old);

            carry(two, repo, target, Estate.WORKFLOW);

            assertThat(Exact.tree(target)).isEqualTo(tree);
        }
    }

    @Test
    void whatIsWrittenBetweenTheCopyAndTheMoveComesAlong() throws IOException {
        try (GitShadow one = estate.open("one");
                GitShadow two = estate.open("two")) {
            RepoInfo repo = estate.init(one, "one", "foo");
            HostPath shadow = Estate.move(two, estate.order(repo, target));
            Trees.file(old, "readme", "changed");
            Trees.file(old, "late/one", "late");
            Files.delete(old.resolve("link"));
            Files.setPosixFilePermissions(old.resolve("bin"), PosixFilePermissions.fromString("rwx------"));
            Map<String, String> tree = Exact.tree(old);

            enable(two, Estate.at(repo, target, shadow));

            assertThat(Exact.tree(target)).isEqualTo(tree);
            assertThat(old).doesNotExist();
        }
    }

    @Test
    void anAbortedMoveLeavesTheOldPlaceAsItWas() throws IOException {
        Path deep = estate.tree("two", "a/b/foo");
        try (GitShadow one = estate.open("one");
                GitShadow two = estate.open("two")) {
            RepoInfo repo = estate.init(one, "one", "foo");
            Map<String, String> before = Exact.tree(estate.folder().resolve("one"));
            Map<String, String> shadows = Exact.tree(estate.shadows("one"));
            MoveOrder order = estate.order(repo, deep);
            two.discardMove(order).block(Server.SOON);
            Estate.move(two, order);

            two.discardMove(order).block(Server.SOON);
            two.discardMove(order).block(Server.SOON);

            assertThat(Exact.tree(estate.folder().resolve("one"))).isEqualTo(before);
            assertThat(Exact.tree(estate.shadows("one"))).isEqualTo(shadows);
            assertThat(estate.folder().resolve("two")).isEmptyDirectory();
            assertThat(Estate.leftovers(estate.folder())).isEmpty();
            enable(one, repo);
        }
    }

    @Test
    void aMoveThatHoldsCannotBeTakenBack() throws IOException {
        try (GitShadow one = estate.open("one");
                GitShadow two = estate.open("two")) {
            RepoInfo repo = estate.init(one, "one", "foo");
            MoveOrder order = estate.order(repo, target);
            HostPath shadow = Estate.move(two, order);
            Trees.file(target, "stranger", "x");

            RepoInfo moved = Estate.at(repo, target, shadow);
            assertThatThrownBy(() -> Estate.getRepo(two, moved))
                    .isInstanceOf(StrongError.class)
                    .hasMessageContaining(target + " has appeared and is not an empty directory");
            assertThatThrownBy(() -> two.discardMove(order).block(Server.SOON))
                    .isInstanceOf(StrongError.class)
                    .hasMessageContaining("holds already");

            Trees.delete(target);
            enable(two, moved);
            assertThat(Estate.leftovers(estate.folder())).isEmpty();
        }
    }

    @Test
    void theTargetMustBeFreeAndApart() throws IOException {
        Trees.file(estate.tree("two", "taken"), "x", "x");
        Trees.file(estate.tree("two", "."), "file", "x");
        try (GitShadow one = estate.open("one");
                GitShadow two = estate.open("two")) {
            RepoInfo repo = estate.init(one, "one", "foo");
            Map<String, String> before = estate.state();

            refused(two, repo, estate.tree("two", "taken"), "exists and is not empty: move away what is in it");
            refused(two, repo, estate.tree("two", "file"), "is a regular file: move it away");
            refused(two, repo, old.resolve("inside"), "lie within each other: choose another target");
            refused(two, repo, estate.folder().resolve("one"), "lie within each other: choose another target");
            refused(two, repo, estate.shadows("two").resolve("x"), "lie within each other: choose another target");
            refused(two, repo, estate.shadows("one").resolve(repo.repo() + ".git/x"), "lies in the shadow");

            assertThat(estate.state()).isEqualTo(before);
        }
    }

    @Test
    void aDirectoryOnAnotherMachineIsRefusedWithWhatAPersonCanDo() throws IOException {
        try (GitShadow one = estate.open("one");
                GitShadow two = estate.open("two")) {
            RepoInfo repo = estate.init(one, "one", "foo");
            RepoInfo elsewhere = Estate.at(repo, Path.of("/elsewhere/foo"), new HostPath("/elsewhere/foo.git"));

            refused(two, elsewhere, target, "is not on this machine: mount it here, copy it here");
            RepoInfo half = Estate.at(repo, old, new HostPath("/elsewhere/foo.git"));
            refused(two, half, target, "the shadow to move, /elsewhere/foo.git, is not on this machine");
        }
    }

    @Test
    void anAbandonedMoveDoesNotStandInTheWayOfTheNext() throws IOException {
        try (GitShadow one = estate.open("one");
                GitShadow two = estate.open("two")) {
            RepoInfo repo = estate.init(one, "one", "foo");
            Map<String, String> tree = Exact.tree(old);
            Estate.move(two, estate.order(repo, estate.tree("two", "other/place")));

            carry(two, repo, target, new WorkflowId(UUID.randomUUID()));

            assertThat(Exact.tree(target)).isEqualTo(tree);
            assertThat(estate.tree("two", "other")).doesNotExist();
            assertThat(Estate.leftovers(estate.folder())).isEmpty();
        }
    }

    private void refused(GitShadow shadow, RepoInfo repo, Path place, String words) {
        assertThatThrownBy(() -> Estate.move(shadow, estate.order(repo, place)))
                .isInstanceOf(StrongError.class)
                .hasMessageContaining(words);
    }

    private RepoInfo carry(GitShadow shadow, RepoInfo repo, Path place, WorkflowId workflow) {
        HostPath there = Estate.move(shadow, estate.order(repo, place, workflow));
        RepoInfo moved = Estate.at(repo, place, there);
        enable(shadow, moved);
        disable(shadow, moved);
        return moved;
    }

    private static void enable(GitShadow shadow, RepoInfo repo) {
        RepoInfo found = Estate.getRepo(shadow, repo);
        shadow.enableRepo(found, Server.cause(found, "enable")).block(Server.SOON);
    }

    private static void disable(GitShadow shadow, RepoInfo repo) {
        shadow.disableRepo(repo.repo(), Server.cause(repo, "disable")).block(Server.SOON);
    }

    private static String log(Path shadows, RepoInfo repo) {
        return Git.git(shadows.resolve(repo.repo() + ".git"), "log", "--format=%H %an %s", "main")
                .out();
    }
}
