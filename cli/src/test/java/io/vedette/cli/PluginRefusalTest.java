package io.vedette.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plug-ins on the command line that cannot be used: one line, exit code 2, nothing started. */
class PluginRefusalTest {

    @TempDir
    Path folder;

    private void assertRefused(String message, String... args) {
        List<String> all = new ArrayList<>(List.of("observe", "--name", "exreg", "--prefix", "/ex", "--host", "h1"));
        all.addAll(List.of("--shadow", folder.resolve("shadow").toString()));
        all.addAll(Arrays.asList(args));

        Program.Result result = Program.run(all.toArray(String[]::new));

        assertThat(result.exit()).isEqualTo(Exit.USAGE);
        assertThat(result.err().lines()).singleElement().asString().contains(message);
        assertThat(folder.resolve("shadow")).doesNotExist();
    }

    private String jar(String api) throws IOException {
        Path jar = folder.resolve("plugin.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, "0.3");
        manifest.getMainAttributes().putValue("Vedette-Plugin-Api", api);
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        return jar.toString();
    }

    @Test
    void aJarThatIsMissing() {
        String jar = folder.resolve("missing.jar").toString();

        assertRefused("vedette: plug-in " + jar + " does not exist", "--plugin", jar);
    }

    @Test
    void aJarForAnotherApi() throws IOException {
        String jar = jar("9");

        assertRefused(
                "plug-in " + jar
                        + " (version 0.3) was built for plug-in API 9, but this program supports plug-in API 1",
                "--plugin",
                jar);
    }

    @Test
    void aJarWithoutAProvider() throws IOException {
        assertRefused("it has no provider: its META-INF/services/", "--plugin", jar("1"));
    }

    @Test
    void optionsThatNobodyKnowsOrThatAreNone() {
        assertRefused("no plug-in has the option file; none is loaded", "--plugin-option", "file=a");
        assertRefused("\"file\" is not an option of a plug-in; give it as KEY=VALUE", "--plugin-option", "file");
        assertRefused("the plug-in option a is given twice", "--plugin-option", "a=1", "--plugin-option", "a=2");
    }

    @Test
    void optionsOfGitShadowWhereAPluginTakesItsPlace() throws IOException {
        String jar = PluginJar.of(folder, """
                public Initializer initializer() { return Blocking.on(1).initializer(null); }
                public Processor processor() { return Blocking.on(1).processor(null); }
                """).toString();

        assertRefused("--listen is for the git-shadow file server", "--plugin", jar, "--listen", "127.0.0.1:0");
        assertRefused("--max-files is for the git-shadow file server", "--plugin", jar, "--max-files", "0");
    }
}
