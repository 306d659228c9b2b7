package io.vedette.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.client.ClientConfig;
import io.vedette.client.RegistryClient;
import io.vedette.client.RegistryClients;
import io.vedette.domain.Host;
import io.vedette.observer.Observer;
import io.vedette.observer.ObserverBuilder;
import io.vedette.observer.plugin.PluginContext;
import io.vedette.observer.plugin.Plugins;
import io.vedette.server.RegistryServer;
import io.vedette.server.storage.MemoryStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of a kind of workflow of one's own, in registry, observer and command line. */
class DiskSurveyTest {

    @TempDir
    Path folder;

    @Test
    void everyFileServerSaysHowMuchRoomItHas() throws Exception {
        Path jar = built();
        try (Plugins known = Plugins.find(List.of(jar));
                RegistryServer server = RegistryServer.builder(MemoryStorage.create(UUID.randomUUID()))
                        .listen("127.0.0.1", 0)
                        .workflows(known.kinds())
                        .build()) {
            String address = "127.0.0.1:" + server.start().getPort();
            assertThat(Program.run("create", "registry", "exreg", "--server", address)
                            .exit())
                    .isZero();
            try (Plugins opened = Plugins.open(List.of(jar), new PluginContext(Map.of(), new Host("h1"), folder));
                    RegistryClient client = RegistryClients.connect(ClientConfig.of(address))) {
                Observer observer = observer(client, opened);
                Awaitility.await()
                        .atMost(Duration.ofSeconds(20))
                        .until(() -> Program.run("explain", "--all", "--server", address)
                                .out()
                                .contains("h1"));

                Program.Result begun = Program.run(
                        "begin",
                        "workflow",
                        "disk-survey",
                        "--plugin",
                        jar.toString(),
                        "--field",
                        "registry=exreg",
                        "--field",
                        "seconds=3",
                        "--wait",
                        "--server",
                        address);

                assertThat(begun.exit()).as(begun.err()).isZero();
                assertThat(Program.run("get", "workflows", "--all", "-o", "jsonl", "--server", address)
                                .out())
                        .contains("DISK_SURVEY", "COMMITTED", "{h1=", " MB}");
                observer.close(Duration.ofSeconds(5)).block(Duration.ofSeconds(6));
            }
        }
    }

    @Test
    void aRegistryWithoutThePluginSaysWhichKindsItKnows() throws Exception {
        try (RegistryServer server = RegistryServer.builder(MemoryStorage.create(UUID.randomUUID()))
                .listen("127.0.0.1", 0)
                .build()) {
            String address = "127.0.0.1:" + server.start().getPort();
            Program.run("create", "registry", "exreg", "--server", address);

            Program.Result begun = Program.run(
                    "begin",
                    "workflow",
                    "DISK_SURVEY",
                    "--plugin",
                    built().toString(),
                    "--field",
                    "registry=exreg",
                    "--field",
                    "seconds=1",
                    "--server",
                    address);

            assertThat(begun.exit()).isEqualTo(Exit.REFUSED);
            assertThat(begun.err())
                    .contains("this server has no definition of workflow kind DISK_SURVEY; it knows [MOVE_REPO,");
        }
    }

    private static Observer observer(RegistryClient client, Plugins plugins) {
        ScriptedFiles files = new ScriptedFiles();
        ObserverBuilder builder = Observer.builder(client)
                .registry("exreg")
                .name("h1")
                .prefixes("/ex")
                .initializer(files)
                .processor(plugins.processorAfter(files))
                .workflows(plugins.kinds());
        plugins.effects().forEach(builder::effect);
        Observer observer = builder.build();
        observer.watch().subscribe();
        return observer;
    }

    private Path built() throws IOException {
        Path source = Tutorial.home().resolve("examples/disk-survey");
        Path classes = Files.createDirectories(folder.resolve("classes"));
        List<String> arguments =
                List.of("-proc:none", "-cp", System.getProperty("java.class.path"), "-d", classes.toString());
        try (Stream<Path> sources = Files.walk(source.resolve("src"))) {
            Stream<String> names = sources.map(Path::toString).filter(name -> name.endsWith(".java"));
            PluginJar.run("javac", Stream.concat(arguments.stream(), names).toArray(String[]::new));
        }
        Path jar = folder.resolve("disk-survey.jar");
        PluginJar.run(
                "jar",
                "--create",
                "--file",
                jar.toString(),
                "--manifest",
                source.resolve("manifest.txt").toString(),
                "-C",
                classes.toString(),
                ".",
                "-C",
                source.resolve("src").toString(),
                "META-INF");
        return jar;
    }
}
