package io.vedette.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the how-tos. */
@Tag("slow")
@Timeout(180)
class HowToTest {

    @TempDir
    Path folder;

    @Test
    void anObserverRunsBesideAFileServer() throws Exception {
        Tutorial.run("how-to/run-beside-a-file-server.md", folder);

        assertThat(folder.resolve("checkout/upload.txt")).hasContent("some more");
        assertThat(folder.resolve("checkout/.upload.part")).doesNotExist();
        assertThat(folder.resolve("srv/export/projects/alpha")).isDirectoryNotContaining("glob:**/.git*");
    }

    @Test
    void severalObserversDoEachItsOwn() throws Exception {
        String text = Tutorial.run("how-to/several-observers.md", folder);

        assertThat(text).contains("red", "blue", "host1", "host2");
        assertThat(folder.resolve("wrong")).doesNotExist();
        assertThat(folder.resolve("green")).isDirectory();
        assertThat(folder.resolve("data/shadow1")).isDirectoryContaining("glob:**.git");
    }

    @Test
    void twoVersionsOfAPluginAreComparedOverAProductionHistory() throws Exception {
        plugin("plugin-1.jar", "Mono.empty()");
        plugin("plugin-2.jar", "Mono.error(new StrongError(\"no room\"))");
        String text =
                Tutorial.run(Tutorial.RUNNING, "how-to/test-your-plug-in-against-your-production-history.md", folder);

        assertThat(text)
                .contains(
                        "20 other orders come to the same",
                        "plugin-1.jar (-) and plugin-2.jar (+) differ",
                        "plug-in test: no room",
                        "exit code 1");
        assertThat(folder.resolve("calls.jsonl"))
                .content()
                .contains("enableRepo")
                .doesNotContain("initRepo");
        assertThat(folder.resolve("lived.jsonl")).content().contains("enableRepo", "initRepo");
    }

    @Test
    void scenariosHoldAndFailAsTheyShould() throws Exception {
        String text = Tutorial.run("how-to/write-a-scenario.md", folder);

        assertThat(text)
                .contains(
                        "4 expectations hold",
                        "wrong.jsonl:9: repo r1: expected (-) and got (+) differ",
                        "bad.jsonl:4:")
                .contains("100 other orders come to the same");
    }

    private void plugin(String name, String enable) throws IOException {
        Path jar = PluginJar.rehearsing(folder.resolve("sources-of-" + name), """
                        public Processor processor() {
                            return new Processor() {
                                public Mono<Void> enableRepo(RepoInfo info, Cause cause) { return %s; }
                                public Mono<Void> disableRepo(RepoId repo, Cause cause) { return Mono.empty(); }
                            };
                        }
                        """.formatted(enable));
        Files.copy(jar, folder.resolve(name));
    }

    @Test
    void anUpgradeKeepsTheHistory() throws Exception {
        Tutorial.run("how-to/upgrade.md", folder);

        assertThat(folder.resolve("clone/hello.txt")).hasContent("hello");
        assertThat(folder.resolve("after.jsonl")).hasSameTextualContentAs(folder.resolve("before.jsonl"));
    }

    @Test
    void aMovedRegistryFindsItsShadows() throws Exception {
        String text = Tutorial.run("how-to/move-a-registry.md", folder);

        assertThat(text).contains("imported 6 events of 2 histories into registry main");
        assertThat(folder.resolve("clone/hello.txt")).hasContent("hello");
        assertThat(folder.resolve("data/shadow")).isDirectory();
    }
}
