package io.vedette.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Odd paths in commands: refused in words that name the rule, or accepted and shown so that nothing is mistaken. */
@Tag("slow")
class BadPathsTest extends WithRegistry {

    private static final String OTHER = "0192f0c1-2b3c-7d4e-8f50-123456789abd";

    @BeforeEach
    void givenRoot() {
        vedette("create", "registry", "exreg");
        vedette("add", "root", "exreg", "/ex", "--host", "h1", "--host-path", "/data");
    }

    /** Paths, and the words that say what is wrong with each. */
    static Stream<Arguments> malformed() {
        return Stream.of(
                Arguments.of("", "path \"\" must be absolute: begin with /"),
                Arguments.of("ex/a", "path \"ex/a\" must be absolute: begin with /"),
                Arguments.of(".", "must be absolute"),
                Arguments.of(" /ex/a", "must be absolute"),
                Arguments.of("/ex/../a", "path \"/ex/../a\" must be normalised: no . or .. in it"),
                Arguments.of("/..", "must be normalised"),
                Arguments.of("/ex/./a", "must be normalised"),
                Arguments.of("/ex/a/", "path \"/ex/a/\" must have no empty segment and no / at its end"),
                Arguments.of("/ex//a", "must have no empty segment"),
                Arguments.of("//ex/a", "must have no empty segment"),
                Arguments.of("/ex/" + "x".repeat(256), "path has a segment longer than 255 bytes"),
                Arguments.of("/ex/" + "é".repeat(128), "path has a segment longer than 255 bytes"),
                Arguments.of("/ex" + "/x".repeat(2_047), "path is longer than 4096 bytes"),
                Arguments.of("/ex/nul\0", "path must not hold a NUL character"),
                Arguments.of("/ex/\uD800", "path must be valid Unicode: it has a lone surrogate"));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void isRefusedByEveryCommandThatTakesAPath(String path, String words) {
        for (List<String> command : List.of(
                List.of("init", "repo", "exreg", path),
                List.of("add", "root", "exreg", path, "--host", "h1", "--host-path", "/data"),
                List.of("remove", "root", "exreg", path))) {
            Program.Result result = vedette(command.toArray(String[]::new));

            assertThat(result.err())
                    .as("%s", command)
                    .contains(words)
                    .hasLineCount(1)
                    .doesNotContain("Exception");
            assertThat(result.exit()).as("%s", command).isEqualTo(Exit.USAGE);
        }
        Program.Result lookedUp = vedette("get", "repo", path, "--registry", "exreg");
        assertThat(lookedUp.exit()).isEqualTo(Exit.USAGE);
        assertThat(lookedUp.err())
                .contains(path.startsWith("/") ? words : "UUID")
                .hasLineCount(1)
                .doesNotContain("Exception");
        assertThat(vedette("get", "repos", "exreg", "-o", "jsonl").out()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void isDocumented(String path, String words) throws IOException {
        String rule = words.replaceFirst("^path \".*\" ", "");

        assertThat(Files.readString(Path.of("../docs/reference/bad-input.md"))).contains(rule);
    }

    @Test
    void anObserverOfAMalformedPrefixDoesNotStart(@TempDir Path folder) {
        for (String prefix : List.of("ex", "/ex/", "/ex/../a")) {
            Program.Result result = Program.run(
                    "observe",
                    "--registry",
                    address,
                    "--name",
                    "exreg",
                    "--host",
                    "h1",
                    "--prefix",
                    prefix,
                    "--shadow",
                    folder.resolve("shadow").toString(),
                    "--listen",
                    "127.0.0.1:0");

            assertThat(result.exit()).as(result.err()).isEqualTo(Exit.USAGE);
            assertThat(result.err()).contains("path \"" + prefix + "\" must").doesNotContain("Exception");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"data", "", "./data"})
    void aRelativeDirectoryOfARootIsRefused(String directory) {
        Program.Result result = vedette("add", "root", "exreg", "/new", "--host", "h1", "--host-path", directory);

        assertThat(result.exit()).isEqualTo(Exit.USAGE);
        assertThat(result.err()).contains("host path \"" + directory + "\" must be absolute: begin with /");
    }

    @Test
    void aPathThatIsTakenIsRefusedAndNamesWhoHasIt() {
        givenRepo();
        awaitAdded();

        Program.Result taken = vedette("init", "repo", "exreg", "/ex/a", "--id", OTHER);
        Program.Result moved = vedette("init", "repo", "exreg", "/ex/b", "--id", REPO);
        Program.Result again = vedette("init", "repo", "exreg", "/ex/a", "--id", REPO);

        assertThat(taken.exit()).isEqualTo(Exit.REFUSED);
        assertThat(taken.err()).contains("path /ex/a is taken by repository " + REPO + "; choose another path");
        assertThat(moved.exit()).isEqualTo(Exit.REFUSED);
        assertThat(moved.err()).contains("repository " + REPO + " lives at /ex/a already; choose another id");
        assertThat(again.exit()).as("nothing to do").isZero();
    }

    @Test
    void aPathThatOnlyBeginsLikeAnotherIsAnother() {
        givenRepo();
        awaitAdded();

        Program.Result near = vedette("init", "repo", "exreg", "/ex/ab", "--id", OTHER);
        Program.Result outside = vedette("init", "repo", "exreg", "/exa/b");
        Program.Result otherCase = vedette("init", "repo", "exreg", "/EX/a");

        assertThat(near.exit()).as(near.err()).isZero();
        assertThat(near.out()).contains("accepted");
        for (Program.Result refused : List.of(outside, otherCase)) {
            assertThat(refused.exit()).isEqualTo(Exit.REFUSED);
            assertThat(refused.err()).contains("there is no root at or above /", "add one with: vedette add root");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ex/two\nlines",
                "/ex/\u001b[2Jclear",
                "/ex/a\tb",
                "/ex/ a ",
                "/ex/-rf",
                "/ex/\u202Eexe",
                "/ex/\u200E\u200F\u061C",
                "/ex/a\u2028b\u2029"
            })
    void anOddNameIsAcceptedAndShownWithoutHarmToTheTerminal(String path) {
        Program.Result init = vedette("init", "repo", "exreg", path, "--id", REPO);
        awaitAdded();
        Program.Result table = vedette("get", "repos", "exreg");
        JsonObject row =
                vedette("get", "repos", "exreg", "-o", "jsonl").jsonLines().get(0);

        assertThat(init.exit()).as(init.err()).isZero();
        assertThat(table.out().lines()).hasSize(2);
        assertThat(table.out().replace("\n", "").chars())
                .noneMatch(c -> Character.isISOControl(c) || "\u202E\u200E\u200F\u061C\u2028\u2029".indexOf(c) >= 0);
        assertThat(row.get("path").getAsString()).isEqualTo(path);
    }

    @Test
    void theLongestPathIsAcceptedAndARefusalOfItIsStillAnAnswer() {
        String longest = "/ex" + ("/" + "é".repeat(127)).repeat(15);

        Program.Result init = vedette("init", "repo", "exreg", longest, "--id", REPO);
        Program.Result taken = vedette("init", "repo", "exreg", longest, "--id", OTHER);

        assertThat(init.exit()).as(init.err()).isZero();
        assertThat(taken.exit()).isEqualTo(Exit.REFUSED);
        assertThat(taken.err()).startsWith("vedette: path /ex/é").contains("…");
    }

    @Test
    void aPathThatIsTooLongOnTheFileServerIsRefused() {
        vedette("add", "root", "exreg", "/deep", "--host", "h1", "--host-path", "/" + "d".repeat(4_000));

        Program.Result result = vedette("init", "repo", "exreg", "/deep/" + "x".repeat(200));

        assertThat(result.exit()).isEqualTo(Exit.REFUSED);
        assertThat(result.err()).contains("path: is too long below /ddd");
    }

    @Test
    void anUnknownRegistryIsNamedByEveryCommand() {
        Program.Result init = vedette("init", "repo", "nowhere", "/ex/a");
        Program.Result add = vedette("add", "root", "nowhere", "/ex", "--host", "h1", "--host-path", "/data");
        Program.Result get = vedette("get", "repos", "nowhere");
        Program.Result badName = vedette("create", "registry", "No Such");

        for (Program.Result result : List.of(init, add, get)) {
            assertThat(result.exit()).isEqualTo(Exit.REFUSED);
            assertThat(result.err()).contains("registry nowhere does not exist");
        }
        assertThat(init.err()).contains("make it with: vedette create registry nowhere");
        assertThat(badName.exit()).isEqualTo(Exit.REFUSED);
        assertThat(badName.err()).contains("name: must be 1 to 64 of a-z 0-9 _ . -");
    }

    @Test
    void aRootThatNobodyServesIsAcceptedAndTheRepositoryWaits() {
        vedette("add", "root", "exreg", "/far", "--host", "nobody", "--host-path", "/data");

        Program.Result init = vedette("init", "repo", "exreg", "/far/a", "--id", REPO);
        awaitAdded();
        JsonObject repo = vedette("get", "repo", "/far/a", "--registry", "exreg", "-o", "json")
                .json()
                .getAsJsonArray("repositories")
                .get(0)
                .getAsJsonObject();

        assertThat(init.exit()).as(init.err()).isZero();
        assertThat(repo.get("host").getAsString()).isEqualTo("nobody");
        assertThat(repo.get("shadowPath").isJsonNull()).isTrue();
        assertThat(repo.get("error").isJsonNull()).isTrue();
    }

    @Test
    void whatIsEchoedFromAWrongCommandLineCannotCommandTheTerminal() {
        Program.Result result = vedette("init", "repo", "exreg", "/ex/a", "--id", "\u001b[2Jno-id");

        assertThat(result.exit()).isEqualTo(Exit.USAGE);
        assertThat(result.err()).contains("no-id").doesNotContain("\u001b");
    }
}
