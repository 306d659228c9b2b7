package io.vedette.minimal;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.client.RegistryClient;
import io.vedette.client.RegistryClients;
import io.vedette.domain.Author;
import io.vedette.domain.Host;
import io.vedette.domain.HostPath;
import io.vedette.domain.RegistryCommand;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.Root;
import io.vedette.observer.Observer;
import io.vedette.server.RegistryServer;
import io.vedette.server.storage.MemoryStorage;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The smallest embedding against a real registry. */
class MinimalTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Author ADA = new Author("Ada <ada@example.com>");

    @Test
    void printsEachRepositoryThatIsEnabled() throws InterruptedException {
        LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();
        try (RegistryServer server = RegistryServer.builder(MemoryStorage.create(new UUID(1, 1)))
                .listen("127.0.0.1", 0)
                .build()) {
            InetSocketAddress address = server.start();
            try (RegistryClient client = RegistryClients.connect("127.0.0.1:" + address.getPort())) {
                client.execute(new RegistryCommand.CreateRegistry("exreg")).block(SOON);
                client.execute(new RegistryCommand.AddRoot(
                                "exreg", new Root(new RepoPath("/ex"), new Host("h1"), new HostPath("/data"))))
                        .block(SOON);
                client.execute(repo("/ex/a/there")).block(SOON);
                try (Observer observer = Minimal.observer(client, "exreg", "/ex/a", lines::add)) {
                    observer.watch().subscribe();
                    assertThat(lines.poll(20, TimeUnit.SECONDS)).isEqualTo("enabled /ex/a/there, time 1");

                    client.execute(repo("/ex/ab/other")).block(SOON);
                    client.execute(repo("/ex/a/new")).block(SOON);
                    assertThat(lines.poll(20, TimeUnit.SECONDS)).isEqualTo("enabled /ex/a/new, time 2");
                }
            }
        }
        assertThat(lines).isEmpty();
    }

    private static RegistryCommand repo(String path) {
        return new RegistryCommand.InitRepo("exreg", new RepoId(UUID.randomUUID()), new RepoPath(path), ADA);
    }
}
