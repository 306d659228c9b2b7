package io.vedette.testkit;

import static io.vedette.testkit.Calls.attachRemote;
import static io.vedette.testkit.Calls.confirmRemote;
import static io.vedette.testkit.Calls.confirmShadow;
import static io.vedette.testkit.Calls.enableRepo;
import static io.vedette.testkit.Calls.getRepo;
import static io.vedette.testkit.Calls.initRepo;
import static io.vedette.testkit.Calls.setRepoError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vedette.domain.AggregateId;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RepoId;
import io.vedette.observer.Cause;
import io.vedette.observer.Processor;
import io.vedette.observer.RepoInfo;
import io.vedette.testkit.history.ErrorKind;
import io.vedette.testkit.history.HistoryFile;
import io.vedette.testkit.replay.HungCallException;
import io.vedette.testkit.standin.SignalFaults;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** A test in code reads as a sentence, and fails with one. */
class ObserverFixtureTest {

    private final Chronicle exreg = Chronicle.of("exreg", "/ex", "h1", "/data");
    private final Chronicle.Repo foo = exreg.repo("foo", "/ex/a/foo");
    private final Chronicle.Repo bar = exreg.repo("bar", "/ex/a/bar");

    private static ObserverFixture.Builder fixture() {
        return ObserverFixture.of("exreg").prefixes("/ex/a");
    }

    @Test
    void givenAHistoryWhenEventsArriveThenJustTheseCalls() {
        try (ObserverFixture fixture = fixture().build()) {
            fixture.given(exreg.registryAdded(), exreg.rootAdded(), foo.accepted(), foo.initStarted())
                    .thenNothing()
                    .when(foo.added())
                    .then(initRepo("foo"), confirmShadow("foo"))
                    .when(foo.shadowCreated())
                    .then(
                            getRepo("foo"),
                            enableRepo("foo").with("path", "/ex/a/foo").with("hostPath", "/data/a/foo"))
                    .after(Duration.ofHours(1))
                    .thenNothing();
        }
    }

    @Test
    void ordersCallsOfOneRepositoryAndNotThoseOfSeveral() {
        try (ObserverFixture fixture = fixture().build()) {
            fixture.given(exreg.registryAdded(), exreg.rootAdded(), foo.added(), foo.initStarted(), foo.shadowCreated())
                    .given(bar.added(), bar.initStarted(), bar.shadowCreated())
                    .then(getRepo("bar"), enableRepo("bar"), getRepo("foo"), enableRepo("foo"));
        }
    }

    @Test
    void saysWhatWasExpectedAndWhatWasGotAndWhy() {
        try (ObserverFixture fixture = fixture().build()) {
            fixture.given(
                    exreg.registryAdded(), exreg.rootAdded(), foo.added(), foo.initStarted(), foo.shadowCreated());

            assertThatThrownBy(
                            () -> fixture.then(getRepo("foo"), enableRepo("foo").with("path", "/ex/a/f")))
                    .isInstanceOf(AssertionError.class)
                    .hasMessage("repo foo: expected (-) and got (+) differ\n"
                            + "  = initializer.getRepo\n"
                            + "  - processor.enableRepo path=/ex/a/f\n"
                            + "  + processor.enableRepo path=/ex/a/foo hostPath=/data/a/foo shadowPath=" + foo.shadow()
                            + "\n      differs in path; because of SHADOW_REPO_CREATED, version 2");
        }
    }

    @Test
    void givesAWholeFileAndGoesOnFromThere() {
        try (ObserverFixture fixture = fixture().build()) {
            fixture.given(HistoryFile.of(Path.of("../examples/histories/scenario-1.jsonl")))
                    .when(exreg.repo("r1", "/ex/a/foo").remoteAccepted("backup"))
                    .then(attachRemote("r1").with("remote", "backup"), confirmRemote("r1"));
        }
    }

    @Test
    void anHourOfBackOffsPassesAtOnce() {
        try (ObserverFixture fixture =
                fixture().beginning(Instant.parse("2026-01-01T00:00:00Z")).build()) {
            fixture.given(exreg.registryAdded(), exreg.rootAdded(), foo.added(), foo.initStarted())
                    .failing(initRepo("foo"), 5, ErrorKind.WEAK, "busy")
                    .after(Duration.ofHours(1))
                    .then(
                            initRepo("foo"),
                            initRepo("foo"),
                            initRepo("foo"),
                            initRepo("foo"),
                            initRepo("foo"),
                            setRepoError("foo"));

            assertThat(fixture.now()).isEqualTo("2026-01-01T01:00:00Z");
        }
    }

    @Test
    void everySignalMayBeLostAndTheConnectionMayBreak() {
        try (ObserverFixture fixture = fixture().build()) {
            fixture.given(exreg.registryAdded(), exreg.rootAdded(), foo.added(), foo.initStarted())
                    .then(initRepo("foo"), confirmShadow("foo"))
                    .signals(new SignalFaults(1, 0, 0, 0, true), 1)
                    .when(foo.shadowCreated())
                    .thenNothing()
                    .connectionDropped()
                    .after(Duration.ofMinutes(1))
                    .thenNothing()
                    .connectionRestored()
                    .after(Duration.ofMinutes(1))
                    .then(getRepo("foo"), enableRepo("foo"));
        }
    }

    @Test
    void signalsThatAreHeldBackArriveMerged() {
        try (ObserverFixture fixture = fixture().build()) {
            fixture.given(exreg.registryAdded(), exreg.rootAdded(), foo.added(), foo.initStarted())
                    .then(initRepo("foo"), confirmShadow("foo"))
                    .signals(new SignalFaults(0, 0, 1, 0, true), 1)
                    .when(foo.errorSet("bad"), foo.errorCleared("bad"), foo.shadowCreated())
                    .thenNothing()
                    .signalsArrive()
                    .then(getRepo("foo"), enableRepo("foo"));
        }
    }

    @Test
    void whatIsDoneToTheRegistryItselfSettlesBeforeTheNextQuestion() {
        try (ObserverFixture fixture = fixture().build()) {
            fixture.given(exreg.registryAdded(), exreg.rootAdded(), foo.added(), foo.initStarted())
                    .then(initRepo("foo"), confirmShadow("foo"));

            Happening created = foo.shadowCreated();
            fixture.registry().append(created.aggregate(), created.event());

            fixture.then(getRepo("foo"), enableRepo("foo"));
        }
    }

    @Test
    void anImplementorMayWaitInVirtualTime() {
        Sinks.One<Scheduler> time = Sinks.one();
        Processor slow = new Opener() {
            @Override
            public Mono<Void> enableRepo(RepoInfo info, Cause cause) {
                return time.asMono()
                        .flatMap(scheduler -> Mono.delay(Duration.ofMinutes(3), scheduler))
                        .then();
            }
        };
        try (ObserverFixture fixture = fixture().processor(slow).build()) {
            time.tryEmitValue(fixture.scheduler());
            fixture.given(exreg.registryAdded(), exreg.rootAdded(), foo.added(), foo.initStarted(), foo.shadowCreated())
                    .then(getRepo("foo"), enableRepo("foo"))
                    .when(foo.remoteAccepted("backup"))
                    .thenNothing()
                    .after(Duration.ofMinutes(3))
                    .then(attachRemote("foo"), confirmRemote("foo"));
        }
    }

    @Test
    void aRegistryThatIsAwayIsWaitedFor() {
        try (ObserverFixture fixture = fixture().build()) {
            fixture.given(exreg.registryAdded(), exreg.rootAdded(), foo.added(), foo.initStarted())
                    .then(initRepo("foo"), confirmShadow("foo"))
                    .registryLeaves()
                    .when(foo.shadowCreated())
                    .after(Duration.ofMinutes(10))
                    .thenNothing()
                    .registryComesBack()
                    .after(Duration.ofMinutes(1))
                    .then(getRepo("foo"), enableRepo("foo"));
        }
    }

    @Test
    void aSlowRegistryIsWaitedFor() {
        try (ObserverFixture fixture = fixture().build()) {
            fixture.registry().latency(Duration.ofMinutes(1));
            fixture.given(exreg.registryAdded(), exreg.rootAdded(), foo.added(), foo.initStarted())
                    .given(foo.shadowCreated())
                    .thenNothing()
                    .after(Duration.ofMinutes(10))
                    .then(getRepo("foo"), enableRepo("foo"));
        }
    }

    @Test
    void aReadThatBreaksOffOrLacksAnEventIsMadeAgain() {
        AggregateId registry = RegistryId.ofName("exreg").aggregate();
        AggregateId repo = foo.id().aggregate();
        try (ObserverFixture fixture = fixture().build()) {
            fixture.registry().skipInNextRead(registry);
            fixture.registry().breakNextRead(repo, 1);
            fixture.given(exreg.registryAdded(), exreg.rootAdded(), foo.added(), foo.initStarted(), foo.shadowCreated())
                    .after(Duration.ofMinutes(1))
                    .then(getRepo("foo"), enableRepo("foo"));

            assertThat(fixture.registry().reads()).containsExactly(registry, registry, repo, repo);
        }
    }

    @Test
    void aCommandWhoseAnswerWasLostIsGivenAgainAndExecutedOnce() {
        try (ObserverFixture fixture = fixture().build()) {
            fixture.registry().loseAnswers(1);
            fixture.given(exreg.registryAdded(), exreg.rootAdded(), foo.added(), foo.initStarted())
                    .after(Duration.ofMinutes(10))
                    .then(initRepo("foo"), confirmShadow("foo"), confirmShadow("foo"));

            assertThat(fixture.registry().posted()).hasSize(1);
        }
    }

    @Test
    void severalEventsAtOnceLeadToOneCallOnTheFinalState() {
        try (ObserverFixture fixture = fixture().build()) {
            fixture.given(exreg.registryAdded(), exreg.rootAdded(), foo.added(), foo.initStarted())
                    .then(initRepo("foo"), confirmShadow("foo"))
                    .whenAtOnce(foo.errorSet("bad"), foo.errorCleared("bad"), foo.shadowCreated())
                    .then(getRepo("foo"), enableRepo("foo"));
        }
    }

    @Test
    void anImplementorThatAnswersOnOtherThreadsIsWaitedFor() {
        List<RepoId> opened = new ArrayList<>();
        Processor elsewhere = new Opener() {
            @Override
            public Mono<Void> enableRepo(RepoInfo info, Cause cause) {
                return Mono.<Void>fromRunnable(() -> opened.add(info.repo())).subscribeOn(Schedulers.boundedElastic());
            }
        };
        try (ObserverFixture fixture = fixture().processor(elsewhere).build()) {
            fixture.given(exreg.registryAdded(), exreg.rootAdded(), foo.added(), foo.initStarted(), foo.shadowCreated())
                    .then(getRepo("foo"), enableRepo("foo"));

            assertThat(opened).containsExactly(foo.id());
        }
    }

    @Test
    void anImplementorThatNeverAnswersIsNamed() {
        Processor hung = new Opener() {
            @Override
            public Mono<Void> enableRepo(RepoInfo info, Cause cause) {
                return Mono.never();
            }
        };
        try (ObserverFixture fixture =
                fixture().processor(hung).patience(Duration.ofMillis(50)).build()) {
            fixture.given(
                    exreg.registryAdded(), exreg.rootAdded(), foo.added(), foo.initStarted(), foo.shadowCreated());

            assertThatThrownBy(fixture::thenNothing)
                    .isInstanceOf(HungCallException.class)
                    .hasMessageContaining("processor.enableRepo of repository " + foo.id() + " did not end");
        }
    }

    private abstract static class Opener implements Processor {
        @Override
        public Mono<Void> disableRepo(RepoId repo, Cause cause) {
            return Mono.empty();
        }
    }
}
