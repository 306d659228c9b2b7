package io.vedette.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An observer whose plug-in does not let go of it. */
@Tag("slow")
class PluginStopTest extends WithRegistry {

    /** Heeds neither a cancellation nor an interrupt. */
    private static final String STUCK = """
            private void hang(String where) {
                System.err.println("stuck in " + where);
                while (true) {
                    java.util.concurrent.locks.LockSupport.park();
                }
            }
            public Processor processor() {
                return Blocking.on(1).processor(new BlockingProcessor() {
                    public void enableRepo(RepoInfo info, Cause cause) { hang("enableRepo"); }
                    public void disableRepo(RepoId repo, Cause cause) { hang("disableRepo"); }
                });
            }
            public void close() { hang("close"); }
            """;

    @TempDir
    Path folder;

    @Test
    void aPluginThatHangsIsNamedAndDoesNotKeepTheObserverFromStopping() throws Exception {
        vedette("create", "registry", "exreg");
        vedette("add", "root", "exreg", "/ex", "--host", "h1", "--host-path", folder + "/files");
        Files.createDirectories(folder.resolve("files/a"));
        Path jar = PluginJar.of(folder, STUCK);
        try (VedetteProcess observer = VedetteProcess.observe(folder, address, "--plugin", jar.toString())) {
            vedette("init", "repo", "exreg", "/ex/a", "--creator", "Ada <ada@example.com>");
            observer.awaitSaid("stuck in enableRepo");
            Awaitility.await()
                    .until(
                            () -> vedette("explain", "-o", "json").out(),
                            rows -> rows.contains("processor.enableRepo of test"));

            assertThat(observer.stop(Duration.ofSeconds(20))).isTrue();

            Awaitility.await()
                    .until(
                            observer::err,
                            said -> said.stream()
                                    .anyMatch(line -> line.contains("plug-in test (" + jar + ") does not close")));
        }
    }
}
