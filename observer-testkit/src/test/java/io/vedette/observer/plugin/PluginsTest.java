package io.vedette.observer.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Names, options and the order of closing. */
class PluginsTest extends PluginFixture {

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
    void aPluginThatHangsWhileItIsClosedKeepsNobodyFromClosing() {
        String processor = "public Processor processor() { return Blocking.on(1).processor(null); }";
        Path quick = sources()
                .opening("Quick", processor + " public void close() { Notes.add(\"quick\"); }")
                .jar("quick");
        Path stuck = sources().opening("Stuck", processor + """
                        public void close() throws Exception {
                            try {
                                new java.util.concurrent.CountDownLatch(1).await();
                            } catch (InterruptedException told) {
                                Notes.add("stuck is interrupted");
                            }
                        }
                        """).jar("stuck");
        Path broken = sources()
                .opening("Broken", processor + " public void close() { throw new NoClassDefFoundError(\"x\"); }")
                .jar("broken");
        Plugins plugins = open(quick, broken, stuck);

        plugins.close(Duration.ofMillis(300));

        Awaitility.await().until(Notes::size, count -> count == 2);
        assertThat(Notes.take()).containsExactlyInAnyOrder("quick", "stuck is interrupted");
    }

    @Test
    void whoeverClosesWhileAPluginIsBeingClosedNeitherClosesItAgainNorFreesItsClasses() {
        Path jar = sources()
                .source("com.example.plugin.Last", """
                        package com.example.plugin;

                        public class Last {
                            public static void words() { io.vedette.observer.plugin.Notes.add("closed"); }
                        }
                        """)
                .opening("Slow", """
                        public Processor processor() { return Blocking.on(1).processor(null); }
                        public void close() { Notes.interlude(); Last.words(); }
                        """)
                .jar("slow");
        Plugins plugins = open(jar);
        Notes.onInterlude(plugins::close);

        plugins.close(Duration.ofSeconds(20));
        plugins.close();

        assertThat(Notes.take()).containsExactly("closed");
    }
}
