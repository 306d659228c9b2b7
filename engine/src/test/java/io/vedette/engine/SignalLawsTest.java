package io.vedette.engine;

import static io.vedette.engine.ActivityState.Kind.BACKING_OFF;
import static io.vedette.engine.ActivityState.Kind.PARKED;
import static io.vedette.engine.ActivityState.Kind.READY;
import static io.vedette.engine.ActivityState.Kind.RUNNING;
import static io.vedette.engine.ActivityState.Kind.SLEEPING;
import static io.vedette.engine.ActivityState.Kind.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.engine.Probe.News;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class SignalLawsTest {

    private final World world = new World();

    @Test
    void whatIsStartedAgainWhileItEndsFetchesAndActsOnceMore() {
        Sinks.Empty<Void> gate = Sinks.empty();
        Probe probe = new Probe("r1");
        probe.acting(run ->
                probe.tail > 0 ? Mono.just(Outcome.sleep()) : gate.asMono().thenReturn(Outcome.end()));
        world.start(probe);

        probe.source = 1;
        world.start(new Probe("r1"));
        gate.tryEmitEmpty();

        assertThat(probe.calls).containsExactly("fetch", "act", "fetch", "act");
        assertThat(probe.kind()).isEqualTo(SLEEPING);
        assertThat(probe.ended).isZero();
    }

    @Test
    void whatEndsAfterItHasFetchedSinceItWasStartedAgainIsOver() {
        Probe probe = world.sleeping(new Probe("r1"));
        world.start(new Probe("r1"));
        probe.answering(Outcome.end());

        world.news(probe, 1);

        assertThat(probe.calls).containsExactly("fetch", "act");
        assertThat(probe.ended).isEqualTo(1);
    }

    @Test
    void aNewActivityFetchesAndActsOnceThenSleeps() {
        Probe probe = world.start(new Probe("r1"));

        assertThat(probe.calls).containsExactly("fetch", "act");
        assertThat(probe.kind()).isEqualTo(SLEEPING);
    }

    @Test
    void aSignalWakesASleeper() {
        Probe probe = world.sleeping(new Probe("r1"));

        world.news(probe, 1);

        assertThat(probe.calls).containsExactly("fetch", "act");
        assertThat(probe.tail).isEqualTo(1);
    }

    @Test
    void newsThatContinueTheTailNeedNoFetch() {
        Probe probe = world.sleeping(new Probe("r1"));

        world.engine.signal("r1", 1, new News(0, 1));

        assertThat(probe.calls).containsExactly("fold", "act");
        assertThat(world.engine.counts().folds()).isEqualTo(1);
    }

    @Test
    void newsThatDoNotContinueTheTailLeadToAFetch() {
        Probe probe = world.sleeping(new Probe("r1"));
        probe.source = 5;

        world.engine.signal("r1", 5, new News(4, 5));

        assertThat(probe.calls).containsExactly("fold", "fetch", "act");
    }

    @Test
    void theFirstRunFetchesEvenWithNewsAtHand() {
        Sinks.Empty<Void> gate = Sinks.empty();
        World narrow = new World(builder -> builder.fetchBudget(1));
        narrow.start(new Probe("r0").fetching(gate::asMono));
        Probe probe = narrow.start(new Probe("r1"));
        probe.source = 1;

        narrow.engine.signal("r1", 1, new News(0, 1));
        gate.tryEmitEmpty();

        assertThat(probe.calls).containsExactly("fetch", "act");
    }

    @Test
    void newsOfSeveralPendingSignalsAreDroppedForOneFetch() {
        Sinks.One<Outcome> run = Sinks.one();
        Probe probe = world.sleeping(new Probe("r1"));
        probe.act = ignored -> run.asMono();
        world.engine.signal("r1", 1, new News(0, 1));
        probe.act = ignored -> Mono.just(Outcome.sleep());
        probe.calls.clear();

        world.engine.signal("r1", 2, new News(1, 2));
        world.engine.signal("r1", 3, new News(2, 3));
        probe.source = 3;
        run.tryEmitValue(Outcome.sleep());

        assertThat(probe.calls).containsExactly("fetch", "act");
        assertThat(probe.tail).isEqualTo(3);
    }

    @Test
    void aSignalWhileRunningMeansExactlyOneMoreRun() {
        Sinks.One<Outcome> run = Sinks.one();
        Probe probe = world.sleeping(new Probe("r1")).acting(ignored -> run.asMono());
        world.news(probe, 1);

        world.news(probe, 2);
        assertThat(probe.count("act")).isEqualTo(1);
        probe.act = ignored -> Mono.just(Outcome.sleep());
        run.tryEmitValue(Outcome.sleep());

        assertThat(probe.count("act")).isEqualTo(2);
        assertThat(probe.kind()).isEqualTo(SLEEPING);
    }

    @Test
    void manySignalsWhileRunningCostOneRun() {
        Sinks.One<Outcome> run = Sinks.one();
        Probe probe = world.sleeping(new Probe("r1")).acting(ignored -> run.asMono());
        world.news(probe, 1);

        for (int version = 2; version < 100; version++) {
            world.news(probe, version);
        }
        probe.act = ignored -> Mono.just(Outcome.sleep());
        run.tryEmitValue(Outcome.sleep());

        assertThat(probe.count("act")).isEqualTo(2);
        assertThat(probe.tail).isEqualTo(99);
    }

    @Test
    void newsWhileRunningComeBeforeTheWaitThatTheRunAskedFor() {
        Sinks.One<Outcome> run = Sinks.one();
        Probe probe = world.sleeping(new Probe("r1")).acting(ignored -> run.asMono());
        world.news(probe, 1);

        world.news(probe, 2);
        probe.act = ignored -> Mono.just(Outcome.sleep());
        run.tryEmitValue(new Outcome.Wait("w1", Mono.never()));

        assertThat(probe.kind()).isEqualTo(SLEEPING);
        assertThat(probe.tail).isEqualTo(2);
    }

    @Test
    void aSignalThatTheRunningFetchCoversCostsNothingMore() {
        Sinks.Empty<Void> gate = Sinks.empty();
        Probe probe = world.sleeping(new Probe("r1")).fetching(gate::asMono);
        world.news(probe, 1);

        world.engine.signal("r1", 2, new News(1, 2));
        probe.source = 2;
        gate.tryEmitEmpty();

        assertThat(probe.calls).containsExactly("fetch", "act");
        assertThat(probe.busy).isNull();
    }

    @Test
    @Tag("W9")
    void aSignalEndsABackOffEarly() {
        Instant days = world.now().plus(Duration.ofDays(3));
        Probe probe = world.start(new Probe("r1").answering(new Outcome.BackOff(days, "no disk")));
        assertThat(probe.kind()).isEqualTo(BACKING_OFF);

        world.news(probe, 1);

        assertThat(probe.count("act")).isEqualTo(2);
        assertThat(probe.tail).isEqualTo(1);
    }

    @Test
    void anActivityThatSeesNoNewInputKeepsItsOldDeadline() {
        Instant until = world.now().plusSeconds(10);
        Probe probe = world.start(new Probe("r1").answering(new Outcome.BackOff(until, "no disk")));

        world.news(probe, 1);
        world.pass(Duration.ofSeconds(9));
        assertThat(probe.count("act")).isEqualTo(2);
        assertThat(world.explain("r1").nextTry()).isEqualTo(until);
        probe.answering(Outcome.sleep());
        world.pass(Duration.ofSeconds(1));

        assertThat(probe.count("act")).isEqualTo(3);
        assertThat(probe.kind()).isEqualTo(SLEEPING);
    }

    @Test
    void aSignalWhileWaitingIsKeptForTheRunAfterTheWait() {
        Sinks.Empty<Void> workflow = Sinks.empty();
        Probe probe = world.start(new Probe("r1").answering(new Outcome.Wait("w1", workflow.asMono())));
        probe.answering(Outcome.sleep());

        world.news(probe, 1);
        assertThat(probe.kind()).isEqualTo(WAITING);
        assertThat(probe.count("act")).isEqualTo(1);
        workflow.tryEmitEmpty();

        assertThat(probe.count("act")).isEqualTo(2);
        assertThat(probe.tail).isEqualTo(1);
    }

    @Test
    void aSignalWhileParkedIsRememberedButDoesNotRun() {
        Probe probe = world.start(new Probe("r1").answering(new Outcome.Park("poison")));
        probe.answering(Outcome.sleep());

        world.news(probe, 1);
        assertThat(probe.kind()).isEqualTo(PARKED);
        assertThat(probe.count("act")).isEqualTo(1);
        assertThat(world.explain("r1").head()).isEqualTo(1);
        assertThat(World.get(world.engine.retry("r1"))).isTrue();

        assertThat(probe.tail).isEqualTo(1);
        assertThat(probe.kind()).isEqualTo(SLEEPING);
    }

    @Test
    void aSignalWhilePausedIsKept() {
        Probe probe = world.sleeping(new Probe("r1"));
        assertThat(World.get(world.engine.pause("r1", "an operator"))).isTrue();

        world.news(probe, 1);
        assertThat(probe.calls).isEmpty();
        assertThat(probe.kind()).isEqualTo(READY);
        assertThat(World.get(world.engine.resume("r1"))).isTrue();

        assertThat(probe.calls).containsExactly("fetch", "act");
        assertThat(probe.tail).isEqualTo(1);
    }

    @Test
    void aRunUnderWayEndsWhilePaused() {
        Sinks.One<Outcome> run = Sinks.one();
        Probe probe = world.start(new Probe("r1").acting(ignored -> run.asMono()));
        World.get(world.engine.pause("r1", "an operator"));
        world.news(probe, 1);
        assertThat(probe.kind()).isEqualTo(RUNNING);

        run.tryEmitValue(Outcome.sleep());

        assertThat(probe.kind()).isEqualTo(READY);
        assertThat(probe.count("act")).isEqualTo(1);
        assertThat(world.explain("r1").waitingFor()).isEqualTo("paused by an operator since 1970-01-01T00:00:00Z");
    }

    @Test
    void aStaleSignalChangesNothing() {
        Probe probe = world.sleeping(new Probe("r1"));
        world.news(probe, 4);
        probe.calls.clear();

        world.engine.signal("r1", 4, new News(3, 4));
        world.engine.signal("r1", 2, null);
        world.engine.signal("nobody", 9, null);

        assertThat(probe.calls).isEmpty();
        assertThat(world.engine.counts().stale()).isEqualTo(3);
        assertThat(world.engine.counts().news()).isEqualTo(1);
        assertThat(world.engine.counts().fetches()).isEqualTo(2);
    }

    @Test
    void afterARunThatIsBehindAnotherFollowsAtOnce() {
        Probe probe = world.sleeping(new Probe("r1"));
        probe.fetch = () -> Mono.fromRunnable(() -> probe.source++);

        world.engine.signal("r1", 3, null);

        assertThat(probe.count("fetch")).isEqualTo(3);
        assertThat(probe.tail).isEqualTo(3);
        assertThat(probe.kind()).isEqualTo(SLEEPING);
    }

    @Test
    void aFetchThatBringsNothingThoughAHeadIsAnnouncedBacksOffInsteadOfSpinning() {
        Probe probe = world.sleeping(new Probe("r1"));

        world.engine.signal("r1", 7, null);

        assertThat(probe.count("fetch")).isEqualTo(1);
        assertThat(probe.kind()).isEqualTo(BACKING_OFF);
        assertThat(world.explain("r1").lastError()).contains("brought nothing beyond version 0", "7 is announced");
        probe.source = 7;
        world.pass(Duration.ofSeconds(1));
        assertThat(probe.kind()).isEqualTo(SLEEPING);
        assertThat(world.explain("r1").lastError()).isNull();
    }

    @Test
    void anActivityThatAnswersAPastDeadlineDoesNotSpin() {
        Probe probe = world.start(new Probe("r1").answering(new Outcome.BackOff(Instant.EPOCH, "late")));

        world.pass(Duration.ofSeconds(2));

        assertThat(probe.count("act")).isEqualTo(11);
    }
}
