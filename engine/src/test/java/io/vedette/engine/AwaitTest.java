package io.vedette.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Waiting for something of which news will tell, and being woken because of it. */
class AwaitTest {

    private static final Object NOTHING_NEW = new Probe.News(0, 0);

    private final World world = new World();

    @Test
    void oneThatAwaitsNewsWaitsForEverAndCostsNothing() {
        Probe probe = world.start(new Probe("r1").answering(new Outcome.Await("the release by h1")));

        world.pass(Duration.ofDays(9));

        assertThat(probe.calls).containsExactly("fetch", "act");
        assertThat(probe.busy).isNull();
        assertThat(world.explain("r1").waitingFor()).isEqualTo("the release by h1");
        assertThat(world.explain("r1").state()).isEqualTo(new ActivityState.Waiting("the release by h1", true));
    }

    @Test
    void aSignalEndsIt() {
        Probe probe = world.start(new Probe("r1").answering(new Outcome.Await("the release by h1")));

        world.news(probe, 1);

        assertThat(probe.count("act")).isEqualTo(2);
    }

    @Test
    void aSignalThatIsNoNewsDoesNotEndIt() {
        Probe probe = world.start(new Probe("r1").answering(new Outcome.Await("the release by h1")));

        world.engine.signal("r1", 0, null);

        assertThat(probe.count("act")).isEqualTo(1);
    }

    @Test
    void wakingHasItActWithoutARead() {
        Probe probe = world.start(new Probe("r1").answering(new Outcome.Await("the release by h1")));

        world.engine.wake("r1", NOTHING_NEW);

        assertThat(probe.calls).containsExactly("fetch", "act", "fold", "act");
    }

    @Test
    void oneThatSleepsOrBacksOffIsWokenToo() {
        Probe asleep = world.sleeping(new Probe("r1"));
        Probe failing = world.start(new Probe("r2").answering(new Outcome.BackOff(Instant.ofEpochSecond(9), "busy")));

        world.engine.wake("r1", NOTHING_NEW);
        world.engine.wake("r2", NOTHING_NEW);

        assertThat(asleep.calls).containsExactly("fold", "act");
        assertThat(failing.count("act")).isEqualTo(2);
    }

    @Test
    void wokenDuringARunItActsOnceMore() {
        Probe probe = new Probe("r1");
        probe.acting(run -> {
            if (probe.count("act") == 1) {
                world.engine.wake("r1", NOTHING_NEW);
                world.engine.wake("r1", NOTHING_NEW);
            }
            return Mono.just(Outcome.sleep());
        });

        world.start(probe);

        assertThat(probe.count("act")).isEqualTo(2);
    }

    @Test
    void aParkedOneStaysParked() {
        Probe probe = world.start(new Probe("r1").answering(new Outcome.Park("poison")));

        world.engine.wake("r1", NOTHING_NEW);

        assertThat(probe.count("act")).isEqualTo(1);
        assertThat(probe.kind()).isEqualTo(ActivityState.Kind.PARKED);
    }

    @Test
    void aParkedOneThatNewsMayMendRunsOnceForThem() {
        Probe probe = new Probe("r1").answering(new Outcome.Park("poison"));
        probe.mendedByNews = true;
        world.start(probe);

        world.news(probe, 1);
        world.engine.signal("r1", 1, null);
        world.engine.wake("r1", NOTHING_NEW);

        assertThat(probe.count("act")).isEqualTo(2);
        assertThat(probe.tail()).isEqualTo(1);
        assertThat(probe.kind()).isEqualTo(ActivityState.Kind.PARKED);
    }

    @Test
    void aRetryHasOneThatWaitsLookAgain() {
        Probe awaiting = world.start(new Probe("r1").answering(new Outcome.Await("the release by h1")));
        AtomicInteger cancelled = new AtomicInteger();
        Mono<Object> never = Mono.never().doOnCancel(cancelled::incrementAndGet);
        Probe watching = world.start(new Probe("r2").answering(new Outcome.Wait("r3", never)));
        watching.answering(Outcome.sleep());

        assertThat(World.get(world.engine.retry("r1"))).isTrue();
        assertThat(World.get(world.engine.retry("r2"))).isTrue();

        assertThat(awaiting.count("act")).isEqualTo(2);
        assertThat(awaiting.kind()).isEqualTo(ActivityState.Kind.WAITING);
        assertThat(watching.count("act")).isEqualTo(2);
        assertThat(watching.kind()).isEqualTo(ActivityState.Kind.SLEEPING);
        assertThat(cancelled).hasValue(1);
    }

    @Test
    void oneThatIsHeldIsWokenByItsResume() {
        Probe probe = world.sleeping(new Probe("r1"));
        World.get(world.engine.pause("r1", "an operator"));

        world.engine.wake("r1", NOTHING_NEW);
        assertThat(probe.calls).isEmpty();
        World.get(world.engine.resume("r1"));

        assertThat(probe.count("act")).isEqualTo(1);
    }
}
