package io.vedette.observer;

import static io.vedette.observer.standin.Tale.errorCleared;
import static io.vedette.observer.standin.Tale.errorSet;
import static io.vedette.observer.standin.Tale.initStarted;
import static io.vedette.observer.standin.Tale.moveStarted;
import static io.vedette.observer.standin.Tale.moved;
import static io.vedette.observer.standin.Tale.remoteAccepted;
import static io.vedette.observer.standin.Tale.repo;
import static io.vedette.observer.standin.Tale.shadow;
import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.client.RefusedException;
import io.vedette.domain.AggregateId;
import io.vedette.domain.Refusal;
import io.vedette.domain.RepoCommand;
import io.vedette.domain.RepoId;
import io.vedette.observer.standin.Tale;
import io.vedette.observer.standin.World;
import io.vedette.testkit.standin.SignalFaults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Signals, breaks and outages. */
class ConnectionTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final RepoId r1 = repo(1);
    private final World world = new World();

    @Test
    @Tag("W4")
    void nothingIsReadBeforeTheRegistrySaysThatItWatches() {
        world.given(r1);
        world.registry.drop();

        world.start().advance(MINUTE);
        assertThat(world.registry.reads()).isEmpty();
        assertThat(world.observer().health().status()).isEqualTo(Health.Status.DOWN);

        world.tell(r1, initStarted("/ex/a/r1"));
        world.registry.restore();
        world.advance(Duration.ofSeconds(5));
        assertThat(world.observer().health().isUp()).isTrue();
        assertThat(world.calls(r1)).containsExactly("initializer.initRepo", "command.confirmShadow");
    }

    @Test
    @Tag("W7")
    void aReconnectOpensReadsForWhatChangedOnly() {
        List<RepoId> repos =
                IntStream.rangeClosed(1, 1_000).mapToObj(Tale::repo).toList();
        world.given(repos.toArray(RepoId[]::new));
        repos.forEach(repo -> world.registry.append(repo.aggregate(), initStarted(World.pathOf(repo))));
        repos.forEach(repo -> world.registry.append(repo.aggregate(), shadow(repo)));
        world.start().advance(MINUTE);
        assertThat(world.files.served()).hasSize(1_000);
        world.registry.reads().clear();

        world.registry.drop();
        List<RepoId> changed = repos.subList(100, 107);
        changed.forEach(repo -> {
            world.registry.append(repo.aggregate(), errorSet("x"));
            world.registry.append(repo.aggregate(), errorCleared("x"));
        });
        world.registry.restore();
        world.advance(MINUTE);

        assertThat(world.registry.reads())
                .containsExactlyInAnyOrderElementsOf(
                        changed.stream().map(RepoId::aggregate).toList());
    }

    @Test
    void eventsThatRideOnTheirSignalNeedNoRead() {
        world.given(r1);
        world.tell(r1, initStarted("/ex/a/r1"));
        world.start();
        world.registry.reads().clear();

        world.tell(r1, shadow(r1), errorSet("x"), errorCleared("x"));

        assertThat(world.files.servedPath(r1)).isEqualTo("/ex/a/r1");
        assertThat(world.registry.reads()).isEmpty();
    }

    @Test
    void aRepositoryThatIsNotRememberedCostsOneReadAndRemembersWhatWasDone() {
        world.given(r1);
        world.tell(r1, initStarted("/ex/a/r1"), shadow(r1));
        world.start(builder -> builder.viewCache(0));
        world.calls(r1);
        world.registry.reads().clear();

        world.tell(r1, errorSet("x"), errorCleared("x"));

        assertThat(world.registry.reads()).containsExactly(r1.aggregate(), r1.aggregate());
        assertThat(world.calls(r1)).isEmpty();
    }

    @Test
    @Tag("W8")
    void reconnectingBacksOffUpToFiveSeconds() {
        world.start();
        List<Health> seen = new ArrayList<>();
        world.observer().healthChanges().subscribe(seen::add);
        world.registry.drop();

        world.advance(MINUTE);
        world.registry.restore();
        world.advance(Duration.ofSeconds(5));

        assertThat(seen).extracting(Health::status).startsWith(Health.Status.UP, Health.Status.DOWN);
        assertThat(seen).extracting(Health::status).endsWith(Health.Status.UP);
        assertThat(seen.get(1).reason()).contains("broke");
        List<Long> pauses = pauses(world.registry.refusedConnections());
        assertThat(pauses).hasSizeGreaterThan(12).allMatch(pause -> pause >= 100 && pause <= 5_000);
        assertThat(pauses.get(0)).as("the first pause").isLessThanOrEqualTo(900);
        assertThat(pauses).as("they grow").anyMatch(pause -> pause > 3_000);
        assertThat(pauses.stream().distinct().count()).as("jitter").isGreaterThan(pauses.size() / 2);
    }

    private static List<Long> pauses(List<Long> times) {
        return IntStream.range(1, times.size())
                .mapToObj(i -> times.get(i) - times.get(i - 1))
                .toList();
    }

    @Test
    void silenceTurnsHealthRedAndReplacesTheConnection() {
        world.start().advance(MINUTE);
        assertThat(world.observer().health().isUp()).isTrue();
        List<Health.Status> seen = new ArrayList<>();
        world.observer().healthChanges().map(Health::status).subscribe(seen::add);

        world.registry.fallSilent(true);
        world.advance(Duration.ofSeconds(20));
        assertThat(seen).contains(Health.Status.DOWN);

        world.registry.fallSilent(false);
        world.advance(MINUTE);
        assertThat(world.observer().health().isUp()).isTrue();
    }

    @Test
    @Tag("W5")
    void aSignalThatWasLostWithoutABreakIsMadeUpForBySweeping() {
        world.given(r1).start();
        world.registry.faults(new SignalFaults(1, 0, 0, 0, true), new SplittableRandom(1));
        world.tell(r1, initStarted("/ex/a/r1"), shadow(r1));
        assertThat(world.callCount()).isZero();

        world.advance(Duration.ofMinutes(6));

        assertThat(world.files.servedPath(r1)).isEqualTo("/ex/a/r1");
    }

    @Test
    void anotherStoreIsReadFromItsBeginning() {
        RepoId r2 = repo(2);
        world.given(r1);
        world.tell(r1, initStarted("/ex/a/r1"), shadow(r1), errorSet("x"), errorCleared("x"));
        world.start();
        world.calls(r1);

        world.registry.drop();
        world.registry.replace(new UUID(8, 8));
        world.given(r1, r2);
        world.tell(r1, initStarted("/ex/a/y"), shadow(r1)).tell(r2, initStarted("/ex/a/r2"));
        world.registry.restore();
        world.advance(Duration.ofSeconds(6));

        assertThat(world.files.servedPath(r1)).isEqualTo("/ex/a/y");
        assertThat(world.calls(r2)).containsExactly("initializer.initRepo", "command.confirmShadow");
        assertThat(world.explain(r1).head()).isEqualTo(2);
        world.tell(r1, remoteAccepted());
        assertThat(world.calls(r1)).endsWith("initializer.attachRemote", "command.confirmRemote");
    }

    @Test
    void aHistoryThatLostItsEndUnnoticedIsReadFromItsBeginning() {
        world.given(r1);
        world.tell(r1, initStarted("/ex/a/r1"), shadow(r1), errorSet("x"));
        world.start();

        world.registry.cut(r1.aggregate(), 2);
        world.tell(r1, moveStarted(r1, 1, "/ex/a/r1", "/ex/a/y"), moved(r1, 1, "/ex/a/y"))
                .advance(Duration.ofSeconds(1));

        assertThat(world.files.servedPath(r1)).isEqualTo("/ex/a/y");
        assertThat(world.explain(r1).tail()).isEqualTo(4);
        assertThat(Objects.requireNonNull(world.rested.get(r1)).error()).isNull();
    }

    @Test
    void aRefusalForGoodEndsTheWatch() {
        world.registry.refuseSignals(Refusal.invalid("filter.prefixes", "must be absolute"));

        world.start().advance(MINUTE);

        assertThat(world.failure.get()).isInstanceOf(RefusedException.class);
        assertThat(world.observer().health().status()).isEqualTo(Health.Status.CLOSED);
    }

    @Test
    void aRegistryThatIsNotThereYetIsWaitedFor() {
        world.registry.refuseSignals(Refusal.notFound("registry exreg does not exist"));
        world.start().advance(MINUTE);
        assertThat(world.failure.get()).isNull();
        assertThat(world.observer().health().reason()).contains("exreg does not exist");

        world.registry.refuseSignals(null);
        world.given(r1).tell(r1, initStarted("/ex/a/r1")).advance(Duration.ofSeconds(6));

        assertThat(world.calls(r1)).containsExactly("initializer.initRepo", "command.confirmShadow");
    }

    @Test
    void aRegistryThatIsAwayForAMinuteCostsNothingButTheMinute() {
        world.registry.decide();
        RepoId r2 = repo(2);
        world.given(r1, r2).start();
        world.files.latency(Duration.ofSeconds(10));
        world.tell(r1, initStarted("/ex/a/r1"));
        world.files.fail("initializer.initRepo", r2, 1, () -> new StrongError("bad dir"));
        world.tell(r2, initStarted("/ex/a/r2"));
        world.advance(Duration.ofSeconds(1));

        world.registry.leave();
        world.advance(MINUTE);
        assertThat(world.calls(r1)).contains("initializer.initRepo").doesNotContain("command.setRepoError");
        world.files.latency(Duration.ZERO);
        world.registry.comeBack();
        world.advance(Duration.ofSeconds(6));

        assertThat(world.files.calls())
                .filteredOn(call -> call.repo().equals(r1))
                .extracting(call -> call.name())
                .containsExactly("initializer.initRepo", "initializer.getRepo", "processor.enableRepo");
        assertThat(world.files.servedPath(r1)).isEqualTo("/ex/a/r1");
        assertThat(world.commands(RepoCommand.ConfirmShadow.class)).hasSize(1);
        assertThat(world.files.calls())
                .filteredOn(call -> call.repo().equals(r2))
                .hasSize(1);
        assertThat(world.commands(RepoCommand.SetRepoError.class))
                .singleElement()
                .satisfies(stored -> assertThat(stored.repo()).isEqualTo(r2));
    }

    @Test
    void commandsThatAreNotAnsweredKeepNobodyFromImplementors() {
        List<RepoId> repos = IntStream.rangeClosed(1, 20).mapToObj(Tale::repo).toList();
        repos.forEach(repo -> world.tell(repo, initStarted(World.pathOf(repo))));
        world.given(repos.toArray(RepoId[]::new));
        world.registry.latency(Duration.ofSeconds(15));

        world.start(builder -> builder.effectBudget(2)).advance(Duration.ofSeconds(31));

        assertThat(world.files.calls()).hasSize(20);
    }

    @Test
    void eachTimeTheRegistryDoesNotTakeAResultCounts() {
        world.given(r1).start();
        world.registry.loseAnswers(1_000);
        world.tell(r1, initStarted("/ex/a/r1")).advance(MINUTE);

        int tries = world.calls(r1).size() - 1;

        assertThat(tries).isGreaterThan(3);
        assertThat(world.explain(r1).errorCount()).isEqualTo(tries);
    }

    @Test
    void aLostAnswerIsAskedForAgainUnderTheSameId() {
        world.given(r1).start();
        world.registry.loseAnswers(3);

        world.tell(r1, initStarted("/ex/a/r1")).advance(MINUTE);

        assertThat(world.calls(r1))
                .containsExactly(
                        "initializer.initRepo",
                        "command.confirmShadow",
                        "command.confirmShadow",
                        "command.confirmShadow",
                        "command.confirmShadow");
        assertThat(world.registry.posted()).hasSize(1);
    }

    @Test
    void anErrorWhoseStoringTookSeveralTriesIsTheOneThatIsShown() {
        world.given(r1).start();
        world.registry.loseAnswers(2);
        world.files.fail("initializer.initRepo", r1, 1, () -> new StrongError("bad dir"));

        world.tell(r1, initStarted("/ex/a/r1")).advance(MINUTE);

        assertThat(world.registry.posted()).hasSize(1);
        assertThat(world.explain(r1).lastError()).contains("bad dir");
    }

    @Test
    @Tag("W16")
    void aLoadThatBreaksOffGoesOnFromItsTailAndDoublesNothing() {
        RepoId[] repos = {repo(1), repo(2), repo(3)};
        world.given(repos);
        for (RepoId repo : repos) {
            world.tell(repo, initStarted(World.pathOf(repo)));
        }
        AggregateId registry = Tale.REGISTRY_ID.aggregate();
        world.registry.breakNextRead(registry, 3);
        world.registry.breakNextRead(repos[1].aggregate(), 0);

        world.start().advance(MINUTE);

        for (RepoId repo : repos) {
            assertThat(world.calls(repo)).containsExactly("initializer.initRepo", "command.confirmShadow");
        }
        assertThat(world.registry.reads().stream().filter(registry::equals)).hasSize(2);
        assertThat(world.registry.delivered(registry)).isEqualTo(5);
    }
}
