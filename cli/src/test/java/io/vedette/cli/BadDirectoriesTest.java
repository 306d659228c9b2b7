package io.vedette.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.vedette.client.RegistryClient;
import io.vedette.domain.RepoId;
import io.vedette.gitshadow.GitShadow;
import io.vedette.observer.Observer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;

/**
 * Directories that cannot be taken as they are, beside others that can, under a real observer: each bad one has an error
 * that names its cause, stored and explained; nothing is left half done; the others are served.
 */
@Tag("slow")
class BadDirectoriesTest extends WithRegistry {

    private static final Path DOCUMENT = Path.of("../docs/reference/bad-input.md");

    private final Map<String, RepoId> repos = new TreeMap<>();

    @TempDir
    Path sandbox;

    @Test
    void eachBadOneIsNamedAndTheOthersGoOn() throws Exception {
        Path data = Files.createDirectories(sandbox.resolve("data"));
        Path elsewhere = Files.writeString(sandbox.resolve("elsewhere"), "not of the tree");
        good(data, "first");
        Files.writeString(data.resolve("a-file"), "x");
        Files.createSymbolicLink(data.resolve("a-loop"), Path.of("a-loop"));
        Path notUtf8 = good(data, "not-utf8");
        Files.write(Path.of(URI.create(notUtf8.toUri() + "caf%E9")), new byte[1]);
        deep(Files.createDirectories(data.resolve("too-deep")));
        Path odd = good(data, "odd");
        Files.createSymbolicLink(odd.resolve("out"), elsewhere);
        Files.createSymbolicLink(odd.resolve("loop"), Path.of("loop"));
        Shell.run(odd, "mkfifo", "pipe");
        try (RandomAccessFile sparse =
                new RandomAccessFile(odd.resolve("sparse").toFile(), "rw")) {
            sparse.setLength(5 << 20);
        }
        good(data, "last");
        givenRepos(data);

        try (GitShadow files = GitShadow.builder(sandbox.resolve("shadow")).start();
                RegistryClient client = Clients.connect(address, Duration.ofSeconds(10));
                Observer observer = Observer.builder(client)
                        .name("h1")
                        .registry("exreg")
                        .host("h1")
                        .prefixes("/ex")
                        .initializer(files)
                        .processor(files)
                        .build()) {
            Disposable watching = observer.watch().subscribe();

            for (String name : List.of("first", "last", "odd")) {
                Awaitility.await()
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> Boolean.TRUE.equals(files.status(repo(name))
                                .map(status -> status.enabled())
                                .block()));
            }
            assertThatNames(observer, "missing", "does not exist: create it");
            assertThatNames(observer, "a-file", "is a regular file, not a directory");
            assertThatNames(observer, "a-loop", "is a symbolic link that leads in a circle");
            assertThatNames(observer, "a-file/below", "is below something that is not a directory");
            assertThatNames(observer, "not-utf8", "file name is not UTF-8: caf\\xe9 in ");
            assertThatNames(observer, "too-deep", "is nested deeper than the system can name");

            // A name repaired and an error cleared, and it is as the others.
            Files.delete(Path.of(URI.create(notUtf8.toUri() + "caf%E9")));
            assertThat(vedette("clear", "error", repo("not-utf8").toString()).exit())
                    .isZero();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> Boolean.TRUE.equals(files.status(repo("not-utf8"))
                            .map(status -> status.enabled())
                            .block()));
            watching.dispose();
        }
        Shell.run(data, "rm", "-rf", "too-deep");
        assertThat(shadows())
                .containsExactlyInAnyOrderElementsOf(Stream.of("first", "last", "odd", "not-utf8")
                        .map(name -> repo(name) + ".git")
                        .toList());
        assertThat(sandbox.resolve("shadow/.tmp")).isEmptyDirectory();
        String tree = Shell.run(sandbox, "git", "-C", "shadow/" + repo("odd") + ".git", "ls-tree", "-r", "main");
        assertThat(tree)
                .contains("120000 blob")
                .contains("\tout\n", "\tloop\n", "\tsparse\n")
                .doesNotContain("pipe");
        assertThat(vedette("get", "repo", "/ex/odd", "--registry", "exreg").out())
                .contains("named pipe");
    }

    private Path good(Path data, String name) throws IOException {
        Path directory = Files.createDirectories(data.resolve(name));
        Files.writeString(directory.resolve("file"), name);
        return directory;
    }

    /** Directories within each other until their path is longer than the system takes. */
    private static void deep(Path directory) throws Exception {
        Shell.Result made = Shell.tryRun(
                directory,
                List.of(
                        "bash",
                        "-c",
                        "n=$(printf 'd%.0s' {1..250}); for i in {1..20}; do mkdir $n && cd -P ./$n || exit 1; done; echo x > f"));
        assumeThat(made.exit()).as(made.text()).isZero();
    }

    private void givenRepos(Path data) {
        vedette("create", "registry", "exreg");
        vedette("add", "root", "exreg", "/ex", "--host", "h1", "--host-path", data.toString());
        for (String name : List.of(
                "first", "missing", "a-file", "a-loop", "a-file/below", "not-utf8", "too-deep", "odd", "last")) {
            RepoId repo = new RepoId(UUID.nameUUIDFromBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            repos.put(name, repo);
            assertThat(vedette("init", "repo", "exreg", "/ex/" + name, "--id", repo.toString())
                            .exit())
                    .isZero();
        }
    }

    private void assertThatNames(Observer observer, String name, String words) {
        RepoId repo = repo(name);
        assertThat(DOCUMENT).content().as("the reference").contains(words);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(String.valueOf(
                                Objects.requireNonNull(observer.explain(repo).block())
                                        .lastError()))
                        .as(name)
                        .contains(words));
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(vedette("get", "repo", repo.toString(), "-o", "json")
                                .json()
                                .getAsJsonArray("repositories")
                                .get(0)
                                .getAsJsonObject()
                                .get("error")
                                .isJsonNull())
                        .as(name)
                        .isFalse());
    }

    private RepoId repo(String name) {
        return Objects.requireNonNull(repos.get(name));
    }

    private List<String> shadows() throws IOException {
        try (Stream<Path> names = Files.list(sandbox.resolve("shadow"))) {
            return names.map(path -> path.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .toList();
        }
    }
}
