package io.vedette.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code vedette replay} of files with and without expectations: what it prints where, and how it ends. */
class ReplayTest {

    private static final Path SCENARIO = Tutorial.home().resolve("examples/histories/scenario-1.jsonl");

    private static final String SMALL = """
            {"registry":"exreg","event":"REGISTRY_ADDED","name":"exreg"}
            {"registry":"exreg","event":"ROOT_ADDED","path":"/ex","host":"h1","hostPath":"/data"}
            {"registry":"exreg","event":"REPO_ADDED","repo":"r1","path":"/ex/a"}
            {"repo":"r1","event":"REPO_INIT_STARTED","registry":"exreg","path":"/ex/a","creator":"Ada <ada@example.com>","host":"h1","hostPath":"/data/a"}
            {"repo":"r1","event":"SHADOW_REPO_CREATED","shadowPath":"/shadow/a"}
            """;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("history.jsonl");
    }

    private Program.Result replay(String history, String... more) throws IOException {
        Files.writeString(file, history);
        return replay(file, more);
    }

    private static Program.Result replay(Path file, String... more) {
        List<String> all = new ArrayList<>(List.of("replay", file.toString()));
        all.addAll(Arrays.asList(more));
        return Program.run(all.toArray(String[]::new));
    }

    private static void assertRefused(Program.Result result, String message) {
        assertThat(result.exit()).isEqualTo(Exit.USAGE);
        assertThat(result.err().lines()).singleElement().asString().contains(message);
        assertThat(result.out()).isEmpty();
    }

    @Test
    void callsAreLinesOnStandardOutputAndTheRestIsOnStandardError() {
        Program.Result result = replay(SCENARIO, "--name", "exreg", "--prefix", "/ex/a");

        assertThat(result.exit()).isZero();
        assertThat(result.out().lines())
                .containsExactly(
                        "{\"call\":\"initializer.initRepo\",\"repo\":\"r1\"}",
                        "{\"call\":\"command.confirmShadow\",\"repo\":\"r1\","
                                + "\"shadowPath\":\"/shadow/7a5d1a9e-ed5e-50ad-ba21-e455dc9d9994\"}",
                        "{\"call\":\"initializer.getRepo\",\"repo\":\"r1\"}",
                        "{\"call\":\"processor.enableRepo\",\"repo\":\"r1\",\"path\":\"/ex/a/foo\","
                                + "\"hostPath\":\"/data/a/foo\",\"shadowPath\":\"/shadow/r1\"}");
        assertThat(result.err()).isEqualTo("vedette: replayed 10 events, 4 calls, 4 expectations hold\n");
    }

    @Test
    void whatIsPrintedIsWhatAFileMayExpect() throws IOException {
        String calls = replay(SMALL).out().lines().collect(Collectors.joining(","));

        Program.Result result = replay(SMALL + "{\"expect\":[" + calls + "]}\n");

        assertThat(result.exit()).isZero();
        assertThat(result.err()).contains("2 calls, 1 expectation holds");
    }

    @Test
    void aTableAndADocumentHaveTheSameCallsOnce() throws IOException {
        Program.Result table = replay(SMALL, "-o", "table");
        JsonObject document = replay(SMALL, "-o", "json").json();

        assertThat(table.out()).isEqualTo("""
                REPO  CALL                  FIELDS                                           BECAUSE
                r1    initializer.getRepo   -                                                line 5, SHADOW_REPO_CREATED
                r1    processor.enableRepo  path=/ex/a hostPath=/data/a shadowPath=/shadow/a  line 5, SHADOW_REPO_CREATED
                """.replace(
                        "FIELDS                                           BECAUSE",
                        "FIELDS                                            BECAUSE")
                .replace(
                        "-                                                line",
                        "-                                                 line"));
        assertThat(document.getAsJsonArray("calls")).hasSize(2);
    }

    @Test
    void aDifferenceSaysWhatWasExpectedWhatWasGotAndWhy() throws IOException {
        Program.Result result = replay(SMALL + """
                {"expect":[{"call":"initializer.getRepo","repo":"r1"},{"call":"processor.enableRepo","repo":"r1","path":"/ex/b","shadowPath":"/shadow/a"},{"call":"processor.disableRepo","repo":"r1"}]}
                """);

        assertThat(result.exit()).isEqualTo(Exit.FINDINGS);
        assertThat(result.err()).isEqualTo(file + """
                :6: repo r1: expected (-) and got (+) differ
                  = initializer.getRepo
                  - processor.enableRepo path=/ex/b shadowPath=/shadow/a
                  - processor.disableRepo
                  + processor.enableRepo path=/ex/a hostPath=/data/a shadowPath=/shadow/a
                      differs in path; because of line 5, SHADOW_REPO_CREATED
                vedette: replayed 5 events, 2 calls, 1 of 1 expectation does not hold
                """);
        assertThat(result.jsonLines()).hasSize(2);
    }

    @Test
    void callsThatNobodyExpectedAreADifferenceWhereverTheyCome() throws IOException {
        Program.Result none = replay(SMALL + "{\"expect\":[]}\n");
        Program.Result after = replay("{\"live\":true}\n{\"expect\":[]}\n" + SMALL);

        assertThat(none.exit()).isEqualTo(Exit.FINDINGS);
        assertThat(none.err()).contains(file + ":6: repo r1: calls, and none were expected\n  + initializer.getRepo\n");
        assertThat(after.exit()).isEqualTo(Exit.FINDINGS);
        assertThat(after.err())
                .contains(file + ":2: repo r1: calls after the last that were expected\n")
                .contains("0 of 1 expectation do not hold, and there are calls after the last");
    }

    @Test
    void aFileThatIsNotWellFormedIsRefusedBeforeTheFirstCall() throws IOException {
        assertRefused(replay(SMALL + "{\"repo\":\"r1\",\"event\":"), file + ":6:22: the line ends in the middle");
        assertRefused(replay(SMALL + "{\"live\":maybe}"), file + ":6:");
        assertRefused(
                replay("{\"expect\":[{\"call\":\"initializer.getRepo\",\"repo\":\"r9\"}]}\n" + SMALL),
                file + ":1:1: \"expect\" is about repo r9, of which no line has an event");
    }

    @Test
    void whatCannotBeReplayedIsSaidInALine() throws IOException {
        assertRefused(replay(folder.resolve("missing")), "missing: does not exist");
        assertRefused(replay(folder), folder + " is a folder and no history file");
        assertRefused(replay(SMALL, "--name", "other"), "there is no registry other in " + file + "; it has exreg");
        assertRefused(replay(SMALL, "--prefix", "ex"), "must be absolute");
        assertRefused(replay("# nothing\n"), "has the history of no registry");
        assertRefused(replay(SMALL, "--streams", "0"), "--streams is at least 1");
        assertRefused(replay(SMALL, "--really"), "--really is about plug-ins, and none is loaded");
        assertRefused(replay(SMALL, "--against", "b.jar"), "name the other one with --plugin, once");
        assertRefused(Program.run("replay", "--plugin", "a.jar", file.toString()), "Name it before --plugin");
        String two = SMALL + "{\"registry\":\"other\",\"event\":\"REGISTRY_ADDED\",\"name\":\"other\"}\n";
        assertRefused(replay(two), "has several registries; say which: --name exreg | --name other");
        assertThat(replay(two, "--name", "other").err()).contains("6 events, 0 calls");
    }

    @Test
    void unknownEventsAreCounted() throws IOException {
        Program.Result result = replay(
                SMALL + "{\"repo\":\"r1\",\"aggregate\":\"repo\",\"event\":\"REPO_PAINTED\",\"colour\":\"red\"}\n");

        assertThat(result.exit()).isZero();
        assertThat(result.err()).contains("replayed 6 events (1 unknown, skipped), 2 calls");
    }

    @Test
    void everyOrderMeetsWhatTheFileExpects() {
        Program.Result result = replay(SCENARIO, "--prefix", "/ex/a", "--interleavings", "20", "--streams", "1");

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.err()).contains("vedette: 20 other orders come to the same\n");
        assertThat(result.jsonLines()).hasSize(4);
    }

    @Test
    void anOrderThatComesToSomethingElseIsNamedWithTheCommandThatRepeatsIt() throws IOException {
        // Whichever repository is first gets the one failure, so the order can be seen.
        String history = SMALL.replace(
                        "{\"repo\":\"r1\",\"event\":\"REPO_INIT",
                        "{\"registry\":\"exreg\",\"event\":\"REPO_ADDED\",\"repo\":\"r2\",\"path\":\"/ex/b\"}\n"
                                + "{\"repo\":\"r2\",\"event\":\"REPO_INIT_STARTED\",\"registry\":\"exreg\",\"path\":\"/ex/b\","
                                + "\"creator\":\"Ada <ada@example.com>\",\"host\":\"h1\",\"hostPath\":\"/data/b\"}\n"
                                + "{\"repo\":\"r2\",\"event\":\"SHADOW_REPO_CREATED\",\"shadowPath\":\"/shadow/b\"}\n"
                                + "{\"repo\":\"r1\",\"event\":\"REPO_INIT")
                + "{\"fail\":{\"call\":\"initializer.getRepo\",\"error\":\"strong\"}}\n";

        Program.Result result = replay(history, "--prefix", "/ex", "--interleavings", "50");

        assertThat(result.exit()).isEqualTo(Exit.FINDINGS);
        assertThat(result.err())
                .containsPattern("repo r1: the fixed order \\(-\\) and seed \\d+ \\(\\+\\) differ\n")
                .containsPattern("vedette: seed (\\d+) is the first that differs; see it again with: vedette replay \\Q"
                        + file + "\\E --prefix /ex --seed \\1\n");
    }

    @Test
    void nothingTemporaryIsLeftBehind() throws IOException {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        for (Map.Entry<String, Integer> each :
                Map.of(SMALL, Exit.OK, "nonsense", Exit.USAGE).entrySet()) {
            Files.writeString(file, each.getKey());
            try (VedetteProcess replay =
                    VedetteProcess.start(folder, List.of("-Djava.io.tmpdir=" + temporary), "replay", file.toString())) {
                assertThat(replay.ended(Duration.ofSeconds(60))).isTrue();
                assertThat(replay.exitValue()).isEqualTo(each.getValue());
            }
            assertThat(temporary).isDirectoryNotContaining("glob:**/vedette-replay-*");
        }
    }

    @Test
    void aHistoryComesThroughAPipeAndItsReaderMayLeave() throws Exception {
        Files.writeString(file, SMALL);
        List<String> command = new ArrayList<>(List.of(
                "bash",
                "-c",
                "cat history.jsonl | \"$@\" - --prefix /ex > calls.txt; echo first $?;"
                        + " \"$@\" <(cat history.jsonl) | head -n 1; echo second ${PIPESTATUS[0]}",
                "bash"));
        command.addAll(VedetteProcess.command("replay"));

        Shell.Result result = Shell.tryRun(folder, command);

        assertThat(result.text())
                .contains("first 0", "second 0", "{\"call\":\"initializer.getRepo\",\"repo\":\"r1\"}")
                .doesNotContain("Exception", "standard output");
        assertThat(folder.resolve("calls.txt")).content().hasLineCount(2);
    }
}
