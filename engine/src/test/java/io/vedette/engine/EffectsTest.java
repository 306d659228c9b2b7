package io.vedette.engine;

import static io.vedette.engine.ActivityState.Kind.PARKED;
import static io.vedette.engine.ActivityState.Kind.RUNNING;
import static io.vedette.engine.ActivityState.Kind.SLEEPING;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

class EffectsTest {

    private final World world = new World(builder -> builder.effectBudget(2));

    @Test
    void aResultComesBackToTheActivity() {
        List<String> seen = new ArrayList<>();
        Probe probe = world.start(new Probe("r1")
                .acting(run -> run.effect("getRepo", Mono.just("info"))
                        .doOnNext(seen::add)
                        .thenReturn(Outcome.sleep())));

        assertThat(seen).containsExactly("info");
        assertThat(probe.kind()).isEqualTo(SLEEPING);
        assertThat(world.engine.counts().effects()).isEqualTo(1);
    }

    @Test
    void aFailureComesBackToTheActivity() {
        Probe probe = world.start(new Probe("r1")
                .acting(run -> run.effect("getRepo", Mono.<String>error(new IllegalStateException("weak")))
                        .thenReturn(Outcome.sleep())
                        .onErrorResume(error -> Mono.just(new Outcome.Park(String.valueOf(error.getMessage()))))));

        assertThat(probe.standing.state()).isEqualTo(new ActivityState.Parked("weak"));
    }

    @Test
    void effectsStartInTheOrderInWhichTheyWereWantedAsFarAsTheBudgetGoes() {
        List<Sinks.Empty<Void>> gates = new ArrayList<>();
        List<String> started = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            String key = "r" + i;
            Sinks.Empty<Void> gate = Sinks.empty();
            gates.add(gate);
            world.start(new Probe(key)
                    .acting(run -> run.effect("enable", gate.asMono().doOnSubscribe(s -> started.add(key)))
                            .thenReturn(Outcome.sleep())));
        }
        assertThat(started).containsExactly("r0", "r1");
        assertThat(world.explain("r3").waitingFor())
                .isEqualTo(
                        "a unit of the effect budget for enable since 1970-01-01T00:00:00Z, of which 2 of 2 are in use,"
                                + " the longest by enable of /ex/a/foo since 1970-01-01T00:00:00Z");

        gates.get(1).tryEmitEmpty();
        assertThat(started).containsExactly("r0", "r1", "r2");
        gates.get(0).tryEmitEmpty();
        gates.get(2).tryEmitEmpty();

        assertThat(started).containsExactly("r0", "r1", "r2", "r3", "r4");
    }

    @Test
    void reportsThatHangKeepNobodyFromEffects() {
        for (int i = 0; i < 3; i++) {
            world.start(new Probe("r" + i)
                    .acting(run -> run.report("confirm", Mono.never()).thenReturn(Outcome.sleep())));
        }

        Probe probe = world.start(new Probe("other")
                .acting(run -> run.effect("enable", Mono.empty()).thenReturn(Outcome.sleep())));

        assertThat(probe.kind()).isEqualTo(SLEEPING);
        assertThat(world.explain("r1").effect()).isEqualTo("confirm");
        assertThat(world.explain("r2").waitingFor())
                .isEqualTo(
                        "a unit of the report budget for confirm since 1970-01-01T00:00:00Z, of which 2 of 2 are in use,"
                                + " the longest by confirm of /ex/a/foo since 1970-01-01T00:00:00Z");
    }

    @Test
    void anEffectThatHangsBlocksOnlyItsEntityAndIsNamed() {
        Instant start = world.now();
        Probe hanging = world.start(new Probe("r1")
                .acting(run -> run.effect("processor.enableRepo", Mono.never()).thenReturn(Outcome.sleep())));
        world.pass(Duration.ofHours(1));
        Probe other = world.start(new Probe("r2")
                .acting(run -> run.effect("processor.enableRepo", Mono.empty()).thenReturn(Outcome.sleep())));

        assertThat(hanging.kind()).isEqualTo(RUNNING);
        assertThat(world.explain("r1").effect()).isEqualTo("processor.enableRepo");
        assertThat(world.explain("r1").effectSince()).isEqualTo(start);
        assertThat(other.kind()).isEqualTo(SLEEPING);
    }

    @Test
    void effectsOfOneRunNeverOverlap() {
        AtomicInteger at = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Mono<Void> effect = Mono.delay(Duration.ofSeconds(1), world.time)
                .doOnSubscribe(s -> most.accumulateAndGet(at.incrementAndGet(), Math::max))
                .doFinally(s -> at.decrementAndGet())
                .then();
        Probe probe = world.start(new Probe("r1")
                .acting(run -> Mono.when(
                                run.effect("one", effect), run.effect("two", effect), run.effect("three", effect))
                        .thenReturn(Outcome.sleep())));

        world.pass(Duration.ofSeconds(3));

        assertThat(probe.kind()).isEqualTo(SLEEPING);
        assertThat(most).hasValue(1);
    }

    @Test
    void aCancelledEffectGivesItsUnitBackAndIsCancelled() {
        AtomicInteger cancelled = new AtomicInteger();
        Probe probe = world.start(new Probe("r1")
                .acting(run -> run.effect("slow", Mono.<String>never().doOnCancel(cancelled::incrementAndGet))
                        .timeout(Duration.ofSeconds(3), world.time)
                        .thenReturn(Outcome.sleep())
                        .onErrorReturn(Outcome.sleep())));

        world.pass(Duration.ofSeconds(3));

        assertThat(probe.kind()).isEqualTo(SLEEPING);
        assertThat(cancelled).hasValue(1);
        assertThat(probe.busy).isNull();
    }

    @Test
    void aCancelledEffectThatWasQueuedNeverStarts() {
        World narrow = new World(builder -> builder.effectBudget(1));
        Sinks.Empty<Void> gate = Sinks.empty();
        AtomicInteger started = new AtomicInteger();
        narrow.start(
                new Probe("r1").acting(run -> run.effect("slow", gate.asMono()).thenReturn(Outcome.sleep())));
        Probe impatient = narrow.start(new Probe("r2")
                .acting(run -> run.effect("enable", Mono.fromRunnable(started::incrementAndGet))
                        .timeout(Duration.ofSeconds(3), narrow.time)
                        .thenReturn(Outcome.sleep())
                        .onErrorReturn(Outcome.sleep())));

        narrow.pass(Duration.ofSeconds(3));
        gate.tryEmitEmpty();

        assertThat(impatient.kind()).isEqualTo(SLEEPING);
        assertThat(started).hasValue(0);
    }

    @Test
    void anEffectThatItsRunLeftBehindIsCancelledWithTheRun() {
        AtomicInteger cancelled = new AtomicInteger();
        Probe probe = world.start(new Probe("r1").acting(run -> {
            run.effect("loose", Mono.never().doOnCancel(cancelled::incrementAndGet))
                    .subscribe();
            return Mono.delay(Duration.ofSeconds(1), world.time).thenReturn(Outcome.sleep());
        }));

        world.pass(Duration.ofSeconds(1));

        assertThat(probe.kind()).isEqualTo(SLEEPING);
        assertThat(cancelled).hasValue(1);
    }

    @Test
    void anEffectOfARunThatIsOverIsRefused() {
        List<Run> runs = new ArrayList<>();
        world.start(new Probe("r1").acting(run -> {
            runs.add(run);
            return Mono.just(Outcome.sleep());
        }));
        List<String> errors = new ArrayList<>();

        runs.get(0).effect("late", Mono.just("x")).subscribe(x -> {}, error -> errors.add(error.getMessage()));

        assertThat(errors).containsExactly("the run that wanted late is over");
        assertThat(world.engine.counts().effects()).isZero();
    }

    @Test
    @Tag("W3")
    void whoWaitsOrActsHoldsNoUnitOfTheFetchBudget() {
        World narrow = new World(builder -> builder.fetchBudget(1));
        for (int i = 0; i < 1_000; i++) {
            narrow.start(new Probe("w" + i).answering(new Outcome.Wait("workflow", Mono.never())));
            narrow.start(new Probe("a" + i).acting(run -> Mono.never()));
            narrow.start(new Probe("e" + i)
                    .acting(run -> run.effect("slow", Mono.never()).thenReturn(Outcome.sleep())));
            narrow.start(new Probe("b" + i)
                    .answering(new Outcome.BackOff(narrow.now().plusSeconds(99), "later")));
        }

        Probe probe = narrow.sleeping(new Probe("r1"));
        narrow.news(probe, 1);

        assertThat(probe.tail).isEqualTo(1);
    }

    @Test
    void theFetchBudgetIsNeverExceededAndComesBackAlsoOnFailure() {
        AtomicInteger at = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        World narrow = new World(builder -> builder.fetchBudget(3));
        for (int i = 0; i < 50; i++) {
            boolean fails = i % 3 == 0;
            narrow.start(new Probe("r" + i).fetching(() -> {
                most.accumulateAndGet(at.incrementAndGet(), Math::max);
                return Mono.delay(Duration.ofMillis(10), narrow.time)
                        .doFinally(s -> at.decrementAndGet())
                        .flatMap(x -> fails ? Mono.error(new IllegalStateException("weak")) : Mono.empty());
            }));
        }

        narrow.pass(Duration.ofMillis(170));

        assertThat(most).hasValue(3);
        assertThat(narrow.engine.counts().sleeping()).isEqualTo(33);
    }

    @Test
    void anEffectRunsOffTheLoop() {
        List<String> threads = new ArrayList<>();
        LazyEngine<String> engine = LazyEngine.<String>builder().build();
        Probe probe = new Probe("r1")
                .acting(run -> run.effect(
                                "enable",
                                Mono.fromRunnable(
                                        () -> threads.add(Thread.currentThread().getName())))
                        .then(Mono.fromRunnable(
                                () -> threads.add(Thread.currentThread().getName())))
                        .thenReturn(Outcome.sleep()));

        engine.ensure(probe);
        engine.whenIdle().block(Duration.ofSeconds(10));
        engine.close(Duration.ofSeconds(1)).block(Duration.ofSeconds(10));

        assertThat(threads).hasSize(2);
        assertThat(threads.get(0)).startsWith("parallel");
        assertThat(threads.get(1)).startsWith("vedette-engine");
        assertThat(Schedulers.isInNonBlockingThread()).isFalse();
    }

    @Test
    void whoCancelledIsToldNothingMore() {
        AtomicInteger told = new AtomicInteger();
        world.start(new Probe("r1").acting(run -> {
            run.effect("given up", Mono.just("x")).subscribe(new CoreSubscriber<String>() {
                @Override
                public void onSubscribe(Subscription subscription) {
                    subscription.request(1);
                    subscription.cancel();
                }

                @Override
                public void onNext(String value) {
                    told.incrementAndGet();
                }

                @Override
                public void onError(Throwable error) {
                    told.incrementAndGet();
                }

                @Override
                public void onComplete() {
                    told.incrementAndGet();
                }
            });
            throw new IllegalStateException("the run is over before the effect is looked at");
        }));

        assertThat(told).hasValue(0);
    }

    @Test
    void anErrorThrownByAnEffectParksEvenIfTheActivityWouldSwallowIt() {
        Probe probe = world.start(new Probe("r1")
                .acting(run -> run.effect("enable", Mono.error(new AssertionError("broken invariant")))
                        .thenReturn(Outcome.sleep())
                        .onErrorReturn(Outcome.sleep())));

        assertThat(probe.kind()).isEqualTo(PARKED);
        assertThat(world.explain("r1").lastError()).isEqualTo("enable threw: AssertionError: broken invariant");
    }
}
