package io.vedette.observer.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.library.Greeting;
import io.vedette.domain.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loading, refusing, opening and closing plug-ins. */
class PluginsTest {

    private static final String NOTHING = "return Mono.empty();";

    @TempDir
    Path folder;

    @BeforeEach
    void forget() {
        Notes.take();
    }

    private PluginJars sources() {
        return new PluginJars(folder);
    }

    private Plugins open(Path... jars) {
        return open(Map.of(), jars);
    }

    private Plugins open(Map<String, String> options, Path... jars) {
        return Plugins.open(List.of(jars), new PluginContext(options, new Host("h1"), folder.toAbsolutePath()));
    }

    private void assertRefused(String message, Path... jars) {
        assertThatThrownBy(() -> open(jars))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining(message)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void aPluginIsServedItsOwnVersionOfALibraryThatTheProgramHasToo() {
        Path jar = sources()
                .source(Library.NAME, Library.OF_THE_PLUGIN)
                .provider("Own", """
                        public Plugin open(PluginContext context) {
                            Notes.add(com.example.library.Greeting.text());
                            return new Plugin() {
                                public Processor processor() { return Blocking.on(1).processor(null); }
                            };
                        }
                        """)
                .jar("own");

        try (Plugins plugins = open(jar)) {
            assertThat(plugins.names()).containsExactly("own");
        }

        assertThat(Notes.take()).containsExactly("the plug-in's");
        assertThat(Greeting.text()).isEqualTo("the program's");
    }

    @Test
    void aLibraryOfTheProgramThatIsNotOfTheContractIsNotVisible() {
        Path jar = sources()
                .provider(
                        "Borrower",
                        "public Plugin open(PluginContext context) { Notes.add(com.example.library.Greeting.text());"
                                + " return null; }")
                .jar("borrower");

        assertRefused("com/example/library/Greeting", jar);
    }

    @Test
    void twoPluginsDoNotShareTheirLibraries() {
        String counter = "package com.example; public class Counter { public static int opened; }";
        String counting = "public Plugin open(PluginContext context) { Notes.add(name() + ++com.example.Counter.opened);"
                + " return new Plugin() { public Processor processor() { return Blocking.on(1).processor(null); } }; }";
        Path a = sources().source("com.example.Counter", counter).provider("A", counting).jar("a");
        Path b = sources().source("com.example.Counter", counter).provider("B", counting).jar("b");

        open(a, b).close();

        assertThat(Notes.take()).containsExactly("a1", "b1");
    }

    @Test
    void twoPluginsOfOneNameAreRefused() {
        Path first = sources().processor("Same", NOTHING, NOTHING).jar("first");
        Path second = sources().processor("Same", NOTHING, NOTHING).jar("second");

        assertRefused("plug-in same (" + second + ") has the name of another plug-in", first, second);
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
                "plug-in " + jar + " (version 0.3) was built for plug-in API 2; this program supports plug-in API 1",
                jar);
        assertThat(Notes.take()).isEmpty();
    }

    @Test
    void aJarThatNamesNoApiVersionIsRefused() {
        Path jar = sources().api(null).processor("Old", NOTHING, NOTHING).jar("old");

        assertRefused("its manifest has no Vedette-Plugin-Api; this program supports plug-in API 1", jar);
    }

    @Test
    void whatIsNoJarIsRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("text.jar"), "no jar");

        assertRefused("missing.jar does not exist", folder.resolve("missing.jar"));
        assertRefused("is not a file", folder);
        assertRefused("text.jar cannot be read as a jar", text);
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

        assertRefused("is missing or empty", none);
        assertRefused("names 2: com.example.plugin.One, com.example.plugin.Two", two);
        assertRefused("com.example.plugin.Gone", missing);
        assertRefused("com.example.Other", other);
    }

    @Test
    void aProviderThatThrowsIsNamedWithWhatItSays() {
        Path opens = sources()
                .provider(
                        "Broken",
                        "public Plugin open(PluginContext context) { throw new IllegalStateException(\"no\\nroom\"); }")
                .jar("broken");
        Path constructs = sources()
                .provider(
                        "Early",
                        "public Early() { throw new IllegalStateException(\"too early\"); }"
                                + " public Plugin open(PluginContext context) { return null; }")
                .jar("early");
        Path empty = sources().opening("Empty", "").jar("empty");

        assertRefused("plug-in broken (" + opens + ") cannot be opened: no room", opens);
        assertRefused("plug-in " + constructs + " cannot be loaded", constructs);
        assertRefused("gives neither an Initializer nor a Processor", empty);
    }

    @Test
    void aPluginIsGivenItsOwnOptionsAloneAndAnUnknownOneIsRefused() {
        String body = """
                public Set<String> options() { return Set.of("file", "%s"); }
                public Plugin open(PluginContext context) {
                    Notes.add(name() + new TreeMap<>(context.options()) + context.host());
                    return new Plugin() { public Processor processor() { return Blocking.on(1).processor(null); } };
                }
                """;
        Path a = sources().provider("A", body.formatted("color")).jar("a");
        Path b = sources().provider("B", body.formatted("size")).jar("b");

        open(Map.of("file", "f=1", "color", "red"), a, b).close();

        assertThat(Notes.take()).containsExactly("a{color=red, file=f=1}h1", "b{file=f=1}h1");
        assertThatThrownBy(() -> open(Map.of("colour", "red"), a, b))
                .isInstanceOf(PluginException.class)
                .hasMessage("no plug-in has the option colour; there are: color, file, size");
        assertThat(Notes.take()).isEmpty();
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
    void whenOneCannotBeOpenedTheOthersAreClosedLastOpenedFirst() {
        String closing = "public Processor processor() { return Blocking.on(1).processor(null); }"
                + " public void close() { Notes.add(\"closed %s \" + (Thread.currentThread().getContextClassLoader()"
                + " == getClass().getClassLoader())); }";
        Path a = sources().opening("A", closing.formatted("a")).jar("a");
        Path b = sources().opening("B", closing.formatted("b")).jar("b");
        Path empty = sources().opening("Empty", "").jar("empty");

        assertThatThrownBy(() -> open(a, b, empty)).isInstanceOf(PluginException.class);

        assertThat(Notes.take()).containsExactly("closed b true", "closed a true");
    }

    @Test
    void atMostOneGivesAnInitializerAndThenSomebodyGivesAProcessor() {
        String makes = "public Initializer initializer() { return Blocking.on(1).initializer(null); }";
        Path first = sources().opening("First", makes).jar("first");
        Path second = sources().opening("Second", makes).jar("second");
        Path opens = sources().processor("Opens", NOTHING, NOTHING).jar("opens");

        assertRefused("only one plug-in may give an Initializer", first, second, opens);
        assertRefused("no plug-in gives a Processor", first);
        try (Plugins both = open(first, opens)) {
            assertThat(both.initializer()).isNotNull();
            assertThat(both.processor()).isNotNull();
        }
    }
}
