package io.vedette.gitshadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vedette.domain.HostPath;
import io.vedette.observer.StrongError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Moves from and to places where something is in the way. */
class HardMovesTest extends EstateTest {
    @BeforeEach
    void fill() throws IOException {
        HalfDone.fill(estate);
    }

    @Test
    void aTargetThatALinkLeadsIntoTheTreeItselfIsRefused() throws IOException {
        Files.createSymbolicLink(estate.tree("two", "link"), old.resolve("sub"));

        assertRefused(estate.tree("two", "link/foo"), "lie within each other: choose another target");
    }

    @Test
    void aTargetThatALinkLeadsIntoTheShadowFolderIsRefused() throws IOException {
        Files.createDirectories(estate.shadows("two").resolve("deep/er"));
        Files.createSymbolicLink(
                estate.tree("two", "link"), estate.shadows("two").resolve("deep"));

        assertRefused(estate.tree("two", "link/er/foo"), "lie within each other: choose another target");
    }

    @Test
    void aTargetBelowAFileOrADanglingLinkIsRefused() throws IOException {
        Path file = Trees.file(estate.tree("two", "."), "file", "x").normalize();
        Path link = Trees.link(estate.tree("two", "."), "link", "nowhere").normalize();

        assertRefused(file.resolve("foo"), "lies below " + file + ", which is no directory: move that away");
        assertRefused(file.resolve("a/b/foo"), "lies below " + file + ", which is no directory: move that away");
        assertRefused(link.resolve("foo"), "lies below " + link + ", which is no directory: move that away");
    }

    @Test
    void aDirectoryThatWasDeletedAfterItWasCopiedIsAtItsNewPlace() throws IOException {
        Map<String, String> tree = Exact.tree(old);
        bring();

        Trees.delete(old);
        settleMove();

        assertThat(Exact.tree(target)).isEqualTo(tree);
        assertThat(Estate.leftovers(estate.folder())).isEmpty();
    }

    @Test
    void anEmptyDirectoryInPlaceOfTheCopiedOneDoesNotEmptyTheCopy() throws IOException {
        Map<String, String> tree = Exact.tree(old);
        bring();
        Path disk = estate.folder().resolve("unmounted");
        Files.move(old, disk);
        Files.createDirectory(old);

        assertThatThrownBy(this::settleMove)
                .isInstanceOf(StrongError.class)
                .hasMessageContaining(
                        old + " is empty, and is not the directory that was copied: mount its disk again");
        assertThat(target).doesNotExist();
        assertThat(Exact.tree(disk)).isEqualTo(tree);

        Files.delete(old);
        Files.move(disk, old);
        settleMove();
        assertThat(Exact.tree(target)).isEqualTo(tree);
        assertThat(old).doesNotExist();
    }

    @Test
    void anotherDirectoryThatGotTheOldNameStaysWhenTheMoveIsFinishedAgain() throws IOException {
        settleMoveUpToItsEnd();
        Map<String, String> tree = Exact.tree(target);
        Trees.file(old, "stranger", "x");

        settleMove();

        assertThat(old.resolve("stranger")).hasContent("x");
        assertThat(Exact.tree(target)).isEqualTo(tree);
        assertThat(Estate.leftovers(estate.folder())).isEmpty();
    }

    @Test
    void aFileThatWasChangedAtBothPlacesStaysAtBothUntilAPersonHasChosen() throws IOException {
        settleMoveUpToItsEnd();
        Path retired =
                old.resolveSibling(".vedette-moved-" + estate.info("one", "foo").repo() + "-" + Estate.WORKFLOW);
        Path late = Trees.file(retired, "readme", "late");
        Trees.file(target, "readme", "there");

        assertThatThrownBy(this::settleMove)
                .isInstanceOf(StrongError.class)
                .hasMessageContaining(late + " was changed after its repository had moved, and so was its copy in "
                        + target + ": keep one of them and delete the first");
        assertThat(late).hasContent("late");
        assertThat(target.resolve("readme")).hasContent("there");

        Files.delete(late);
        settleMove();
        assertThat(Estate.leftovers(estate.folder())).isEmpty();
        assertThat(target.resolve("readme")).hasContent("there");
    }

    @Test
    void hardLinksBecomeFilesOfTheirOwn() throws IOException {
        Files.createLink(old.resolve("second"), old.resolve("readme"));
        Files.createLink(estate.folder().resolve("outside"), old.resolve("readme"));
        bring();
        settleMove();

        assertThat(target.resolve("readme")).hasContent("readme");
        assertThat(target.resolve("second")).hasContent("readme");
        assertThat(Files.isSameFile(target.resolve("readme"), target.resolve("second")))
                .isFalse();
        assertThat(estate.folder().resolve("outside")).hasContent("readme");
    }

    @Test
    @Tag("slow")
    void aTreeWithReadOnlyDirectoriesMovesAndIsClearedAway() throws IOException {
        mode(old.resolve("sub"), "r-xr-xr-x");
        Files.setAttribute(old.resolve("readme"), "unix:mode", 04751);
        mode(old, "r-xr-x---");
        Map<String, String> tree = Exact.tree(old);

        assertThat(callWithoutRights("MOVE")).isEmpty();
        settleMove();

        assertThat(Exact.tree(target)).isEqualTo(tree);
        assertThat(old).doesNotExist();
    }

    @Test
    @Tag("slow")
    void whatMustNotBeReadOrWrittenIsNamedAndNothingIsHalfDone() throws IOException {
        Path secret = old.resolve("sub/run");
        mode(estate.tree("two", ""), "r-xr-xr-x");
        assertThat(callWithoutRights("MOVE"))
                .contains("permission denied: " + estate.tree("two", "") + "/.vedette-move-");
        assertThat(estate.tree("two", "")).isEmptyDirectory();
        mode(estate.tree("two", ""), "rwxr-xr-x");

        Map<String, String> before = Exact.tree(old);
        mode(secret, "---------");
        assertThat(callWithoutRights("MOVE"))
                .contains("cannot read " + secret + ": permission denied: let this user read it");
        assertThat(Exact.permissions(secret)).isZero();
        mode(secret, "rwxr-xr-x");
        assertThat(Exact.tree(old)).isEqualTo(before);
        assertThat(target).doesNotExist();

        Map<String, String> tree = Exact.tree(old);
        bring();
        settleMove();
        assertThat(Exact.tree(target)).isEqualTo(tree);
    }

    @Test
    @Tag("slow")
    void aCopyThatCannotHaveItsOwnerRunsWithNobodysRights() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can give files away");
        Path program = old.resolve("sub/run");
        Files.setAttribute(program, "unix:uid", 12_345);
        Files.setAttribute(program, "unix:mode", 06755);
        Files.setAttribute(old.resolve("readme"), "unix:gid", 12_345);
        Files.setAttribute(old.resolve("readme"), "unix:mode", 02755);
        Files.setAttribute(old.resolve("empty"), "unix:mode", 02755);
        Map<String, String> tree = Exact.tree(old);

        assertThat(callWithoutRights("MOVE")).isEmpty();

        Path copy = target.resolveSibling(
                ".vedette-move-" + estate.info("one", "foo").repo() + "-" + Estate.WORKFLOW);
        assertThat(Exact.permissions(copy.resolve("sub/run"))).isEqualTo(0755);
        assertThat(Exact.permissions(copy.resolve("readme"))).isEqualTo(0755);
        assertThat(Exact.permissions(copy.resolve("empty"))).isEqualTo(02755);

        // Or what was copied long enough ago would not be looked at again.
        Files.setAttribute(program, "unix:mode", 06755);
        Files.setAttribute(old.resolve("readme"), "unix:mode", 02755);
        settleMove();
        assertThat(Exact.tree(target)).isEqualTo(tree);
        assertThat(Files.getAttribute(target.resolve("sub/run"), "unix:uid")).isEqualTo(12_345);
    }

    @Test
    @Tag("slow")
    void readOnlyDirectoriesOfDirectoriesAreClearedAwayByAUserWithoutRights() throws IOException {
        Files.createDirectories(old.resolve("outer/inner/innermost"));
        for (String each : List.of("outer/inner/innermost", "outer/inner", "outer")) {
            mode(old.resolve(each), "r-xr-xr-x");
        }
        mode(old, "r-xr-xr-x");
        Map<String, String> tree = Exact.tree(old);
        bring();

        assertThat(callWithoutRights("SETTLE")).isEmpty();

        assertThat(Exact.tree(target)).isEqualTo(tree);
        assertThat(Estate.leftovers(estate.folder())).isEmpty();
    }

    @Test
    @Tag("slow")
    void aSetgidBitThatTheSystemTakesFromTheCopyDoesNotLookLikeAChange() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can give files away");
        for (String name : List.of("sub/run", "empty")) {
            Files.setAttribute(old.resolve(name), "unix:gid", 12_345);
            Files.setAttribute(old.resolve(name), "unix:mode", 02755);
        }

        assertThat(callWithout("MOVE", "fsetid")).isEmpty();

        Path copy = target.resolveSibling(
                ".vedette-move-" + estate.info("one", "foo").repo() + "-" + Estate.WORKFLOW);
        assertThat(Exact.permissions(copy.resolve("sub/run"))).isEqualTo(0755);
        assertThat(Files.getAttribute(copy.resolve("sub/run"), "unix:gid")).isEqualTo(12_345);
    }

    private static void mode(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private void assertRefused(Path place, String words) {
        Map<String, String> before = Exact.tree(old);
        try (GitShadow two = estate.open("two")) {
            assertThatThrownBy(() -> Estate.move(two, estate.order(estate.info("one", "foo"), place)))
                    .isInstanceOf(StrongError.class)
                    .hasMessageContaining(words);
        }
        assertThat(Exact.tree(old)).isEqualTo(before);
        assertThat(estate.state().keySet()).noneMatch(name -> name.contains(".vedette-mov") || name.contains(".moves"));
    }

    /** As if it were killed when all is done but to say so. */
    private void settleMoveUpToItsEnd() throws IOException {
        bring();
        Path journal = estate.shadows("two")
                .resolve(".moves")
                .resolve(estate.info("one", "foo").repo().toString());
        String lines = Files.readString(journal);
        settleMove();
        Files.writeString(journal, lines.replace("COPIED", "PLACED"));
    }

    private void bring() {
        HalfDone.MOVE.call(estate);
    }

    private void settleMove() {
        try (GitShadow two = estate.open("two")) {
            HostPath shadow = estate.info("two", "foo").shadow();
            if (shadow != null) {
                Estate.getRepo(two, Estate.at(estate.info("two", "foo"), target, shadow));
            }
        }
    }

    /** Makes a call in a process that may not read and write everything; what that said when it failed. */
    private String callWithoutRights(String call) throws IOException {
        return callWithout(call, "dac_override", "dac_read_search", "chown");
    }

    private String callWithout(String call, String... rights) throws IOException {
        // Root may do everything, unless it gives that right away.
        boolean root = "root".equals(System.getProperty("user.name"));
        assumeTrue(!root || Files.isExecutable(Path.of("/usr/bin/setpriv")), "setpriv takes rights from root");
        List<String> command = new ArrayList<>(
                root
                        ? List.of("setpriv", "--bounding-set=-" + String.join(",-", rights), "--inh-caps=-all")
                        : List.of());
        command.addAll(List.of(System.getProperty("java.home") + "/bin/java", "-XX:+UseSerialGC"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), HalfDone.class.getName()));
        command.addAll(List.of(call, estate.folder().toString(), sandbox.resolve("notes") + ""));
        Path errors = sandbox.resolve("errors");
        Process process = new ProcessBuilder(command)
                .redirectOutput(sandbox.resolve("out").toFile())
                .redirectError(errors.toFile())
                .start();
        try (var input = process.getOutputStream()) {
            input.write("go\n".getBytes(StandardCharsets.UTF_8));
        }
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            process.destroyForcibly();
        }
        return process.exitValue() == 0 ? "" : Files.readString(errors);
    }
}
