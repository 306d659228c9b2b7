package io.vedette.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.server.RegistryServer;
import io.vedette.server.storage.MemoryStorage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Commands of the program against a registry in this process. */
abstract class WithRegistry {

    static final String REPO = "0192f0c1-2b3c-7d4e-8f50-123456789abc";

    final MemoryStorage storage = MemoryStorage.create(UUID.randomUUID());
    RegistryServer server;
    String address;

    @BeforeEach
    final void start() {
        server = RegistryServer.builder(storage).listen("127.0.0.1", 0).build();
        address = "127.0.0.1:" + server.start().getPort();
    }

    @AfterEach
    final void stop() {
        server.close();
    }

    Program.Result vedette(String... args) {
        List<String> all = new ArrayList<>(Arrays.asList(args));
        all.addAll(List.of("--server", address));
        return Program.run(all.toArray(String[]::new));
    }

    void givenRegistry() {
        vedette("create", "registry", "exreg");
        vedette("add", "root", "exreg", "/ex", "--host", "h1", "--host-path", "/data");
    }

    void givenRepo() {
        givenRegistry();
        Program.Result init =
                vedette("init", "repo", "exreg", "/ex/a", "--id", REPO, "--creator", "Ada <ada@example.com>");
        assertThat(init.exit()).as(init.err()).isZero();
    }

    void awaitAdded() {
        Awaitility.await().until(() -> vedette("get", "repos", "exreg").out().contains("ADDED"));
    }
}
