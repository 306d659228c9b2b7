package io.vedette.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Workflows for real: two observers as processes, with two hosts, two trees and two shadow folders. */
@Tag("slow")
@Timeout(120)
class TwoFileServersTest extends WithRegistry {

    private static final String WORKFLOW = "0192f0c1-2b3c-7d4e-8f50-aaaaaaaaaaaa";

    @TempDir
    Path folder;

    private final List<VedetteProcess> observers = new ArrayList<>();
    private Path here;
    private Path there;
    private String to;

    @BeforeEach
    void givenARepositoryOnTheFirstOfTwoFileServers() throws Exception {
        here = folder.resolve("disk1/atlas");
        there = folder.resolve("disk2/atlas");
        Files.createDirectories(folder.resolve("disk2"));
        Files.createDirectories(here.resolve("deep/er"));
        Files.writeString(here.resolve("map.txt"), "first");
        Files.writeString(here.resolve("deep/er/файл"), "second");
        Files.writeString(here.resolve("run.sh"), "echo");
        Files.setPosixFilePermissions(here.resolve("run.sh"), PosixFilePermissions.fromString("rwxr-x--x"));
        Files.setPosixFilePermissions(here.resolve("map.txt"), PosixFilePermissions.fromString("rw-rw----"));
        Files.createSymbolicLink(here.resolve("link"), Path.of("map.txt"));
        vedette("create", "registry", "exreg");
        vedette("add", "root", "exreg", "/old", "--host", "h1", "--host-path", folder + "/disk1");
        vedette("add", "root", "exreg", "/new", "--host", "h2", "--host-path", folder + "/disk2");
        observe("/old", "h1", "shadow1").awaitSaid("git clients connect to (git://\\S+)");
        to = observe("/new", "h2", "shadow2").awaitSaid("git clients connect to (git://\\S+)");
        Program.Result made = vedette(
                "init", "repo", "exreg", "/old/atlas", "--id", REPO, "--creator", "Ada <ada@example.com>", "--wait");
        assertThat(made.exit()).as(made.err()).isZero();
    }

    @AfterEach
    void stopObservers() {
        observers.forEach(VedetteProcess::close);
    }

    @Test
    void aRepositoryMovesFromOneToTheOtherWithItsFilesAndItsHistory() throws Exception {
        Map<String, String> before = tree(here);
        String head = head("shadow1");

        Program.Result moved =
                vedette("move", "repo", "/old/atlas", "/new/atlas", "--workflow", WORKFLOW, "--accept", "--wait");

        assertThat(moved.exit()).as(moved.err()).isZero();
        awaitClone(to + "/new/atlas", "clone");
        assertThat(tree(there)).isEqualTo(before);
        assertThat(head("shadow2")).isEqualTo(head);
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !Files.exists(here));
        assertThat(names(folder.resolve("disk1"))).isEmpty();
        assertThat(names(folder.resolve("disk2"))).containsExactly("atlas");
        assertThat(folder.resolve("shadow1/" + REPO + ".git")).doesNotExist();
        JsonObject repo = vedette("get", "repo", REPO, "-o", "json")
                .json()
                .getAsJsonArray("repositories")
                .get(0)
                .getAsJsonObject();
        assertThat(repo.get("path").getAsString()).isEqualTo("/new/atlas");
        assertThat(repo.get("host").getAsString()).isEqualTo("h2");
        assertThat(repo.get("workflow").isJsonNull()).isTrue();
        assertThat(vedette("events", "workflow", WORKFLOW).out())
                .contains("MOVE_REPO_STARTED", "oldHost=\"h1\"", "newHost=\"h2\"", "MOVE_REPO_COMMITTED");

        Files.writeString(there.resolve("later.txt"), "third");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> Shell.run(folder, "git", "-C", "clone", "pull", "-q") != null
                        && Files.exists(folder.resolve("clone/later.txt")));
    }

    @Test
    void aMoveThatIsAbortedLeavesEverythingWhereItWas() throws Exception {
        Map<String, String> before = tree(here);
        vedette("move", "repo", "/old/atlas", "/new/atlas", "--workflow", WORKFLOW);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> vedette("get", "tasks").out().contains(WORKFLOW));

        Program.Result explained = vedette("explain", "workflow", WORKFLOW);
        Program.Result aborted = vedette("abort", "workflow", WORKFLOW, "--reason", "not today");

        assertThat(explained.out()).contains("APP_ACCEPTED");
        assertThat(aborted.exit()).as(aborted.err()).isZero();
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> vedette("get", "workflows", "--all").out().contains("ABORTED"));
        assertThat(tree(here)).isEqualTo(before);
        assertThat(names(folder.resolve("disk2"))).isEmpty();
        assertThat(vedette("get", "repo", "/old/atlas").out()).contains("ONLINE");
    }

    @Test
    void aFrozenRepositoryIsReadOnlyAndGetsItsModesBack() throws Exception {
        Map<String, String> before = tree(here);

        Program.Result frozen = vedette("freeze", "repo", REPO, "--author", "Ada <ada@example.com>", "--wait");
        Map<String, String> readOnly = tree(here);
        Program.Result unfrozen = vedette("unfreeze", "repo", REPO, "--wait");

        assertThat(frozen.exit()).as(frozen.err()).isZero();
        assertThat(readOnly).containsEntry("map.txt", "r--r----- first").containsEntry("run.sh", "r-xr-x--x echo");
        assertThat(readOnly.values()).noneMatch(entry -> entry.startsWith("rw"));
        assertThat(unfrozen.exit()).as(unfrozen.err()).isZero();
        assertThat(tree(here)).isEqualTo(before);
    }

    private VedetteProcess observe(String prefix, String host, String shadow) throws Exception {
        VedetteProcess observer = VedetteProcess.start(
                folder,
                "observe",
                "--registry",
                address,
                "--name",
                "exreg",
                "--prefix",
                prefix,
                "--host",
                host,
                "--shadow",
                shadow,
                "--listen",
                "127.0.0.1:0");
        observers.add(observer);
        return observer;
    }

    private void awaitClone(String url, String name) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> Shell.tryRun(folder, List.of("git", "clone", "-q", url, name))
                                .exit()
                        == 0);
    }

    private String head(String shadow) throws Exception {
        return Shell.run(folder, "git", "-C", shadow + "/" + REPO + ".git", "rev-parse", "main");
    }

    private static List<String> names(Path directory) throws Exception {
        try (Stream<Path> children = Files.list(directory)) {
            return children.map(child -> child.getFileName().toString()).toList();
        }
    }

    /** Modes and contents by path. */
    private static Map<String, String> tree(Path root) throws Exception {
        Map<String, String> tree = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.toList()) {
                String name = root.relativize(path).toString();
                if (Files.isSymbolicLink(path)) {
                    tree.put(name, "-> " + Files.readSymbolicLink(path));
                } else {
                    tree.put(
                            name,
                            PosixFilePermissions.toString(Files.getPosixFilePermissions(path))
                                    + (Files.isDirectory(path) ? "" : " " + Files.readString(path)));
                }
            }
        }
        return tree;
    }
}
