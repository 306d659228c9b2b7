package io.vedette.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.domain.Author;
import io.vedette.domain.EventId;
import io.vedette.domain.Host;
import io.vedette.domain.HostPath;
import io.vedette.domain.Omissions;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.observer.BlockingProcessor;
import io.vedette.observer.Cause;
import io.vedette.observer.RepoInfo;
import io.vedette.observer.plugin.Plugin;
import io.vedette.observer.plugin.PluginContext;
import io.vedette.observer.plugin.PluginProvider;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of a plug-in, which people copy. */
class AnnouncerTest {

    private static final RepoInfo REPO = new RepoInfo(
            RepoId.of("0192f0c1-2b3c-7d4e-8f50-123456789abc"),
            RegistryId.ofName("exreg"),
            new RepoPath("/ex/a"),
            new Author("Ada <ada@example.com>"),
            new Host("h1"),
            new HostPath("/data/a"),
            new HostPath("/shadow/a"),
            Omissions.NONE);

    @TempDir
    Path folder;

    @Test
    void aCallThatComesToItsEndAfterThePluginWasClosedAnnouncesNothing() throws Exception {
        Path file = folder.resolve("repositories.txt");
        try (URLClassLoader classes =
                new URLClassLoader(new URL[] {compiled().toUri().toURL()})) {
            PluginProvider provider = provider(classes);
            Plugin plugin = provider.open(new PluginContext(Map.of("file", file.toString()), new Host("h1"), folder));
            BlockingProcessor announcer = (BlockingProcessor) plugin;
            Cause cause = new Cause(REPO, new EventId(1, 1), "enable", 1);
            announcer.enableRepo(REPO, cause);
            assertThat(file).content().endsWith("/ex/a\n");

            plugin.close();
            announcer.enableRepo(REPO, cause);

            assertThat(file).isEmptyFile();
        }
    }

    @Test
    void aRehearsalAnnouncesToNobody() throws Exception {
        Path file = Files.writeString(folder.resolve("repositories.txt"), "as it was\n");
        Path scratch = Files.createDirectory(folder.resolve("scratch"));
        try (URLClassLoader classes =
                new URLClassLoader(new URL[] {compiled().toUri().toURL()})) {
            PluginProvider provider = provider(classes);
            PluginContext context = new PluginContext(Map.of("file", file.toString()), new Host("h1"), scratch, true);
            assertThat(provider.canRehearse()).isTrue();

            try (Plugin plugin = provider.open(context)) {
                ((BlockingProcessor) plugin)
                        .enableRepo(REPO, new Cause(REPO, new EventId(1, 1), "enable", 1, true, null));
                assertThat(scratch.resolve("announcements.txt")).content().endsWith("/ex/a\n");
            }

            assertThat(file).hasContent("as it was");
        }
    }

    private static PluginProvider provider(ClassLoader classes) throws ReflectiveOperationException {
        return (PluginProvider) classes.loadClass("com.example.announcer.AnnouncerProvider")
                .getConstructor()
                .newInstance();
    }

    private Path compiled() throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        List<String> arguments =
                List.of("-proc:none", "-cp", System.getProperty("java.class.path"), "-d", classes.toString());
        try (Stream<Path> sources = Files.walk(Tutorial.home().resolve("examples/announcer/src"))) {
            Stream<String> names = sources.map(Path::toString).filter(name -> name.endsWith(".java"));
            PluginJar.run("javac", Stream.concat(arguments.stream(), names).toArray(String[]::new));
        }
        return classes;
    }
}
