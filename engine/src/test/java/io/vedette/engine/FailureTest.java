package io.vedette.engine;

import static io.vedette.engine.ActivityState.Kind.BACKING_OFF;
import static io.vedette.engine.ActivityState.Kind.PARKED;
import static io.vedette.engine.ActivityState.Kind.SLEEPING;
import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.engine.Probe.News;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class FailureTest {

    private final World world = new World();

    @Test
    @Tag("W8")
    void aFailingFetchIsTriedAgainWithGrowingDelaysUpToTheMost() {
        List<Instant> tries = new ArrayList<>();
        world.start(new Probe("r1").fetching(() -> {
            tries.add(world.now());
            return Mono.error(new IllegalStateException("unavailable"));
        }));

        world.pass(Duration.ofMinutes(30));

        List<Long> delays = new ArrayList<>();
        for (int i = 1; i < tries.size(); i++) {
            delays.add(Duration.between(tries.get(i - 1), tries.get(i)).toMillis());
        }
        assertThat(delays).allMatch(delay -> delay >= 200 && delay <= 60_000);
        assertThat(delays).anyMatch(delay -> delay > 20_000);
        assertThat(tries).hasSizeBetween(40, 400);
    }

    @Test
    void entitiesThatFailTogetherDoNotComeBackTogether() {
        List<Instant> tries = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Probe probe = new Probe("r" + i);
            probe.fetch = () -> {
                if (probe.count("fetch") == 2) {
                    tries.add(world.now());
                }
                return Mono.error(new IllegalStateException("unavailable"));
            };
            world.start(probe);
        }

        world.pass(Duration.ofMillis(600));

        assertThat(tries).hasSize(50);
        assertThat(tries.stream().distinct().count()).isGreaterThan(25);
    }

    @Test
    void aSuccessfulFetchResetsTheBackOff() {
        Probe probe = world.start(new Probe("r1").fetching(() -> Mono.error(new IllegalStateException("unavailable"))));
        world.pass(Duration.ofMinutes(5));
        Explanation<String> before = world.explain("r1");
        assertThat(before.lastError()).isEqualTo("IllegalStateException: unavailable");
        assertThat(before.errorCount()).isGreaterThan(5);
        assertThat(before.nextTry()).isAfter(world.now());

        probe.fetch = Mono::empty;
        world.pass(Duration.ofMinutes(1));
        assertThat(world.explain("r1").lastError()).isNull();
        probe.fetch = () -> Mono.error(new IllegalStateException("unavailable"));
        world.news(probe, 1);

        assertThat(world.explain("r1").errorCount()).isEqualTo(1);
        assertThat(world.explain("r1").nextTry())
                .isBetween(world.now().plusMillis(200), world.now().plusMillis(600));
    }

    @Test
    void theFirstRunFetchesAgainAfterAFailureThoughNewsCome() {
        Probe probe = world.start(new Probe("r1").fetching(() -> Mono.error(new IllegalStateException("unavailable"))));
        probe.fetch = Mono::empty;

        world.engine.signal("r1", 1, new News(0, 1));

        assertThat(probe.calls).startsWith("fetch", "fetch", "act").doesNotContain("fold");
    }

    static Stream<Throwable> thrown() {
        return Stream.of(
                new IllegalArgumentException("poison"),
                new AssertionError("poison"),
                new NoClassDefFoundError("poison"),
                new StackOverflowError("poison"),
                new OutOfMemoryError("poison"));
    }

    @ParameterizedTest
    @MethodSource("thrown")
    @Tag("W11")
    void whatFoldThrowsParksTheOneEntity(Throwable thrown) {
        Probe probe = world.sleeping(new Probe("r1"));
        Probe other = world.sleeping(new Probe("r2"));
        probe.whenFolding = () -> sneak(thrown);

        world.engine.signal("r1", 1, new News(0, 1));
        world.engine.signal("r2", 1, new News(0, 1));

        assertParked(probe, "poison");
        assertThat(other.tail).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("thrown")
    @Tag("W11")
    void whatFetchThrowsParksTheOneEntity(Throwable thrown) {
        Probe probe = world.start(new Probe("r1").fetching(() -> {
            throw sneak(thrown);
        }));
        Probe other = world.start(new Probe("r2"));

        assertParked(probe, "poison");
        assertThat(other.kind()).isEqualTo(SLEEPING);
    }

    @ParameterizedTest
    @MethodSource("thrown")
    @Tag("W11")
    void whatActThrowsParksTheOneEntity(Throwable thrown) {
        Probe probe = world.start(new Probe("r1").acting(run -> {
            throw sneak(thrown);
        }));
        Probe other = world.start(new Probe("r2"));

        assertParked(probe, "poison");
        assertThat(other.kind()).isEqualTo(SLEEPING);
    }

    @ParameterizedTest
    @MethodSource("thrown")
    @Tag("W11")
    void whatActsMonoThrowsParksTheOneEntity(Throwable thrown) {
        Probe probe = world.start(new Probe("r1")
                .acting(run -> Mono.fromCallable(() -> {
                    throw sneak(thrown);
                })));
        Probe other = world.start(new Probe("r2"));

        assertParked(probe, "poison");
        assertThat(other.kind()).isEqualTo(SLEEPING);
    }

    @ParameterizedTest
    @MethodSource("thrown")
    @Tag("W11")
    void anErrorThrownByAnEffectParksTheEntityAndGivesTheUnitBack(Throwable thrown) {
        World narrow = new World(builder -> builder.effectBudget(1).effectScheduler(Schedulers.immediate()));
        Probe probe = narrow.start(new Probe("r1")
                .acting(run -> run.effect("initializer.initRepo", Mono.fromRunnable(() -> sneak(thrown)))
                        .thenReturn(Outcome.sleep())));
        Probe other = narrow.start(new Probe("r2")
                .acting(run -> run.effect("initializer.initRepo", Mono.empty()).thenReturn(Outcome.sleep())));

        assertThat(probe.kind()).isEqualTo(PARKED);
        assertThat(probe.standing.state().toString()).contains("poison", "retry");
        assertThat(other.kind()).isEqualTo(SLEEPING);
    }

    @Test
    void aPoisonEventInAFetchParksWithoutAnotherTry() {
        Probe probe =
                world.start(new Probe("r1").fetching(() -> Mono.error(new PoisonException("event 01J… has no path"))));

        world.pass(Duration.ofMinutes(5));

        assertParked(probe, "event 01J… has no path");
        assertThat(probe.count("fetch")).isEqualTo(1);
    }

    @Test
    void anActWithoutAnOutcomeParks() {
        Probe probe = world.start(new Probe("r1").acting(run -> Mono.empty()));

        assertParked(probe, "act completed without an outcome");
    }

    @Test
    @SuppressWarnings("NullAway") // the point of the test
    void anActThatReturnsNullParks() {
        assertParked(world.start(new Probe("r1").acting(run -> null)), "act() returned null");
    }

    @Test
    void anActThatEndsTwiceEndsOnce() {
        Probe probe = world.start(new Probe("r1")
                .acting(run -> Mono.fromDirect(subscriber -> {
                    subscriber.onSubscribe(new org.reactivestreams.Subscription() {
                        @Override
                        public void request(long n) {}

                        @Override
                        public void cancel() {}
                    });
                    subscriber.onNext(Outcome.sleep());
                    subscriber.onNext(new Outcome.Park("second"));
                    subscriber.onComplete();
                    subscriber.onComplete();
                })));

        assertThat(probe.kind()).isEqualTo(SLEEPING);
        assertThat(world.engine.counts().sleeping()).isEqualTo(1);
    }

    @Test
    void aRetryWakesAParkedActivityAndOneThatBacksOff() {
        Probe parked = world.start(new Probe("r1").acting(run -> Mono.error(new IllegalStateException("boom"))));
        Probe backing = world.start(new Probe("r2").fetching(() -> Mono.error(new IllegalStateException("boom"))));
        world.start(new Probe("r3"));
        parked.answering(Outcome.sleep());
        backing.fetch = Mono::empty;

        assertThat(World.get(world.engine.retry("r1"))).isTrue();
        assertThat(World.get(world.engine.retry("r2"))).isTrue();
        assertThat(World.get(world.engine.retry("r3"))).isFalse();
        assertThat(World.get(world.engine.retry("nobody"))).isFalse();

        assertThat(parked.kind()).isEqualTo(SLEEPING);
        assertThat(parked.busy).isNull();
        assertThat(backing.kind()).isEqualTo(SLEEPING);
    }

    @Test
    void aWaitThatFailsIsOverAfterABackOff() {
        Probe probe = world.start(
                new Probe("r1").answering(new Outcome.Wait("w1", Mono.error(new IllegalStateException("gone")))));
        assertThat(probe.kind()).isEqualTo(BACKING_OFF);
        assertThat(world.explain("r1").lastError()).contains("gone");

        probe.answering(Outcome.sleep());
        world.pass(Duration.ofSeconds(1));

        assertThat(probe.kind()).isEqualTo(SLEEPING);
        assertThat(probe.busy).isNull();
    }

    @Test
    void aListenerThatThrowsHarmsNobody() {
        World loud = new World(builder -> builder.listener(new EngineListener<>() {
            @Override
            public void transition(Activity<String> activity, ActivityState from, ActivityState to) {
                throw new IllegalStateException("listener");
            }
        }));

        assertThat(loud.start(new Probe("r1")).kind()).isEqualTo(SLEEPING);
    }

    @Test
    void stepsThatFailShowInExplainUntilTheyRecover() {
        Instant until = world.now().plusSeconds(5);
        Probe probe = world.start(new Probe("r1").acting(run -> {
            run.failed("enable", new IllegalStateException("no disk"), 3);
            return Mono.just(new Outcome.BackOff(until, "enable failed"));
        }));
        Explanation<String> failing = world.explain("r1");
        assertThat(failing.lastError()).isEqualTo("enable: IllegalStateException: no disk");
        assertThat(failing.errorCount()).isEqualTo(3);
        assertThat(failing.nextTry()).isEqualTo(until);

        probe.act = run -> {
            run.recovered();
            return Mono.just(Outcome.sleep());
        };
        world.pass(Duration.ofSeconds(5));

        assertThat(world.explain("r1").lastError()).isNull();
        assertThat(probe.busy).isNull();
    }

    private void assertParked(Probe probe, String reason) {
        assertThat(probe.kind()).isEqualTo(PARKED);
        assertThat(world.explain(probe.key()).state().toString()).contains(reason, "retry");
        assertThat(world.explain(probe.key()).lastError()).contains(reason);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> RuntimeException sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
