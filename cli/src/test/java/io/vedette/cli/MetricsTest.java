package io.vedette.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real observer process serves under {@code --metrics}, and what it logs. */
@Tag("slow")
class MetricsTest extends WithRegistry {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    @BeforeEach
    void addRoot() {
        vedette("create", "registry", "exreg");
        vedette("add", "root", "exreg", "/ex", "--host", "h1", "--host-path", folder + "/files");
    }

    private VedetteProcess observe(String... more) throws IOException {
        return VedetteProcess.observe(folder, address, more);
    }

    private HttpResponse<String> get(String url) {
        try {
            return http.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    void metersAndHealthAreServedAndLinesSayWhatTheyAreAbout() throws Exception {
        Files.createDirectories(folder.resolve("files/good"));
        try (VedetteProcess observer = observe("--metrics", "127.0.0.1:0", "--max-files", "1")) {
            String metrics = observer.awaitSaid("metrics at (http://\\S+/metrics)");
            String health = metrics.replace("/metrics", "/health");
            vedette("init", "repo", "exreg", "/ex/good", "--creator", "Ada <ada@example.com>");
            vedette("init", "repo", "exreg", "/ex/missing", "--creator", "Ada <ada@example.com>");

            Awaitility.await()
                    .atMost(LONG)
                    .untilAsserted(() -> assertThat(get(metrics).body())
                            .contains(
                                    "observer_effects_seconds_count{effect=\"processor.enableRepo\",outcome=\"success\"} 1")
                            .contains(
                                    "observer_effects_seconds_count{effect=\"initializer.initRepo\",outcome=\"error\"} ")
                            .contains("observer_entities{state=\"sleeping\"} 3"));

            HttpResponse<String> page = get(metrics);
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
            assertThat(page.body())
                    .contains("observer_watch_connected 1")
                    .contains("observer_watch_staleness_seconds ")
                    .contains("observer_lag_seconds ")
                    .contains("observer_queue_oldest_seconds{class=\"live\"} ")
                    .contains("observer_reads_seconds_bucket{outcome=\"success\",le=\"0.1\"} ")
                    .contains("jvm_memory_used_bytes")
                    .doesNotContain("/ex/good")
                    .doesNotContain("/ex/missing");
            assertThat(get(health).statusCode()).isEqualTo(200);
            assertThat(get(health).body()).startsWith("UP since ");
            assertThat(get(metrics + "/more").statusCode()).isEqualTo(404);
            assertThat(observer.awaitSaid("init failed.* (entity=\\S+ registry=exreg phase=\\S+ attempt=\\d+)$"))
                    .matches("entity=[-0-9a-f]{36} registry=exreg phase=(load|live) attempt=1");

            server.close();
            Awaitility.await().atMost(LONG).until(() -> get(health).statusCode() == 503);
            assertThat(get(health).body()).startsWith("DOWN since ");
            assertThat(observer.awaitSaid("no signals from the registry.*( registry=exreg)$"))
                    .isEqualTo(" registry=exreg");
            assertThat(observer.stop(Duration.ofSeconds(5))).isTrue();
        }
    }

    @Test
    void metersThatOthersCouldReadAreRefusedUnlessAskedFor() throws Exception {
        try (VedetteProcess observer = observe("--metrics", "0.0.0.0:0")) {
            assertThat(observer.ended(LONG)).isTrue();

            assertThat(observer.exitValue()).isEqualTo(Exit.USAGE);
            assertThat(observer.err()).anyMatch(line -> line.contains("--insecure"));
        }
        try (VedetteProcess observer = observe("--metrics", "0.0.0.0:0", "--insecure")) {
            assertThat(observer.awaitSaid("metrics at http://(\\S+)/metrics")).isNotBlank();
        }
    }

    @Test
    void commandsThatServeNoMetersDoNotLoadThem() throws Exception {
        List<String> command = new ArrayList<>(VedetteProcess.command("--version"));
        command.add(1, "-Xlog:class+load:stdout");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .start();
        String loaded = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isZero();
        assertThat(loaded).contains("io.vedette.cli.observe.ObserveCommand");
        assertThat(loaded).doesNotContain("io.micrometer").doesNotContain("io.prometheus");
    }
}
