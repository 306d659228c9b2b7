package io.vedette.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the tutorial that writes, builds and runs a plug-in, and the example that comes out of it. */
@Tag("slow")
class PluginTutorialTest {

    @Test
    @Timeout(180)
    void theTutorialLeadsToAPluginThatAnnouncesRepositories(@TempDir Path folder) throws Exception {
        collectJars(Files.createDirectories(folder.resolve("target/app/current/lib")));

        String text = Tutorial.run("tutorial/plug-in.md", folder);

        assertThat(text)
                .contains("with plug-ins announcer; git clients connect to")
                .contains("0 repositories.txt")
                .contains("vedette: no plug-in has the option folder; there are: file\nexit code 2")
                .contains("cannot be opened: it needs the option file; set file=VALUE\nexit code 2");
        assertThat(Files.readAllLines(folder.resolve("before.txt")))
                .hasSize(2)
                .allMatch(line -> line.matches("[0-9a-f-]{36}\t/ex/(foo|bar)"));
        assertThat(folder.resolve("repositories.txt")).isEmptyFile();
        assertThat(folder.resolve("clone/hello.txt")).hasContent("hello");
        assertThat(texts(folder.resolve("announcer")))
                .isEqualTo(texts(Tutorial.home().resolve("examples/announcer")));
    }

    /** What the launcher collects: here from the classes under test. */
    static void collectJars(Path lib) throws IOException {
        int number = 0;
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path place = Path.of(entry);
            String name = number++ + "-" + place.getFileName();
            if (Files.isRegularFile(place)) {
                Files.createSymbolicLink(lib.resolve(name), place);
            } else if (Files.isDirectory(place)) {
                PluginJar.run("jar", "--create", "--file", lib.resolve(name + ".jar") + "", "-C", entry, ".");
            }
        }
    }

    /** The files that a person wrote, by their names. */
    private static Map<String, String> texts(Path folder) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString();
                if (!name.startsWith("build/") && !name.endsWith(".jar") && !name.equals(".gitignore")) {
                    texts.put(name, Files.readString(file));
                }
            }
        }
        return texts;
    }
}
