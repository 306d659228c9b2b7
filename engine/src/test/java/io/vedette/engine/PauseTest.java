package io.vedette.engine;

import static io.vedette.engine.ActivityState.Kind.BACKING_OFF;
import static io.vedette.engine.ActivityState.Kind.PARKED;
import static io.vedette.engine.ActivityState.Kind.READY;
import static io.vedette.engine.ActivityState.Kind.RUNNING;
import static io.vedette.engine.ActivityState.Kind.SLEEPING;
import static io.vedette.engine.ActivityState.Kind.WAITING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** While an operator holds an activity nothing is lost and nothing begins. */
class PauseTest {

    private static final String PAUSED = "paused by an operator since 1970-01-01T00:00:00Z";

    private final World world = new World();
    private final List<String> done = new ArrayList<>();

    @Test
    void signalsDuringAPauseLeadToExactlyOneRunAfterIt() {
        Probe probe = world.sleeping(new Probe("r1"));
        pause("r1");
        for (int version = 1; version <= 50; version++) {
            world.news(probe, version);
        }
        world.pass(Duration.ofHours(1));
        assertThat(probe.calls).isEmpty();

        resume("r1");

        assertThat(probe.calls).containsExactly("fetch", "act");
        assertThat(probe.tail).isEqualTo(50);
        assertThat(probe.kind()).isEqualTo(SLEEPING);
        assertThat(probe.busy).isNull();
    }

    @Test
    void aPauseWithoutNewsCostsNoRun() {
        Probe probe = world.sleeping(new Probe("r1"));

        pause("r1");
        resume("r1");

        assertThat(probe.calls).isEmpty();
        assertThat(probe.busy).isNull();
    }

    @Test
    void anEffectUnderWayEndsAndNoOtherStarts() {
        Sinks.Empty<Void> gate = Sinks.empty();
        Probe probe = world.start(new Probe("r1")
                .acting(run -> effect(run, "first", gate.asMono())
                        .then(effect(run, "second", Mono.empty()))
                        .thenReturn(Outcome.sleep())));
        pause("r1");
        assertThat(probe.kind()).isEqualTo(RUNNING);
        assertThat(world.explain("r1").effect()).isEqualTo("first");
        assertThat(world.explain("r1").waitingFor()).isEqualTo(PAUSED + "; what runs goes on to its end");

        gate.tryEmitEmpty();

        assertThat(done).containsExactly("first");
        assertThat(probe.kind()).isEqualTo(READY);
        assertThat(world.explain("r1").waitingFor()).isEqualTo(PAUSED);
    }

    @Test
    void whatWasHeldUpIsDecidedAnewAfterThePause() {
        Sinks.Empty<Void> gate = Sinks.empty();
        Probe probe = world.start(new Probe("r1")
                .acting(run -> effect(run, "first", gate.asMono())
                        .then(effect(run, "second", Mono.empty()))
                        .thenReturn(Outcome.sleep())));
        pause("r1");
        gate.tryEmitEmpty();
        List<Boolean> first = new ArrayList<>();
        probe.acting(run -> {
            first.add(run.first());
            return effect(run, "other", Mono.empty()).thenReturn(Outcome.sleep());
        });

        resume("r1");

        assertThat(done).containsExactly("first", "other");
        assertThat(first).containsExactly(true);
        assertThat(probe.kind()).isEqualTo(SLEEPING);
    }

    @Test
    void whatAnEffectDidIsReportedDuringThePause() {
        Sinks.Empty<Void> gate = Sinks.empty();
        Probe probe = world.start(new Probe("r1")
                .acting(run -> effect(run, "first", gate.asMono())
                        .then(run.report("report", Mono.fromRunnable(() -> done.add("report"))))
                        .thenReturn(Outcome.sleep())));
        pause("r1");

        gate.tryEmitEmpty();

        assertThat(done).containsExactly("first", "report");
        assertThat(probe.kind()).isEqualTo(SLEEPING);
    }

    @Test
    void aFetchUnderWayEndsAndNoEffectStarts() {
        Sinks.Empty<Void> gate = Sinks.empty();
        Probe probe = world.start(new Probe("r1")
                .fetching(gate::asMono)
                .acting(run -> effect(run, "effect", Mono.empty()).thenReturn(Outcome.sleep())));
        probe.source = 3;
        pause("r1");

        gate.tryEmitEmpty();

        assertThat(probe.tail).isEqualTo(3);
        assertThat(done).isEmpty();
        resume("r1");
        assertThat(done).containsExactly("effect");
        assertThat(probe.kind()).isEqualTo(SLEEPING);
    }

    @Test
    void anEffectThatWaitsForItsBudgetGivesItsPlaceUp() {
        World narrow = new World(builder -> builder.effectBudget(1));
        Sinks.Empty<Void> gate = Sinks.empty();
        narrow.start(
                new Probe("r1").acting(run -> effect(run, "r1", gate.asMono()).thenReturn(Outcome.sleep())));
        Probe second = narrow.start(
                new Probe("r2").acting(run -> effect(run, "r2", Mono.empty()).thenReturn(Outcome.sleep())));
        narrow.start(
                new Probe("r3").acting(run -> effect(run, "r3", Mono.empty()).thenReturn(Outcome.sleep())));

        World.get(narrow.engine.pause("r2", "an operator"));
        gate.tryEmitEmpty();

        assertThat(done).containsExactly("r1", "r3");
        assertThat(second.kind()).isEqualTo(READY);
        World.get(narrow.engine.resume("r2"));
        assertThat(done).containsExactly("r1", "r3", "r2");
    }

    @Test
    void closingEndsAHeldOneWithoutARun() {
        Probe held = world.sleeping(new Probe("r2"));
        pause("r2");
        world.news(held, 1);

        world.engine.close(Duration.ZERO).block(Duration.ofSeconds(5));

        assertThat(held.ended).isEqualTo(1);
        assertThat(held.calls).isEmpty();
    }

    @Test
    void anOutcomeThatARunHasReachedCountsThoughItWantedOneMoreEffectBefore() {
        Sinks.Empty<Void> gate = Sinks.empty();
        Probe probe = world.start(new Probe("r1")
                .acting(run -> Mono.when(effect(run, "left", gate.asMono()), effect(run, "right", Mono.empty()))
                        .onErrorComplete()
                        .thenReturn(new Outcome.Park("poison"))));
        pause("r1");

        gate.tryEmitError(new IllegalStateException("weak"));

        assertThat(probe.kind()).isEqualTo(PARKED);
        assertThat(done).isEmpty();
    }

    @Test
    void theRetryOfAPausedOneWaitsForItsResumeAndSaysSo() {
        Probe probe = world.start(new Probe("r1").answering(new Outcome.Park("poison")));
        pause("r1");
        assertThat(world.explain("r1").waitingFor()).isEqualTo(PAUSED + ", and waits for an operator's retry");
        probe.answering(Outcome.sleep());

        assertThat(World.get(world.engine.retry("r1"))).isTrue();

        assertThat(probe.kind()).isEqualTo(READY);
        assertThat(probe.count("act")).isEqualTo(1);
        assertThat(world.explain("r1").waitingFor()).isEqualTo(PAUSED);
        resume("r1");
        assertThat(probe.count("act")).isEqualTo(2);
        assertThat(probe.kind()).isEqualTo(SLEEPING);
    }

    @Test
    void aBackOffThatEndsDuringAPauseWaitsForTheResume() {
        Probe probe = world.start(
                new Probe("r1").answering(new Outcome.BackOff(world.now().plusSeconds(1), "no disk")));
        assertThat(probe.kind()).isEqualTo(BACKING_OFF);
        probe.answering(Outcome.sleep());
        pause("r1");

        world.pass(Duration.ofSeconds(5));

        assertThat(probe.count("act")).isEqualTo(1);
        assertThat(probe.kind()).isEqualTo(READY);
        resume("r1");
        assertThat(probe.count("act")).isEqualTo(2);
    }

    @Test
    void aWaitThatIsOverDuringAPauseIsKept() {
        Sinks.Empty<Void> workflow = Sinks.empty();
        Probe probe = world.start(new Probe("r1").answering(new Outcome.Wait("w1", workflow.asMono())));
        probe.answering(Outcome.sleep());
        pause("r1");
        assertThat(probe.kind()).isEqualTo(WAITING);
        assertThat(world.explain("r1").waitingFor()).isEqualTo(PAUSED + ", and waits for w1");

        workflow.tryEmitEmpty();

        assertThat(probe.count("act")).isEqualTo(1);
        resume("r1");
        assertThat(probe.count("act")).isEqualTo(2);
    }

    @Test
    void oneThatParksDuringAPauseStaysParkedAfterIt() {
        Sinks.One<Outcome> run = Sinks.one();
        Probe probe = world.start(new Probe("r1").acting(ignored -> run.asMono()));
        pause("r1");

        run.tryEmitValue(new Outcome.Park("poison"));
        resume("r1");

        assertThat(probe.kind()).isEqualTo(PARKED);
        assertThat(world.explain("r1").waitingFor()).isEqualTo("an operator's retry");
    }

    @Test
    void aPauseIsThatOfWhoPausedFirstAndSinceThen() {
        world.sleeping(new Probe("r1"));
        world.pass(Duration.ofSeconds(7));
        World.get(world.engine.pause("r1", "ada"));
        world.pass(Duration.ofSeconds(7));
        World.get(world.engine.pause("r1", "eve"));
        world.start(new Probe("r1", "ACQUIRE"));

        assertThat(World.get(world.engine.explain().collectList()))
                .extracting(Explanation::pausedSince, Explanation::pausedBy)
                .containsOnly(tuple(Instant.ofEpochSecond(7), "ada"))
                .hasSize(2);
        assertThat(world.explain("r1").why())
                .isEqualTo("paused by ada since 1970-01-01T00:00:07Z; nothing begins before its resume");
        resume("r1");
        assertThat(world.explain("r1").pausedSince()).isNull();
        assertThat(world.explain("r1").pausedBy()).isNull();
    }

    private Mono<Void> effect(Run run, String name, Mono<Void> work) {
        return run.effect(name, work.then(Mono.fromRunnable(() -> done.add(name))));
    }

    private void pause(String key) {
        assertThat(World.get(world.engine.pause(key, "an operator"))).isTrue();
    }

    private void resume(String key) {
        assertThat(World.get(world.engine.resume(key))).isTrue();
    }
}
