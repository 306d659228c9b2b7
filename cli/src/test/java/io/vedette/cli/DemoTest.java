package io.vedette.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demo on real trees. */
@Tag("slow")
@Timeout(120)
class DemoTest {

    @TempDir
    Path folder;

    private Path tree;
    private String data;

    @BeforeEach
    void makeTree() throws Exception {
        tree = Files.createDirectories(folder.resolve("tree"));
        data = folder.resolve("data").toString();
        Files.createDirectories(tree.resolve("one/deep/er"));
        Files.writeString(tree.resolve("one/deep/er/file"), "1\n");
        Files.createDirectories(tree.resolve("two"));
        Files.createDirectories(tree.resolve(".hidden"));
        Files.createSymbolicLink(tree.resolve("link"), tree.resolve("one"));
        Files.writeString(tree.resolve("a file"), "not a directory\n");
    }

    private Program.Result demo(String... more) {
        String[] args = new String[more.length + 6];
        System.arraycopy(new String[] {"demo", "--once", "--dir", tree.toString(), "--data", data}, 0, args, 0, 6);
        System.arraycopy(more, 0, args, 6, more.length);
        return Program.run(args);
    }

    @Test
    void onceSettlesAllChildDirectoriesAndPrintsThem() throws Exception {
        Program.Result result = demo("-o", "json");

        assertThat(result.exit()).as(result.err()).isZero();
        JsonArray repositories = result.json().getAsJsonArray("repositories");
        assertThat(repositories).hasSize(2);
        JsonObject one = repositories.get(0).getAsJsonObject();
        assertThat(one.get("path").getAsString()).isEqualTo("/demo/one");
        assertThat(one.get("state").getAsString()).isEqualTo("ENABLED");
        assertThat(one.get("files").getAsInt()).isEqualTo(1);
        assertThat(one.get("events").getAsInt()).isEqualTo(2);
        assertThat(one.get("error").isJsonNull()).isTrue();
        Path clone = folder.resolve("clone");
        Shell.run(folder, "git", "clone", "-q", one.get("shadowPath").getAsString(), clone.toString());
        assertThat(clone.resolve("deep/er/file")).hasContent("1\n");
    }

    @Test
    void aSecondRunFindsWhatTheFirstHasMade() {
        String first = demo("-o", "json").out();

        Program.Result second = demo("-o", "json");

        assertThat(second.exit()).isZero();
        assertThat(second.out()).isEqualTo(first);
    }

    @Test
    void dataOfAnotherTreeAreRefused() throws Exception {
        demo();
        tree = Files.createDirectories(folder.resolve("other"));

        Program.Result other = demo();

        assertThat(other.exit()).isEqualTo(Exit.USAGE);
        assertThat(other.err()).contains("--data");
    }

    @Test
    void dataInsideTheTreeAreRefused() {
        data = tree.resolve("one/data").toString();

        Program.Result refused = demo();

        assertThat(refused.exit()).isEqualTo(Exit.USAGE);
        assertThat(refused.err()).contains("--data", "inside", "--dir");
        assertThat(tree.resolve("one/data")).doesNotExist();
    }

    @Test
    void theDefaultDataFolderWithinAChildIsRefused() throws Exception {
        Shell.Result refused =
                Shell.tryRun(tree.resolve("two"), VedetteProcess.command("demo", "--once", "--dir", ".."));

        assertThat(refused.exit()).as(refused.text()).isEqualTo(Exit.USAGE);
        assertThat(tree.resolve("two")).isEmptyDirectory();
    }

    @Test
    void aVanishedChildIsSaidAndIsNoFailure() throws Exception {
        demo();
        Files.delete(tree.resolve("two"));

        Program.Result result = demo();

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out()).contains("VANISHED");
    }

    @Test
    void anUnusableFolderIsNamedInOneLine() throws Exception {
        data = Files.writeString(folder.resolve("file"), "x") + "/data";

        Program.Result refused = demo();

        assertThat(refused.exit()).isEqualTo(Exit.USAGE);
        assertThat(refused.err().lines()).hasSize(1);
        assertThat(refused.err()).contains(folder.resolve("file").toString());
    }

    @Test
    void aNameThatIsNotUtf8FailsAloneWithItsBytesShown() throws Exception {
        Shell.run(tree, "bash", "-c", "mkdir $'bad\\xff'");

        Program.Result result = demo();

        assertThat(result.exit()).isEqualTo(Exit.FINDINGS);
        assertThat(result.err()).contains("bad\\xff");
        assertThat(result.out()).contains("/demo/one", "ENABLED", "REFUSED", "its name is not valid UTF-8");
    }

    @Test
    void theSampleIsMovedAndFrozenAndTheNextTimeMovedBack() throws Exception {
        Program.Result first = Program.run("demo", "--once", "--data", data, "-o", "json");
        Program.Result second = Program.run("demo", "--once", "--data", data);

        assertThat(first.exit()).as(first.err()).isZero();
        assertThat(first.json().getAsJsonArray("repositories"))
                .extracting(row -> row.getAsJsonObject().get("path").getAsString() + " "
                        + row.getAsJsonObject().get("shown"))
                .containsExactly(
                        "/demo/data \"frozen and unfrozen\"",
                        "/demo/hello null",
                        "/demo/notes-moved \"moved from /demo/notes\"");
        assertThat(first.err()).contains("MOVE_REPO_RELEASED", "MOVE_REPO_COMMITTED", "FREEZE_REPO_COMMITTED");
        assertThat(second.exit()).as(second.err()).isZero();
        assertThat(second.out()).contains("moved from /demo/notes-moved");
        assertThat(folder.resolve("data/tree/notes/today.txt")).hasContent("nothing yet\n");
        assertThat(folder.resolve("data/tree/data/.gitignore")).isWritable();
        assertThat(folder.resolve("data/tree")).isDirectoryNotContaining("glob:**/notes-moved");
    }

    @Test
    void whatAKilledTourBeganIsEndedByTheNextRun() throws Exception {
        try (VedetteProcess demo = VedetteProcess.start(folder, "demo", "--once", "--data", data)) {
            demo.awaitSaid("/demo/notes .*MOVE_REPO_MOVED");
            demo.kill();
        }

        Program.Result result = Program.run("demo", "--once", "--data", data, "-o", "json");

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.json().getAsJsonArray("repositories"))
                .extracting(row -> row.getAsJsonObject().get("path").getAsString() + " "
                        + row.getAsJsonObject().get("state").getAsString())
                .containsExactly("/demo/data ENABLED", "/demo/hello ENABLED", "/demo/notes ENABLED");
    }

    @Test
    void aTreeOfTheUsersIsNeitherMovedNorFrozen() throws Exception {
        Files.createDirectories(tree.resolve("notes"));
        Files.createDirectories(tree.resolve("data"));

        Program.Result result = demo();

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.err()).doesNotContain("MOVE", "FREEZE");
        assertThat(result.out()).contains("/demo/notes ").doesNotContain("SHOWN");
        assertThat(tree.resolve("notes")).isDirectory();
    }

    @Test
    void theSampleIsFollowedUntilStopped() throws Exception {
        try (VedetteProcess demo = VedetteProcess.start(folder, "demo", "--data", "sample")) {
            String clone = demo.awaitSaid("git clone (git://\\S+)");
            Shell.run(folder, "git", "clone", "-q", clone, "copy");
            Files.writeString(folder.resolve("sample/tree/hello/another"), "text");
            demo.awaitSaid("/demo/hello .*committed: 1 added, 0 modified, 0 deleted");
            Files.createDirectories(folder.resolve("sample/tree/new child"));
            demo.awaitSaid("/demo/new child .*enableRepo took");
            Shell.run(folder, "rm", "-r", "sample/tree/new child");
            demo.awaitSaid("/demo/new child .*vanished");

            assertThat(demo.stop(Duration.ofSeconds(5))).isTrue();
        }
    }
}
