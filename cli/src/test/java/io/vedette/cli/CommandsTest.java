package io.vedette.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.vedette.client.RegistryClient;
import io.vedette.domain.HostPath;
import io.vedette.domain.Omissions;
import io.vedette.domain.RepoCommand;
import io.vedette.domain.RepoId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands, state and history over the program's grammar, against a real registry. */
class CommandsTest extends WithRegistry {

    @Test
    void theSameCommandIdGetsTheFirstAnswer() {
        String id = UUID.randomUUID().toString();

        JsonObject first = result(vedette("create", "registry", "exreg", "--command-id", id, "-o", "json"));
        JsonObject second = result(vedette("create", "registry", "exreg", "--command-id", id, "-o", "json"));
        Program.Result other = vedette("create", "registry", "other", "--command-id", id);

        assertThat(first.get("replayed").getAsBoolean()).isFalse();
        assertThat(second.get("replayed").getAsBoolean()).isTrue();
        assertThat(second.get("version")).isEqualTo(first.get("version"));
        assertThat(other.exit()).isEqualTo(Exit.REFUSED);
        assertThat(other.err()).contains(id);
    }

    private static JsonObject result(Program.Result result) {
        return result.json().getAsJsonArray("results").get(0).getAsJsonObject();
    }

    @Test
    void aWrongExpectedVersionIsRefusedWithTheCurrentOne() {
        vedette("create", "registry", "exreg");

        Program.Result refused =
                vedette("add", "root", "exreg", "/ex", "--host", "h1", "--host-path", "/data", "--expect-version", "7");

        assertThat(refused.exit()).isEqualTo(Exit.REFUSED);
        assertThat(refused.err()).contains("1").doesNotContain("Exception");
    }

    @Test
    void anErrorIsClearedByItsText() {
        givenRepo();
        awaitAdded();
        try (RegistryClient client = Clients.connect(address, Duration.ofSeconds(10))) {
            client.execute(new RepoCommand.SetRepoError(RepoId.of(REPO), "bad dir"))
                    .block();
        }

        Program.Result other = vedette("clear", "error", REPO, "--message", "another");
        Program.Result unrepeatable = vedette(
                "clear", "error", REPO, "--command-id", UUID.randomUUID().toString());
        Program.Result cleared = vedette("clear", "error", REPO);

        assertThat(other.exit()).isEqualTo(Exit.REFUSED);
        assertThat(other.err()).contains("bad dir");
        assertThat(unrepeatable.exit()).isEqualTo(Exit.USAGE);
        assertThat(cleared.exit()).as(cleared.err()).isZero();
        assertThat(vedette("get", "repo", REPO).out()).doesNotContain("bad dir");
    }

    @Test
    void aRepeatedInitWithTheSameCommandIdNamesTheSameRepository() {
        givenRepo();
        String id = UUID.randomUUID().toString();

        JsonObject first = result(vedette("init", "repo", "exreg", "/ex/b", "--command-id", id, "-o", "json"));
        JsonObject second = result(vedette("init", "repo", "exreg", "/ex/b", "--command-id", id, "-o", "json"));

        assertThat(second.get("replayed").getAsBoolean()).isTrue();
        assertThat(second.get("repo")).isEqualTo(first.get("repo"));
    }

    @Test
    void waitingSaysTheErrorThatIsStoredNowAndNoOlderOne() {
        givenRepo();
        awaitAdded();
        RepoId repo = RepoId.of(REPO);
        try (RegistryClient client = Clients.connect(address, Duration.ofSeconds(10))) {
            client.execute(new RepoCommand.SetRepoError(repo, "bad dir")).block();
            client.execute(new RepoCommand.ClearRepoError(repo, "bad dir")).block();
            client.execute(new RepoCommand.ConfirmShadow(repo, new HostPath("/shadow"), Omissions.NONE))
                    .block();
        }

        Program.Result waited = vedette("init", "repo", "exreg", "/ex/a", "--id", REPO, "--wait");

        assertThat(waited.exit()).as(waited.err()).isZero();
        assertThat(waited.out()).contains("/shadow").doesNotContain("bad dir");
        assertThat(waited.err()).contains("whether it is open, no observer says");
    }

    @Test
    void aDocumentCannotBeWatched() {
        assertThat(vedette("events", "all", "--watch", "-o", "json").exit()).isEqualTo(Exit.USAGE);
    }

    @Test
    void historyIsPrintedAsLinesOfAHistoryFile() {
        givenRepo();
        awaitAdded();

        List<JsonObject> lines = vedette("events", "all", "-o", "jsonl").jsonLines();

        assertThat(lines)
                .extracting(line -> line.get("event").getAsString())
                .containsExactly("REGISTRY_ADDED", "ROOT_ADDED", "REPO_ACCEPTED", "REPO_INIT_STARTED", "REPO_ADDED");
        JsonObject init = lines.get(3);
        assertThat(init.get("registry").getAsString()).isEqualTo("exreg");
        assertThat(init.get("repo").getAsString()).isEqualTo(REPO);
        assertThat(init.get("hostPath").getAsString()).isEqualTo("/data/a");
        assertThat(init.get("position").getAsLong()).isEqualTo(4);
        assertThat(lines.get(1).get("path").getAsString()).isEqualTo("/ex");
        assertThat(vedette("export").out())
                .isEqualTo(vedette("events", "all", "-o", "jsonl").out());
    }

    @Test
    void historyAfterAnEventLeavesOutWhatCameBefore() {
        givenRepo();
        awaitAdded();
        List<JsonObject> all =
                vedette("events", "registry", "exreg", "-o", "jsonl").jsonLines();

        List<JsonObject> rest = vedette(
                        "events",
                        "registry",
                        "exreg",
                        "-o",
                        "jsonl",
                        "--after",
                        all.get(1).get("id").getAsString())
                .jsonLines();

        assertThat(rest).isEqualTo(all.subList(2, all.size()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "init repo nowhere /ex/a",
                "add root nowhere /ex --host h1 --host-path /data",
                "get roots nowhere",
                "get repo 0192f0c1-2b3c-7d4e-8f50-000000000000",
                "create registry UPPER"
            })
    void aRefusalIsExitFourAndOneLine(String line) {
        Program.Result refused = vedette(line.split(" "));

        assertThat(refused.exit()).as(refused.err()).isEqualTo(Exit.REFUSED);
        assertThat(refused.err().lines()).hasSize(1);
        assertThat(refused.err()).startsWith("vedette: ");
        assertThat(refused.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "init repo exreg relative/path",
                "init repo exreg /a/../b",
                "init repo exreg /a//b",
                "init repo",
                "get repo not-a-uuid",
                "nonsense",
                "events all -o xml",
                "events all --after 123"
            })
    void aWrongCommandLineIsExitTwo(String line) {
        Program.Result wrong = vedette(line.split(" "));

        assertThat(wrong.exit()).as(wrong.err()).isEqualTo(Exit.USAGE);
        assertThat(wrong.err())
                .startsWith("vedette: ")
                .doesNotContain("Exception")
                .doesNotContain("\tat ");
        assertThat(wrong.err().lines()).hasSizeLessThanOrEqualTo(3);
        assertThat(wrong.out()).isEmpty();
    }

    @Test
    void anUnreachableRegistryIsExitThreeAndNamed() throws IOException {
        int nobody = Ports.free();

        Program.Result unreachable =
                Program.run("get", "registries", "--server", "127.0.0.1:" + nobody, "--timeout", "PT1S");

        assertThat(unreachable.exit()).isEqualTo(Exit.UNREACHABLE);
        assertThat(unreachable.err()).contains("127.0.0.1:" + nobody);
        assertThat(unreachable.err().lines()).hasSize(1);
    }

    @Test
    void anotherAddressThanLoopbackIsRefused(@TempDir Path folder) {
        Program.Result registry =
                Program.run("registry", "serve", "--data", folder.resolve("r").toString(), "--listen", "0.0.0.0:0");
        Program.Result observer = Program.run(
                "observe",
                "--name",
                "x",
                "--prefix",
                "/",
                "--host",
                "h",
                "--registry",
                address,
                "--shadow",
                folder.resolve("s").toString(),
                "--listen",
                "0.0.0.0:0");

        assertThat(registry.exit()).isEqualTo(Exit.USAGE);
        assertThat(registry.err()).contains("0.0.0.0").contains("--insecure");
        assertThat(observer.exit()).isEqualTo(Exit.USAGE);
        assertThat(observer.err()).contains("0.0.0.0").contains("--insecure");
    }

    @Test
    void everyCommandHasHelp() {
        for (String line : List.of(
                "",
                "demo",
                "registry serve",
                "observe",
                "create registry",
                "events all",
                "explain",
                "retry repo",
                "retry registry",
                "pause repo",
                "resume repo")) {
            Program.Result help = Program.run((line + " --help").strip().split(" "));

            assertThat(help.exit()).as(line).isZero();
            assertThat(help.out()).as(line).contains("Usage: vedette");
        }
    }

    @Test
    void completionIsAScriptThatBashAccepts(@TempDir Path folder) throws Exception {
        Path script = Files.writeString(
                folder.resolve("vedette.bash"),
                Program.run("generate-completion").out());

        assertThat(Shell.run(folder, "bash", "-n", script.toString())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--timeout=5", "--timeout=soon", "--command-id=1-1-1-1-1", "--command-id=x"})
    void aWrongValueIsNamedWithoutTheProgramsInsides(String option) {
        Program.Result wrong = vedette("create", "registry", "exreg", option);

        assertThat(wrong.exit()).isEqualTo(Exit.USAGE);
        assertThat(wrong.err())
                .contains(option.substring(option.indexOf('=') + 1))
                .doesNotContain("java.", "Exception");
    }

    @Test
    void aDurationMayBeWrittenAsPeopleDo() {
        assertThat(vedette("create", "registry", "exreg", "--timeout", "5s").exit())
                .isZero();
        assertThat(vedette("create", "registry", "other", "--timeout", "PT5S").exit())
                .isZero();
    }
}
