package io.vedette.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.vedette.client.RegistryClient;
import io.vedette.domain.HostPath;
import io.vedette.domain.Omissions;
import io.vedette.domain.RepoCommand;
import io.vedette.domain.RepoId;
import io.vedette.server.RegistryServer;
import io.vedette.server.storage.MemoryStorage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands, state and history over the program's grammar, against a real registry. */
class CommandsTest {

    private static final String REPO = "0192f0c1-2b3c-7d4e-8f50-123456789abc";

    private RegistryServer server;
    private String address;

    @BeforeEach
    void start() {
        server = RegistryServer.builder(MemoryStorage.create(UUID.randomUUID()))
                .listen("127.0.0.1", 0)
                .build();
        address = "127.0.0.1:" + server.start().getPort();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Program.Result vedette(String... args) {
        List<String> all = new ArrayList<>(Arrays.asList(args));
        all.addAll(List.of("--server", address));
        return Program.run(all.toArray(String[]::new));
    }

    private void givenRepo() {
        vedette("create", "registry", "exreg");
        vedette("add", "root", "exreg", "/ex", "--host", "h1", "--host-path", "/data");
        Program.Result init =
                vedette("init", "repo", "exreg", "/ex/a", "--id", REPO, "--creator", "Ada <ada@example.com>");
        assertThat(init.exit()).as(init.err()).isZero();
    }

    @Test
    void whatWasMadeIsShown() {
        givenRepo();

        assertThat(vedette("get", "registries").out()).contains("exreg");
        assertThat(vedette("get", "roots", "exreg").out()).contains("/ex", "h1", "/data");
        assertThat(vedette("get", "repos", "exreg").out()).contains(REPO, "/ex/a");
        assertThat(vedette("get", "repos", "exreg", "--prefix", "/ex/b").out()).isEmpty();
    }

    @Test
    void aRepositoryIsFoundByIdAndByPath() {
        givenRepo();
        awaitAdded();

        JsonObject byId = vedette("get", "repo", REPO, "-o", "json").json();
        JsonObject byPath = vedette("get", "repo", "/ex/a", "-o", "json").json();

        JsonObject repo = byId.getAsJsonArray("repositories").get(0).getAsJsonObject();
        assertThat(repo.get("hostPath").getAsString()).isEqualTo("/data/a");
        assertThat(repo.get("creator").getAsString()).isEqualTo("Ada <ada@example.com>");
        assertThat(byPath).isEqualTo(byId);
    }

    private void awaitAdded() {
        Awaitility.await().until(() -> vedette("get", "repos", "exreg").out().contains("ADDED"));
    }

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

    @Test
    void withoutObserversExplainSaysNothingAndSucceeds() {
        assertThat(vedette("explain").exit()).isZero();
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
        int nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }

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
        for (String line :
                List.of("", "demo", "registry serve", "observe", "create registry", "events all", "explain")) {
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

    @Test
    void whatIsNotThereIsSaid() {
        givenRepo();
        String other = REPO.replace("0192", "0193");

        for (Program.Result missing : List.of(
                vedette("events", "registry", "nope"),
                vedette("events", "repo", other),
                vedette("events", "repo", "/ex/nope"),
                vedette("export", "--registry", "exreg", "--registry", "nope"),
                vedette("get", "roots", "nope"),
                vedette("get", "repos", "nope"),
                vedette("get", "repo", other),
                vedette("clear", "error", "/ex/nope", "--message", "m"))) {
            assertThat(missing.exit()).as(missing.err()).isEqualTo(Exit.REFUSED);
            assertThat(missing.out()).isEmpty();
            assertThat(missing.err()).containsAnyOf("nope", other);
        }
        Program.Result unseen = vedette("explain", "repo", "/ex/a");
        assertThat(unseen.exit()).isEqualTo(Exit.FINDINGS);
        assertThat(unseen.err()).contains("no observer", "/ex/a");
    }

    @Test
    void aRepositoryMayBeNamedByItsPathEverywhere() {
        givenRepo();
        awaitAdded();

        assertThat(vedette("events", "repo", "/ex/a", "-o", "jsonl").jsonLines())
                .isEqualTo(vedette("events", "repo", REPO, "-o", "jsonl").jsonLines())
                .isNotEmpty();
        assertThat(vedette("reinit", "repo", "exreg", "/ex/a", "--reason", "try")
                        .exit())
                .isZero();
    }

    @Test
    void aWatchOfTheStateShowsWhatChanges() throws Exception {
        givenRepo();
        awaitAdded();
        try (VedetteProcess watch = VedetteProcess.start(
                Path.of("."), "get", "repos", "exreg", "--watch", "-o", "jsonl", "--server", address)) {
            Awaitility.await().until(() -> watch.out().size() == 1);
            vedette("init", "repo", "exreg", "/ex/b", "--creator", "Ada <ada@example.com>");

            Awaitility.await()
                    .until(() ->
                            watch.out().stream().anyMatch(line -> line.contains("/ex/b") && line.contains("ADDED")));
            assertThat(watch.out()).filteredOn(line -> line.contains("/ex/a")).hasSize(1);
        }
    }
}
