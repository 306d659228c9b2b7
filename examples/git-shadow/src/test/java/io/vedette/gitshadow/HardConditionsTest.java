package io.vedette.gitshadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.vedette.observer.RepoInfo;
import io.vedette.observer.StrongError;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class HardConditionsTest {
    /** The long profile sets 2048. */
    private static final long LARGE_MIB = Long.getLong("vedette.large.mib", 200);

    @TempDir
    Path sandbox;

    @Test
    @Tag("slow")
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void aFileLargerThanTheHeapIsStreamed() throws IOException {
        Path tree = Files.createDirectories(sandbox.resolve("data"));
        byte[] noise = new byte[30_000_000];
        new Random(2).nextBytes(noise);
        try (RandomAccessFile file = new RandomAccessFile(tree.resolve("large").toFile(), "rw")) {
            file.setLength(LARGE_MIB << 20);
            file.write(noise);
        }

        try (ForkedServer server = ForkedServer.start(sandbox, Map.of("large", tree), 0, Map.of(), "-Xmx48m")) {
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
    void whatCannotBeReadIsNamed() throws IOException {
        assumeFalse("root".equals(System.getProperty("user.name")), "root reads everything");
        try (Server server = Server.in(sandbox)) {
            RepoInfo repo = server.repo("foo");
            Path secret = Trees.file(server.data, "foo/d/secret", "x");
            Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("---------"));

            assertThatThrownBy(() -> server.init(repo))
                    .isInstanceOf(StrongError.class)
                    .hasMessageContaining("foo/d/secret: permission denied: let this user read it");
        }
    }
}
