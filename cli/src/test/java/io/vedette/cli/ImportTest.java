package io.vedette.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.vedette.client.HistoryImport;
import io.vedette.client.RegistryClient;
import io.vedette.domain.AggregateId;
import io.vedette.domain.AggregateKind;
import io.vedette.domain.Event;
import io.vedette.domain.ImportId;
import io.vedette.domain.RegistryEvent;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RepoId;
import io.vedette.server.RegistryServer;
import io.vedette.server.storage.Append;
import io.vedette.server.storage.Expected;
import io.vedette.server.storage.MemoryStorage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;

/** {@code vedette import}. */
@Timeout(60)
class ImportTest extends WithRegistry {

    private static final String REGISTRY = """
            {"registry":"exreg","event":"REGISTRY_ADDED","name":"exreg"}
            {"registry":"exreg","event":"ROOT_ADDED","path":"/ex","host":"h1","hostPath":"/data"}
            """;
    private static final String REPO_LINES = """
            {"repo":"r1","event":"REPO_INIT_STARTED","registry":"exreg","path":"/ex/a","creator":"Ada <ada@example.com>","host":"h1","hostPath":"/data/a"}
            {"registry":"exreg","event":"REPO_ADDED","repo":"r1","path":"/ex/a"}
            """;

    @TempDir
    Path folder;

    @Test
    void anExportThatWasImportedElsewhereIsExportedThereWithTheSameHistories() throws Exception {
        givenRepo();
        awaitAdded();
        vedette("create", "registry", "other");
        vedette("add", "root", "other", "/o", "--host", "hürde", "--host-path", "/dätä");
        vedette("init", "repo", "other", "/o/straße", "--creator", "Ädä <ada@example.com>");
        AggregateId repo = RepoId.of(REPO).aggregate();
        append(repo, new Event.Unknown(4711, bytes(1, 2, 3)));
        append(repo, new Event.Malformed(51, bytes(0xff), "unreadable"));
        append(RegistryId.ofName("other").aggregate(), new Event.Unknown(4712, bytes()));
        AggregateId workflow = new AggregateId(AggregateKind.WORKFLOW, new UUID(5, 5));
        append(workflow, new Event.OfWorkflow("MOVE_REPO", "STARTED", bytes(7)));
        append(workflow, new Event.OfWorkflow("MOVE_REPO", "ABORTED", bytes()));
        Awaitility.await().until(() -> vedette("get", "repos", "other").out().contains("ADDED"));
        String export = vedette("export").out();
        Path file = Files.writeString(folder.resolve("export.jsonl"), export);

        try (RegistryServer there = RegistryServer.builder(MemoryStorage.create(UUID.randomUUID()))
                .listen("127.0.0.1", 0)
                .build()) {
            String address = "127.0.0.1:" + there.start().getPort();
            Program.Result imported = Program.run("import", file.toString(), "--server", address);
            Program.Result again = Program.run("import", file.toString(), "--server", address);
            String exported = Program.run("export", "--server", address).out();

            assertThat(imported.err()).isEmpty();
            assertThat(imported.exit()).isZero();
            assertThat(imported.out())
                    .isEqualTo("imported " + export.lines().count()
                            + " events of 5 histories into registries exreg, other\n");
            assertThat(histories(exported)).isEqualTo(histories(export));
            assertThat(again.exit()).isEqualTo(Exit.REFUSED);
            assertThat(again.err()).contains("imported before").contains("nothing to do");
            assertThat(Program.run("export", "--server", address).out()).isEqualTo(exported);
        }
    }

    @Test
    void tenThousandRepositoriesArriveWhole() throws Exception {
        StringBuilder lines = new StringBuilder(REGISTRY);
        for (int i = 0; i < 10_000; i++) {
            lines.append(REPO_LINES.replace("\"r1\"", "\"r" + i + "\"").replace("/ex/a", "/ex/a" + i));
        }

        JsonObject result = importing(lines.toString(), "-o", "json").json();

        JsonObject row = result.getAsJsonArray("imports").get(0).getAsJsonObject();
        assertThat(row.get("events").getAsInt()).isEqualTo(20_002);
        assertThat(row.get("histories").getAsInt()).isEqualTo(10_001);
        assertThat(row.get("registries").toString()).isEqualTo("[\"exreg\"]");
        assertThat(vedette("get", "registries", "-o", "json").out()).containsPattern("\"repos\": 10000");
        assertThat(vedette("export").out().lines()).hasSize(20_002);
    }

    @Test
    void aFileThatCannotBeImportedIsRefusedWithTheLineAndNothingIsSent() throws Exception {
        assertUnusable("", "has no events");
        assertUnusable("# nothing\n\n", "has no events");
        assertUnusable(REGISTRY + "{\"live\":true}\n", ":3:1: a control of a replay: this is a scenario");
        assertUnusable(REGISTRY + "{\"registry\":\"exreg\",", ":3:");
        assertUnusable(REGISTRY + "{\"live\":true}\n{\"registry\":\"exreg\",", ":3:1: a control of a replay");
        assertUnusable(REPO_LINES.lines().findFirst().orElseThrow(), ":1:1: a repository of registry exreg, whose own");
        assertUnusable(
                REGISTRY + REPO_LINES.lines().skip(1).findFirst().orElseThrow(), ":3:1: repository r1 is added, but");
        assertUnusable(
                REGISTRY.lines().skip(1).findFirst().orElseThrow(), ":1:1: the history of a registry must begin with");
        assertUnusable(
                REGISTRY + "{\"repo\":\"r1\",\"event\":\"SHADOW_REPO_CREATED\",\"shadowPath\":\"/s\"}",
                ":3:1: the history of a repository must begin with");
        assertUnusable(
                REGISTRY
                        + "{\"workflow\":\"w\",\"kind\":\"IMPORT\",\"event\":\"IMPORT_STARTED\",\"aggregate\":\"workflow\",\"payload\":\"\"}",
                ":3:1: the history of an import");
        assertUnusable(
                "{\"workflow\":\"w\",\"kind\":\"X\",\"event\":\"X_STARTED\",\"aggregate\":\"workflow\",\"payload\":\"\"}",
                "has no history of a registry");
        assertUnusable(REGISTRY.replace("/data\"}", "/data\",\"colour\":\"red\"}"), ":2:");
        assertUnusable(REGISTRY.replace("exreg", "x".repeat(5_000)), ":1:1: the name of a registry must be 1 to 64");
        assertUnusable(REGISTRY.replace("exreg", "ex\\u001breg"), ":1:1: the name of a registry must be 1 to 64");
        assertUnusable(
                REGISTRY
                        + "{\"workflow\":\"w\",\"kind\":\"X\",\"event\":\"X_STARTED\",\"aggregate\":\"workflow\",\"payload\":\""
                        + "AAAA".repeat(3 << 20) + "\"}",
                ":3:1: an event of 94");

        assertThat(vedette("import", "-").err()).contains("cannot be standard input");
        assertThat(vedette("import", "-").exit()).isEqualTo(Exit.USAGE);
        assertThat(vedette("import", folder.toString()).err()).contains("read more than once");
        assertThat(vedette("import", folder.resolve("none").toString()).exit()).isEqualTo(Exit.USAGE);
        assertThat(storage.end().position()).isZero();
    }

    @Test
    void aRegistryThatExistsIsRefusedAndNothingIsChanged() throws Exception {
        vedette("create", "registry", "exreg");

        Program.Result result = importing(REGISTRY + REPO_LINES);

        assertThat(result.exit()).isEqualTo(Exit.REFUSED);
        assertThat(result.err()).isEqualTo("vedette: registry exreg exists; an import only makes new ones\n");
        assertThat(storage.end().position()).isEqualTo(1);
    }

    @Test
    void anUnfinishedImportIsNamedToWhoCommandsItsRegistryAndCanBeGivenUp() throws Exception {
        AggregateId workflow = new AggregateId(AggregateKind.WORKFLOW, new UUID(5, 5));
        append(workflow, new Event.OfWorkflow("X", "STARTED", bytes(1)));
        String lines = "{\"workflow\":\"" + workflow.uuid()
                + "\",\"kind\":\"X\",\"event\":\"X_STARTED\",\"aggregate\":\"workflow\",\"payload\":\"\"}\n" + REGISTRY;
        Program.Result notBegun = importing(lines);
        assertThat(notBegun.err()).contains("workflow " + workflow.uuid() + " has a history in this store already");
        begin(lines, "exreg", 3);
        assertThat(importing(lines).err()).contains("another history").contains("vedette import --abort ");

        Program.Result command = vedette("create", "registry", "exreg");
        String id = command.err().replaceAll("(?s).*--abort (\\S+)\n", "$1");
        Program.Result unknown =
                vedette("import", "--abort", id.replace(id.charAt(35), id.charAt(35) == 'a' ? 'b' : 'a'));
        Program.Result abort = vedette("import", "--abort", id);
        Program.Result byFile =
                vedette("import", "--abort", folder.resolve("import.jsonl").toString(), "-o", "json");

        assertThat(command.exit()).isEqualTo(Exit.REFUSED);
        assertThat(unknown.exit()).isNotZero();
        assertThat(abort.out()).isEqualTo("gave up import " + id + "; its registries are free\n");
        assertThat(byFile.out()).contains(id).contains("\"unusableRegistries\": []");
        assertThat(importing(lines).err()).contains("was given up");
        assertThat(vedette("create", "registry", "exreg").exit()).isZero();
    }

    @Test
    void oneEventOfOneHistoryIsSaidSo() throws Exception {
        assertThat(importing(REGISTRY.lines().findFirst().orElseThrow()).out())
                .isEqualTo("imported 1 event of 1 history into registry exreg\n");
    }

    /** The defect to prevent: the name of a registry commanded the terminal. */
    @Test
    void aRegistryThatAnAbortLeavesUnusableIsNamedAsATerminalMayHaveIt() throws Exception {
        String name = "ex\u001breg";
        ImportId id = begin("any", name, 9);
        append(RegistryId.ofName(name).aggregate(), new RegistryEvent.RegistryAdded(name));
        Awaitility.await().until(() -> vedette("get", "registries").out().contains("reg"));

        Program.Result abort = vedette("import", "--abort", id.toString());

        assertThat(abort.out()).endsWith("unusable from now on: ex\\u001breg\n");
    }

    /** Begins the import of a file and leaves it open. */
    private ImportId begin(String lines, String registry, long events) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(lines.getBytes(StandardCharsets.UTF_8));
        HistoryImport begun = new HistoryImport(
                Event.Bytes.copyOf(digest), List.of(RegistryId.ofName(registry)), events, Flux.empty());
        try (RegistryClient client = Clients.connect(address, Duration.ofSeconds(10))) {
            client.importHistories(begun).blockFirst();
        }
        return begun.id();
    }

    private void assertUnusable(String lines, String message) throws IOException {
        Program.Result result = importing(lines);
        assertThat(result.err()).contains(message).startsWith("vedette: " + folder.resolve("import.jsonl"));
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.exit()).isEqualTo(Exit.USAGE);
    }

    private Program.Result importing(String lines, String... more) throws IOException {
        Path file = Files.writeString(folder.resolve("import.jsonl"), lines);
        List<String> all = new ArrayList<>(List.of("import", file.toString()));
        all.addAll(List.of(more));
        return vedette(all.toArray(String[]::new));
    }

    private void append(AggregateId aggregate, Event event) {
        storage.append(new Append(aggregate, new Expected.Any(), null, 1, List.of(event)))
                .block();
    }

    private static Event.Bytes bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return Event.Bytes.copyOf(bytes);
    }

    /** The lines of each history, without what a store gives anew. */
    private static Map<String, List<String>> histories(String export) {
        Map<String, List<String>> histories = new LinkedHashMap<>();
        export.lines().forEach(text -> {
            JsonObject line = JsonParser.parseString(text).getAsJsonObject();
            List.of("id", "position", "time", "command").forEach(line::remove);
            String key = line.has("workflow")
                    ? line.get("workflow").getAsString()
                    : line.get("event").getAsString().equals("REPO_INIT_STARTED") || !line.has("registry")
                            ? line.get("repo").getAsString()
                            : line.get("registry").getAsString();
            histories.computeIfAbsent(key, history -> new ArrayList<>()).add(line.toString());
        });
        return histories;
    }
}
