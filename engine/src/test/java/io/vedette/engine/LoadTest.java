package io.vedette.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** What an engine says of how much waits and runs, and for how long. */
class LoadTest {

    private static final EngineLoad.Line NONE = new EngineLoad.Line(0, Duration.ZERO);

    @Test
    void anEngineWithoutNewsHasNoLoad() {
        World world = new World();
        world.sleeping(new Probe("a"));
        world.pass(Duration.ofHours(1));

        assertThat(world.engine.load())
                .isEqualTo(new EngineLoad(NONE, NONE, NONE, NONE, NONE, NONE, NONE, Duration.ZERO));
    }

    @Test
    void initialAndLiveQueuesAreToldApartWithTheirOldest() {
        World world = new World(settings -> settings.fetchBudget(1));
        Probe awake = world.sleeping(new Probe("awake"));
        Sinks.Empty<Void> gate = Sinks.empty();
        world.start(new Probe("slow").fetching(gate::asMono));
        world.pass(Duration.ofSeconds(1));
        world.start(new Probe("initial"));
        world.start(new Probe("initial too"));
        world.pass(Duration.ofSeconds(2));
        world.news(awake, 1);
        world.pass(Duration.ofSeconds(4));

        EngineLoad load = world.engine.load();

        assertThat(load.initial()).isEqualTo(new EngineLoad.Line(2, Duration.ofSeconds(6)));
        assertThat(load.live()).isEqualTo(new EngineLoad.Line(1, Duration.ofSeconds(4)));
        assertThat(load.fetches()).isEqualTo(new EngineLoad.Line(1, Duration.ofSeconds(7)));
        assertThat(load.lag()).isEqualTo(Duration.ofSeconds(4));

        gate.tryEmitEmpty();
        assertThat(world.engine.load().initial()).isEqualTo(NONE);
        assertThat(world.engine.load().lag()).isZero();
    }

    @Test
    void effectsAndReportsAreCountedApartAndTheLongestIsSaid() {
        World world = new World(settings -> settings.effectBudget(1));
        Sinks.Empty<Object> first = Sinks.empty();
        world.start(
                new Probe("a").acting(run -> run.effect("init", first.asMono()).thenReturn(Outcome.sleep())));
        world.pass(Duration.ofSeconds(3));
        world.start(
                new Probe("b").acting(run -> run.effect("init", Mono.empty()).thenReturn(Outcome.sleep())));
        world.start(
                new Probe("c").acting(run -> run.report("confirm", Mono.never()).thenReturn(Outcome.sleep())));
        world.pass(Duration.ofSeconds(5));

        EngineLoad load = world.engine.load();

        assertThat(load.effects()).isEqualTo(new EngineLoad.Line(1, Duration.ofSeconds(8)));
        assertThat(load.queuedEffects()).isEqualTo(new EngineLoad.Line(1, Duration.ofSeconds(5)));
        assertThat(load.reports()).isEqualTo(new EngineLoad.Line(1, Duration.ofSeconds(5)));
        assertThat(load.queuedReports()).isEqualTo(NONE);

        first.tryEmitEmpty();
        assertThat(world.engine.load().effects()).isEqualTo(NONE);
        assertThat(world.engine.load().queuedEffects()).isEqualTo(NONE);
    }

    @Test
    void newsThatCannotBeFetchedLagsThroughAllItsBackOffsUntilItIsParked() {
        World world = new World();
        Probe probe = world.sleeping(new Probe("a"));
        probe.fetching(() -> Mono.error(new IllegalStateException("away")));
        world.news(probe, 1);
        world.pass(Duration.ofMinutes(10));

        assertThat(world.engine.load().lag()).isEqualTo(Duration.ofMinutes(10));

        probe.fetching(() -> Mono.error(new PoisonException("bad")));
        world.pass(Duration.ofMinutes(2));
        assertThat(probe.kind()).isEqualTo(ActivityState.Kind.PARKED);
        assertThat(world.engine.load().lag()).isZero();
    }

    @Test
    void whatIsHeldDoesNotLagAndBeginsToWaitAnewWhenItIsLetGo() {
        World world = new World(settings -> settings.fetchBudget(1));
        Probe held = world.sleeping(new Probe("held"));
        world.start(new Probe("busy").fetching(Mono::never));
        World.get(world.engine.pause("held", "ada"));
        world.news(held, 1);
        world.pass(Duration.ofHours(1));
        assertThat(world.engine.load().lag()).isZero();

        World.get(world.engine.resume("held"));
        world.pass(Duration.ofSeconds(3));

        assertThat(world.engine.load().lag()).isEqualTo(Duration.ofSeconds(3));
        assertThat(world.engine.load().live().longest()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void whatIsHeldInTheQueueOrAfterAFailedFetchDoesNotLag() {
        World world = new World(settings -> settings.fetchBudget(1));
        Probe queued = world.sleeping(new Probe("queued"));
        Probe failing = world.sleeping(new Probe("failing"));
        failing.fetching(() -> Mono.error(new IllegalStateException("away")));
        world.news(failing, 1);
        world.start(new Probe("busy").fetching(Mono::never));
        world.news(queued, 1);
        world.pass(Duration.ofSeconds(1));
        assertThat(world.engine.load().lag()).isPositive();

        World.get(world.engine.pause("queued", "ada"));
        World.get(world.engine.pause("failing", "ada"));
        world.pass(Duration.ofHours(1));

        assertThat(world.engine.load().lag()).isZero();
    }

    @Test
    void aClosedEngineHasNoLoad() {
        World world = new World(settings -> settings.fetchBudget(1));
        world.start(new Probe("a").fetching(Mono::never));
        world.start(new Probe("b"));

        World.get(world.engine.close(Duration.ZERO).thenReturn(true));

        assertThat(world.engine.load())
                .isEqualTo(new EngineLoad(NONE, NONE, NONE, NONE, NONE, NONE, NONE, Duration.ZERO));
    }

    @Test
    void theListenerIsToldOfEachBackOffOfTheEngineWithItsCount() {
        List<String> told = new ArrayList<>();
        World world = new World(settings -> settings.listener(new EngineListener<>() {
            @Override
            public void backedOff(
                    Activity<String> activity, String why, @Nullable Throwable error, int count, Instant until) {
                told.add(activity.key() + " " + why + " " + count + " " + (error != null));
            }
        }));
        Probe probe = world.sleeping(new Probe("a"));
        probe.fetching(() -> Mono.error(new IllegalStateException("away")));
        world.engine.signal("a", 1, null);
        world.pass(Duration.ofMillis(900));

        assertThat(told.subList(0, 2))
                .containsExactly("a IllegalStateException: away 1 true", "a IllegalStateException: away 2 true");
        told.clear();
        probe.fetching(Mono::empty);
        world.pass(Duration.ofMinutes(1));

        assertThat(told).first().asString().contains("brought nothing").endsWith("1 false");
    }
}
