package io.vedette.observer.plugin;

import static io.vedette.observer.standin.Tale.errorSet;
import static io.vedette.observer.standin.Tale.initStarted;
import static io.vedette.observer.standin.Tale.repo;
import static io.vedette.observer.standin.Tale.shadow;
import static io.vedette.observer.standin.Tale.tierCompleted;
import static io.vedette.observer.standin.Tale.tierStarted;
import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.domain.Author;
import io.vedette.domain.Host;
import io.vedette.domain.HostPath;
import io.vedette.domain.RepoCommand;
import io.vedette.domain.RepoId;
import io.vedette.domain.StorageTier;
import io.vedette.domain.TierChangeCode;
import io.vedette.engine.ActivityState;
import io.vedette.observer.Cause;
import io.vedette.observer.ObserverListener;
import io.vedette.observer.Processor;
import io.vedette.observer.RepoInfo;
import io.vedette.observer.RepoStatus;
import io.vedette.observer.StrongError;
import io.vedette.observer.standin.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** Plug-ins behind an observer: in which order they are called, and whom they harm. */
@Tag("slow")
class PluginsAtWorkTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final String NOTHING = "return Mono.empty();";
    private static final String FIRST_REPO = "info.path().value().endsWith(\"r1\")";

    @TempDir
    Path folder;

    private final RepoId r1 = repo(1);
    private final RepoId r2 = repo(2);
    private final World world = new World();
    private Plugins plugins = Plugins.open(List.of(), new PluginContext(Map.of(), new Host("h1"), Path.of("/")));

    @BeforeEach
    void forget() {
        Notes.take();
    }

    @AfterEach
    void close() {
        plugins.close();
    }

    private Path noting(String name, String disable) {
        return new PluginJars(folder)
                .processor(
                        name,
                        "return Mono.fromRunnable(() -> Notes.add(\"%s opens\"));".formatted(name),
                        "Notes.add(\"%s closes\"); %s".formatted(name, disable))
                .jar(name);
    }

    private void startWith(Path... jars) {
        plugins = Plugins.open(List.of(jars), new PluginContext(Map.of(), new Host("h1"), folder.toAbsolutePath()));
        world.start(builder -> builder.processor(plugins.processorAfter(new Noting(world.files))));
    }

    /** The file server, which notes when it is called. */
    private record Noting(Processor files) implements Processor {
        @Override
        public Mono<Void> enableRepo(RepoInfo info, Cause cause) {
            Notes.add("files open");
            return files.enableRepo(info, cause);
        }

        @Override
        public Mono<Void> disableRepo(RepoId repo, Cause cause) {
            Notes.add("files close");
            return files.disableRepo(repo, cause);
        }

        @Override
        public Mono<Void> freezeRepo(RepoId repo, Author author, Cause cause) {
            return files.freezeRepo(repo, author, cause);
        }
    }

    private void archive(RepoId repo) {
        world.tell(repo, tierStarted(1, StorageTier.FROZEN), tierCompleted(1, StorageTier.FROZEN, TierChangeCode.OK));
        world.tell(repo, tierStarted(2, StorageTier.ARCHIVED));
    }

    @Test
    void theFileServerOpensFirstAndClosesLast() {
        world.given(r1);
        startWith(noting("A", NOTHING), noting("B", NOTHING));

        world.tell(r1, initStarted("/ex/a/r1"), shadow(r1));
        assertThat(Notes.take()).containsExactly("files open", "A opens", "B opens");

        archive(r1);
        assertThat(Notes.take()).containsExactly("B closes", "A closes", "files close");
    }

    @Test
    void whatFailsToCloseKeepsNobodyElseFromClosing() {
        world.given(r1);
        startWith(
                noting("A", "return Mono.error(new StrongError(\"A is stuck\"));"),
                noting("B", "throw new IllegalStateException(\"B is broken\");"));
        world.tell(r1, initStarted("/ex/a/r1"), shadow(r1));
        Notes.take();

        archive(r1);

        assertThat(Notes.take()).startsWith("B closes", "A closes", "files close");
        assertThat(world.files.served()).doesNotContainKey(r1);
    }

    @Test
    void aPluginIsNotToldOfARepositoryThatTheFileServerCouldNotOpen() {
        world.given(r1);
        startWith(noting("A", NOTHING));
        world.files.fail("processor.enableRepo", r1, 1, () -> new StrongError("no room"));

        world.tell(r1, initStarted("/ex/a/r1"), shadow(r1)).advance(HOUR);

        assertThat(Notes.take()).containsExactly("files open");
        assertThat(world.storedError(r1)).endsWith("no room");
    }

    @Test
    void onlyThePluginSeesItsContextClassLoader() {
        String seen = "(Thread.currentThread().getContextClassLoader() == getClass().getClassLoader())";
        Path jar = new PluginJars(folder)
                .processor(
                        "A",
                        "var own = getClass().getClassLoader(); Notes.add(\"call \" + " + seen + ");"
                                + " return Mono.fromRunnable(() -> Notes.add(\"subscription \" +"
                                + " (Thread.currentThread().getContextClassLoader() == own)));",
                        NOTHING)
                .jar("a");
        plugins = Plugins.open(List.of(jar), new PluginContext(Map.of(), new Host("h1"), folder.toAbsolutePath()));
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        world.given(r1).tell(r1, initStarted("/ex/a/r1"), shadow(r1));

        world.start(builder -> builder.processor(plugins.processorAfter(world.files))
                .listener(new ObserverListener() {
                    @Override
                    public void rested(RepoStatus status) {
                        Notes.add("rested " + (Thread.currentThread().getContextClassLoader() == before));
                    }
                }));

        assertThat(Notes.take()).containsExactly("call true", "subscription true", "rested true");
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }

    private void givenPluginThatDoesForTheFirstRepo(String body) {
        world.given(r1, r2);
        Path jar = new PluginJars(folder)
                .processor(
                        "Odd",
                        "if (" + FIRST_REPO + ") { " + body + " } Notes.add(\"told of \" + info.path()); " + NOTHING,
                        NOTHING)
                .jar("odd");
        startWith(jar);
        world.tell(r1, initStarted("/ex/a/r1"), shadow(r1));
        world.tell(r2, initStarted("/ex/a/r2"), shadow(r2)).advance(HOUR);
    }

    private void assertTheOtherIsServed() {
        assertThat(Notes.take()).contains("told of /ex/a/r2").doesNotContain("told of /ex/a/r1");
        assertThat(world.rested.get(r2)).matches(status -> status.enabled() && status.error() == null);
        assertThat(world.failure.get()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "throw new IllegalStateException(\"odd\");",
                "return null;",
                "return Mono.error(new IllegalStateException(\"odd\"));",
                "return Mono.error(new WeakError(\"odd\"));",
                "return Mono.error(new StrongError(\"odd\"));",
                "return Mono.defer(() -> null);"
            })
    void aPluginThatFailsHarmsItsRepositoryOnly(String body) {
        givenPluginThatDoesForTheFirstRepo(body);

        assertTheOtherIsServed();
        assertThat(world.commands(RepoCommand.SetRepoError.class))
                .extracting(RepoCommand.SetRepoError::repo)
                .containsExactly(r1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            return null;                                        | enableRepo of plug-in odd returned null instead of a Mono
            return Mono.error(new StrongError("no room"));      | plug-in odd: no room
            return Mono.error(new WeakError("no answer"));      | plug-in odd: no answer
            throw new java.io.UncheckedIOException(new java.io.IOException("gone")); | plug-in odd: UncheckedIOException: java.io.IOException: gone
            """)
    void thePluginIsNamedInTheStoredError(String body, String message) {
        givenPluginThatDoesForTheFirstRepo(body);

        assertThat(world.storedError(r1)).endsWith(" " + message);
    }

    @Test
    void whatAPluginSaysIsStoredAlreadyOrWasCancelledIsNotStored() {
        givenPluginThatDoesForTheFirstRepo("return Mono.error(new StoredError(\"known\"));");

        assertTheOtherIsServed();
        assertThat(world.commands(RepoCommand.SetRepoError.class)).isEmpty();
    }

    @Test
    void theShadowOfAPluginThatIsTheFileServerIsConfirmedAndOthersAreCalledAfterIt() {
        Path maker = new PluginJars(folder).opening("Maker", """
                        public Initializer initializer() {
                            return new Initializer() {
                                public Mono<RepoInfo> getRepo(RepoId repo, Cause cause) {
                                    return Mono.just(cause.repository());
                                }
                                public Mono<RepoInfo> initRepo(RepoId repo, Cause cause) {
                                    return Mono.just(cause.repository().withShadow(
                                            new HostPath("/made/here"), Omissions.NONE));
                                }
                            };
                        }
                        public Processor processor() {
                            return new Processor() {
                                public Mono<Void> enableRepo(RepoInfo info, Cause cause) {
                                    Notes.add("maker opens");
                                    return Mono.empty();
                                }
                                public Mono<Void> disableRepo(RepoId repo, Cause cause) { return Mono.empty(); }
                            };
                        }
                        """).jar("maker");
        plugins = Plugins.open(
                List.of(noting("A", NOTHING), maker),
                new PluginContext(Map.of(), new Host("h1"), folder.toAbsolutePath()));
        world.given(r1)
                .start(builder -> builder.initializer(Objects.requireNonNull(plugins.initializer()))
                        .processor(plugins.processor()));

        world.tell(r1, initStarted("/ex/a/r1"), shadow(r1));

        assertThat(world.commands(RepoCommand.ConfirmShadow.class))
                .extracting(RepoCommand.ConfirmShadow::shadow)
                .containsExactly(new HostPath("/made/here"));
        assertThat(Notes.take()).containsExactly("maker opens", "A opens");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "throw new NoClassDefFoundError(\"some/Library\");",
                "return Mono.fromRunnable(() -> { throw new NoClassDefFoundError(\"some/Library\"); });"
            })
    void aPluginWhoseCodeIsBrokenParksItsRepositoryOnly(String body) {
        givenPluginThatDoesForTheFirstRepo(body);

        assertTheOtherIsServed();
        assertThat(world.explain(r1).state()).isInstanceOf(ActivityState.Parked.class);
        assertThat(world.explain(r1).state().toString()).contains("some/Library");
    }

    @Test
    void aPluginThatHangsHoldsUpItsRepositoryOnly() {
        givenPluginThatDoesForTheFirstRepo("return Mono.never();");

        assertTheOtherIsServed();
        assertThat(world.explain(r1).state()).isInstanceOf(ActivityState.Running.class);
        assertThat(world.explain(r1).toString()).contains("processor.enableRepo of odd");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "return Mono.empty();",
                "return Mono.fromDirect(s -> { s.onSubscribe(reactor.core.publisher.Operators.emptySubscription());"
                        + " s.onComplete(); s.onComplete(); });"
            })
    void emptyIsSuccessAndSoIsToCompleteTwice(String body) {
        givenPluginThatDoesForTheFirstRepo(body);

        assertTheOtherIsServed();
        assertThat(world.rested.get(r1)).matches(status -> status.enabled() && status.error() == null);
    }

    @Test
    void aPluginThatFailsTwiceHarmsItsRepositoryOnly() {
        givenPluginThatDoesForTheFirstRepo(
                "return Mono.fromDirect(s -> { s.onSubscribe(reactor.core.publisher.Operators.emptySubscription());"
                        + " s.onError(new StrongError(\"one\")); s.onError(new StrongError(\"two\")); });");

        assertTheOtherIsServed();
        assertThat(world.storedError(r1)).endsWith("one");
    }

    @Test
    void anInitializerThatReturnsNothingHarmsItsRepositoryOnly() {
        Path jar = new PluginJars(folder).opening("Maker", """
                        public Initializer initializer() {
                            return new Initializer() {
                                public Mono<RepoInfo> getRepo(RepoId repo, Cause cause) {
                                    return cause.repository().path().value().endsWith("r1")
                                            ? Mono.empty() : Mono.just(cause.repository());
                                }
                                public Mono<RepoInfo> initRepo(RepoId repo, Cause cause) { return null; }
                            };
                        }
                        public Processor processor() {
                            return new Processor() {
                                public Mono<Void> enableRepo(RepoInfo info, Cause cause) {
                                    Notes.add("told of " + info.path());
                                    return Mono.empty();
                                }
                                public Mono<Void> disableRepo(RepoId repo, Cause cause) { return Mono.empty(); }
                            };
                        }
                        """).jar("maker");
        plugins = Plugins.open(List.of(jar), new PluginContext(Map.of(), new Host("h1"), folder.toAbsolutePath()));
        world.given(r1, r2)
                .start(builder -> builder.initializer(Objects.requireNonNull(plugins.initializer()))
                        .processor(plugins.processor()));

        world.tell(r1, initStarted("/ex/a/r1"), shadow(r1));
        world.tell(r2, initStarted("/ex/a/r2"), errorSet("x"), shadow(r2)).advance(HOUR);

        assertThat(Notes.take()).containsExactly("told of /ex/a/r2");
        assertThat(world.storedError(r1)).contains("completed without a result");
    }
}
