package io.vedette.observer.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.library.Greeting;
import io.vedette.domain.EventId;
import io.vedette.domain.HostPath;
import io.vedette.domain.Omissions;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.observer.Cause;
import io.vedette.observer.Processor;
import io.vedette.observer.RepoInfo;
import io.vedette.observer.standin.Tale;
import io.vedette.observer.standin.World;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Which classes a plug-in sees. */
class PluginLibrariesTest extends PluginFixture {

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
    void theProgramsOwnInternalsAreNotVisible() {
        Path jar = sources()
                .provider(
                        "Curious",
                        "public Plugin open(PluginContext context) {"
                                + " Notes.add(io.vedette.observer.internal.ErrorText.of(new Exception())); return null; }")
                .jar("curious");

        assertRefused(
                "cannot be opened: NoClassDefFoundError: io/vedette/observer/internal/ErrorText in"
                        + " com.example.plugin.Curious.open(Curious.java:11); put the library that holds this class into"
                        + " the jar",
                jar);
    }

    @Test
    void copiesOfTheContractAndOfReactorInTheJarAreNotUsed() {
        List<Class<?>> shared = List.of(
                Processor.class, RepoId.class, Mono.class, LoggerFactory.class, Publisher.class, NullMarked.class);
        String classes = shared.stream().map(each -> each.getName() + ".class").collect(Collectors.joining(", "));
        PluginJars sources = sources().provider("Fat", """
                        public Plugin open(PluginContext context) {
                            for (Class<?> each : List.of(%s)) {
                                Notes.add(each.getSimpleName()
                                        + (each.getClassLoader() == PluginProvider.class.getClassLoader()));
                            }
                            org.slf4j.LoggerFactory.getLogger(getClass()).debug("opened");
                            return new Plugin() {
                                public Processor processor() { return Blocking.on(1).processor(null); }
                            };
                        }
                        """.formatted(classes));
        shared.forEach(sources::copyOf);

        open(sources.jar("fat")).close();

        assertThat(Notes.take())
                .containsExactly(
                        "Processortrue",
                        "RepoIdtrue",
                        "Monotrue",
                        "LoggerFactorytrue",
                        "Publishertrue",
                        "NullMarkedtrue");
    }

    @Test
    void aLibraryInAPackageBelowReactorsIsThePluginsOwn() {
        Path jar = sources()
                .source(
                        "reactor.netty.Own",
                        "package reactor.netty; public class Own { public static String text() { return \"own\"; } }")
                .provider(
                        "Netty",
                        "public Plugin open(PluginContext context) { Notes.add(reactor.netty.Own.text()); return null; }")
                .jar("netty");

        assertRefused("its provider returned null instead of a Plugin", jar);
        assertThat(Notes.take()).containsExactly("own");
    }

    @Test
    void twoPluginsDoNotShareTheirLibraries() {
        String counter = "package com.example; public class Counter { public static int opened; }";
        String counting =
                "public Plugin open(PluginContext context) { Notes.add(name() + ++com.example.Counter.opened);"
                        + " return new Plugin() { public Processor processor() { return Blocking.on(1).processor(null); } }; }";
        Path a = sources()
                .source("com.example.Counter", counter)
                .provider("A", counting)
                .jar("a");
        Path b = sources()
                .source("com.example.Counter", counter)
                .provider("B", counting)
                .jar("b");

        open(a, b).close();

        assertThat(Notes.take()).containsExactly("a1", "b1");
    }

    @Test
    void threadsOfTheBlockingAdapterSeeTheContextClassLoaderOfThePlugin() {
        Path jar = sources().opening("Waits", """
                        public Processor processor() {
                            return Blocking.on(1).processor(new BlockingProcessor() {
                                public void enableRepo(RepoInfo info, Cause cause) { note(); }
                                public void disableRepo(RepoId repo, Cause cause) { note(); }
                            });
                        }
                        private void note() {
                            Notes.add("seen " + (Thread.currentThread().getContextClassLoader()
                                    == getClass().getClassLoader()));
                        }
                        """).jar("waits");
        RepoId repo = Tale.repo(1);

        try (Plugins plugins = open(jar)) {
            plugins.processorAfter(new World().files)
                    .disableRepo(repo, cause(repo))
                    .block();
        }

        assertThat(Notes.take()).containsExactly("seen true");
    }

    private static Cause cause(RepoId repo) {
        RepoInfo info = new RepoInfo(
                repo,
                Tale.REGISTRY_ID,
                new RepoPath("/ex/a/r1"),
                Tale.ADA,
                Tale.HOST,
                new HostPath("/files/r1"),
                null,
                Omissions.NONE);
        return new Cause(info, new EventId(1, 1), "disable", 1);
    }
}
