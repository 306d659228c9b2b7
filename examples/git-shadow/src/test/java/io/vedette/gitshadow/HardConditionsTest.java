package io.vedette.gitshadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vedette.domain.Omission;
import io.vedette.domain.Omissions;
import io.vedette.observer.RepoInfo;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class HardConditionsTest {
    @TempDir
    Path sandbox;

    @Test
    @Tag("slow")
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void aFileLargerThanTheHeapIsStreamed() throws IOException {
        assertIsStreamed(100, "-Xmx48m");
    }

    @Test
    @Tag("long")
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void aFileOfTwoGigabytesIsStreamed() throws IOException {
        assertIsStreamed(2_048, "-Xmx256m");
    }

    private void assertIsStreamed(long mebibytes, String heap) throws IOException {
        Path tree = Files.createDirectories(sandbox.resolve("data"));
        byte[] noise = new byte[30_000_000];
        new Random(2).nextBytes(noise);
        try (RandomAccessFile file = new RandomAccessFile(tree.resolve("large").toFile(), "rw")) {
            file.setLength(mebibytes << 20);
            file.write(noise);
        }

        try (ForkedServer server = ForkedServer.start(sandbox, Map.of("large", tree), 0, Map.of(), heap)) {
            int port = server.awaitEnabled();
            Git.git(sandbox, "clone", "-q", "git://127.0.0.1:" + port + "/demo/large", "clone");
        }

        assertThat(Files.mismatch(tree.resolve("large"), sandbox.resolve("clone/large")))
                .isEqualTo(-1);
    }

    @Test
    @Tag("slow")
    void namesComeThroughInTheLocaleC() throws IOException {
        Path tree = sandbox.resolve("Данные");
        Trees.file(tree, "Привет/日本 🦉", "x");
        Trees.file(tree, "%41+ #?", "x");
        Trees.link(tree, "ссылка", "Привет/日本 🦉");
        Trees.link(tree, "ссылка2", "/Нет/../такого/");

        try (ForkedServer server = ForkedServer.start(sandbox, Map.of("c", tree), 0, Map.of("LC_ALL", "C"))) {
            int port = server.awaitEnabled();
            Git.git(sandbox, "clone", "-q", "git://127.0.0.1:" + port + "/demo/c", "clone");
        }

        Trees.assertSame(sandbox.resolve("clone"), tree);
    }

    @Test
    @Tag("slow")
    void aNameThatIsNotUtf8IsShownEscapedInTheLocaleCToo() throws IOException {
        Path tree = Files.createDirectories(sandbox.resolve("tree"));
        Files.write(Path.of(URI.create(tree.toUri() + "caf%E9")), new byte[1]);
        Path other = Trees.file(sandbox, "other/x", "x").getParent();

        try (ForkedServer server =
                ForkedServer.start(sandbox, Map.of("c", tree, "d", other), 0, Map.of("LC_ALL", "C"))) {
            server.awaitEnabled();

            assertThat(server.failures())
                    .singleElement()
                    .asString()
                    .startsWith("/demo/c file name is not UTF-8: caf\\xe9 in " + tree);
        }
        assertThat(sandbox.resolve("shadow/.tmp")).isEmptyDirectory();
        Files.delete(Path.of(URI.create(tree.toUri() + "caf%E9")));
    }

    @Test
    @Tag("slow")
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void tenThousandFilesFitIntoASmallHeap() throws IOException {
        assertFitInto("-Xmx48m", 10);
    }

    @Test
    @Tag("long")
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void aHundredThousandFilesFitIntoASmallHeap() throws IOException {
        assertFitInto("-Xmx256m", 100);
    }

    private void assertFitInto(String heap, int directories) throws IOException {
        Path tree = sandbox.resolve("many");
        for (int d = 0; d < directories; d++) {
            Path directory = Files.createDirectories(tree.resolve("directory " + d));
            for (int f = 0; f < 1_000; f++) {
                Files.writeString(directory.resolve("file " + f), d + " " + f);
            }
        }

        try (ForkedServer server = ForkedServer.start(sandbox, Map.of("many", tree), 0, Map.of(), heap)) {
            assertThat(server.awaitEnabled()).isPositive();
        }

        Path shadow = sandbox.resolve("shadow/" + Server.info("many", tree).repo() + ".git");
        assertThat(Git.git(shadow, "ls-tree", "-r", "--name-only", "main").out())
                .hasLineCount(1_000 * directories);
        assertThat(Git.git(shadow, "cat-file", "blob", "main:directory 9/file 999")
                        .out())
                .isEqualTo("9 999");
    }

    @Test
    @Tag("slow")
    void whatCannotBeReadIsNamedAndTheOthersGoOn() throws IOException {
        // Root reads everything, unless it gives that right away.
        List<String> starter = "root".equals(System.getProperty("user.name"))
                ? List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all")
                : List.of();
        assumeTrue(
                starter.isEmpty() || Files.isExecutable(Path.of("/usr/bin/setpriv")), "setpriv takes rights from root");
        Path secret = Trees.file(sandbox, "file/d/secret", "x");
        Path closed = Trees.file(sandbox, "directory/closed/x", "x").getParent();
        Path root = Trees.file(sandbox, "root/x", "x").getParent();
        Trees.file(sandbox, "readable/x", "x");
        for (Path path : List.of(secret, closed, root)) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("---------"));
        }
        Map<String, Path> repos = new TreeMap<>();
        for (String name : List.of("file", "directory", "root", "readable")) {
            repos.put(name, sandbox.resolve(name));
        }

        try (ForkedServer server = ForkedServer.start(starter, sandbox, repos, 0, Map.of())) {
            int port = server.awaitEnabled();

            assertThat(port).isPositive();
            assertThat(server.failures())
                    .containsExactlyInAnyOrder(
                            "/demo/file cannot read " + secret + ": permission denied: let this user read it",
                            "/demo/directory cannot read " + closed + ": permission denied: let this user read it",
                            "/demo/root cannot read " + root + ": permission denied: let this user read it");
            Git.git(sandbox, "clone", "-q", "git://127.0.0.1:" + port + "/demo/readable", "clone");
        } finally {
            for (Path path : List.of(secret, closed, root)) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
        assertThat(sandbox.resolve("shadow/.tmp")).isEmptyDirectory();
        try (Stream<Path> shadows = Files.list(sandbox.resolve("shadow"))) {
            assertThat(shadows.filter(path -> path.toString().endsWith(".git"))).hasSize(1);
        }
    }

    @Test
    void aDeviceIsLeftOutAndListed() throws Exception {
        try (Server server = Server.in(sandbox)) {
            RepoInfo repo = server.repo("foo");
            Trees.file(server.data, "foo/x", "x");
            Process mknod =
                    new ProcessBuilder("mknod", server.data.resolve("foo/null").toString(), "c", "1", "3").start();
            assumeTrue(mknod.waitFor() == 0, "only root makes devices");

            Omissions omissions = server.init(repo).omissions();

            assertThat(omissions.first()).containsExactly(new Omission("null", "character device"));
            assertThat(server.status(repo).files()).isEqualTo(1);
        }
    }
}
