package io.vedette.observer.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vedette.domain.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Jars that cannot be used: each message names the jar, the cause and the next step. */
@Tag("slow")
class UnusablePluginTest extends PluginFixture {

    @Test
    void twoPluginsOfOneNameAreRefused() {
        Path first = sources().processor("Same", NOTHING, NOTHING).jar("first");
        Path second = sources().processor("Same", NOTHING, NOTHING).jar("second");

        assertRefused(
                "plug-in same (" + second + ") has the name of another plug-in; load one of the two", first, second);
    }

    @Test
    void aJarOfAnotherApiVersionIsRefusedBeforeItsCodeRuns() {
        Path jar = sources()
                .api("2")
                .provider(
                        "Later",
                        "static { Notes.add(\"ran\"); } public Plugin open(PluginContext context) { return null; }")
                .jar("later");

        assertRefused(
                "plug-in " + jar
                        + " (version 0.3) was built for plug-in API 2, but this program supports plug-in API 1; use",
                jar);
        assertThat(Notes.take()).isEmpty();
    }

    @Test
    void aJarThatNamesNoApiVersionIsRefused() {
        Path jar = sources().api(null).processor("Old", NOTHING, NOTHING).jar("old");

        assertRefused("its manifest has no Vedette-Plugin-Api; build it with Vedette-Plugin-Api: 1", jar);
    }

    @Test
    void whatIsNoJarIsRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("text.jar"), "no jar");
        byte[] whole = Files.readAllBytes(
                sources().processor("Whole", NOTHING, NOTHING).jar("whole"));
        Path half = Files.write(folder.resolve("half.jar"), Arrays.copyOf(whole, whole.length / 2));

        assertRefused("missing.jar does not exist; give the path", folder.resolve("missing.jar"));
        assertRefused("is not a file; give the path", folder);
        assertRefused("text.jar cannot be read as a jar: ", text);
        assertRefused("half.jar cannot be read as a jar: ", half);
    }

    @Test
    void aJarWhoseClassesCannotBeReadIsRefused() throws IOException {
        Path sound = sources().processor("Sound", NOTHING, NOTHING).jar("sound");
        String entry = "com/example/plugin/Sound.class";
        byte[] later = classFile(sound, entry);
        later[6] = 1; // the class file's version is 256 + something
        Path garbled = sources()
                .service("com.example.plugin.Sound")
                .entry(entry, new byte[100])
                .jar("garbled");
        Path ofLater = sources()
                .service("com.example.plugin.Sound")
                .entry(entry, later)
                .jar("of-later");

        assertRefused("plug-in " + garbled + " cannot be loaded: ClassFormatError: ", garbled);
        assertRefused("; build it again with the jars of this program", garbled);
        assertRefused("plug-in " + ofLater + " cannot be loaded: UnsupportedClassVersionError: ", ofLater);
        assertRefused("; build it for Java ", ofLater);
    }

    private static byte[] classFile(Path jar, String entry) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getInputStream(file.getEntry(entry)).readAllBytes();
        }
    }

    @Test
    void aJarHasOneProvider() {
        Path none = sources().jar("none");
        Path two = sources()
                .processor("One", NOTHING, NOTHING)
                .processor("Two", NOTHING, NOTHING)
                .jar("two");
        Path missing = sources().service("com.example.plugin.Gone").jar("gone");
        Path other = sources()
                .source("com.example.Other", "package com.example; public class Other {}")
                .service("com.example.Other")
                .jar("other");

        assertRefused("is missing or empty; name the class there that implements PluginProvider", none);
        assertRefused("2 providers, com.example.plugin.One and com.example.plugin.Two, but a jar may have one", two);
        assertRefused("com.example.plugin.Gone", missing);
        assertRefused("com.example.Other", other);
    }

    @Test
    void aProviderThatThrowsIsNamedWithWhatItSays() {
        String opens = "public Plugin open(PluginContext context) { return null; }";
        Path broken = sources()
                .provider(
                        "Broken",
                        "public Plugin open(PluginContext context) { throw new PluginException(\"no\\nroom\"); }")
                .jar("broken");
        Path early = sources()
                .provider("Early", "public Early() { throw new IllegalStateException(\"too early\"); }" + opens)
                .jar("early");
        Path still = sources()
                .provider("Still", "static int half = 1 / Integer.valueOf(0); " + opens)
                .jar("still");
        Path unlinked = sources()
                .provider("Unlinked", "public Unlinked() { throw new NoClassDefFoundError(\"some/Library\"); }" + opens)
                .jar("unlinked");

        assertRefused("plug-in broken (" + broken + ") cannot be opened: no room", broken);
        assertRefused("plug-in " + early + " cannot be loaded: too early", early);
        assertRefused("plug-in " + still + " cannot be loaded: ArithmeticException: / by zero", still);
        assertRefused(
                "plug-in " + unlinked + " cannot be loaded: NoClassDefFoundError: some/Library in"
                        + " com.example.plugin.Unlinked.<init>(Unlinked.java:11); put the library",
                unlinked);
    }

    @Test
    void aProviderThatAnswersNothingIsRefused() {
        String opens = "public Plugin open(PluginContext context) { return null; }";
        Path nameless = sources()
                .source("com.example.plugin.Nameless", nameless("null", opens))
                .service("com.example.plugin.Nameless")
                .jar("nameless");
        Path misnamed = sources()
                .source("com.example.plugin.Nameless", nameless("\"a b\"", opens))
                .service("com.example.plugin.Nameless")
                .jar("misnamed");
        Path bare = sources()
                .provider("Bare", "public Set<String> options() { return null; }" + opens)
                .jar("bare");
        Path empty = sources().opening("Empty", "").jar("empty");

        assertRefused("plug-in " + nameless + " cannot be loaded: its name is \"\"; it must be a word", nameless);
        assertRefused("its name is \"a b\"", misnamed);
        assertRefused("its provider returned null instead of its options", bare);
        assertRefused("gives neither an Initializer nor a Processor", empty);
    }

    private static String nameless(String name, String opens) {
        return """
                package com.example.plugin;

                import io.vedette.observer.plugin.*;

                public class Nameless implements PluginProvider {
                    public String name() { return %s; }
                    %s
                }
                """.formatted(name, opens);
    }

    @Test
    void aMissingOptionIsSaidByTheContext() {
        Path jar = sources()
                .provider(
                        "Needy",
                        "public Plugin open(PluginContext context) { context.required(\"file\"); return null; }")
                .jar("needy");

        assertRefused("cannot be opened: it needs the option file", jar);
    }

    @Test
    void anOptionThatIsSetToNothingIsMissing() {
        PluginContext context = new PluginContext(Map.of("file", " "), new Host("h1"), Path.of("/srv/shadow"));

        assertThatThrownBy(() -> context.required("file"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("it needs the option file; set file=VALUE");
    }

    @Test
    void oneGivesAnInitializerAndAProcessorToo() {
        String makes = "public Initializer initializer() { return Blocking.on(1).initializer(null); }";
        String opens = "public Processor processor() { return Blocking.on(1).processor(null); }";
        Path half = sources().opening("Half", makes).jar("half");
        Path first = sources().opening("First", makes + opens).jar("first");
        Path second = sources().opening("Second", makes + opens).jar("second");
        Path beside = sources().processor("Beside", NOTHING, NOTHING).jar("beside");

        assertRefused("only one plug-in may give an Initializer, but plug-in first (" + first, first, second, beside);
        assertRefused("gives an Initializer and no Processor", half);
        try (Plugins both = open(beside, first)) {
            assertThat(both.initializer()).isNotNull();
            assertThat(both.processor()).isNotNull();
        }
        try (Plugins alone = open(beside)) {
            assertThat(alone.initializer()).isNull();
            assertThatThrownBy(alone::processor).isInstanceOf(IllegalStateException.class);
        }
    }
}
