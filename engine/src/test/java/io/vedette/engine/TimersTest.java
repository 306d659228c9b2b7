package io.vedette.engine;

import static io.vedette.engine.ActivityState.Kind.BACKING_OFF;
import static io.vedette.engine.ActivityState.Kind.SLEEPING;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimersTest {

    private final World world = new World();

    @Test
    void anEarlierDeadlineThatComesLaterIsKept() {
        backingOff("r1", Duration.ofSeconds(10));
        Probe sooner = backingOff("r2", Duration.ofSeconds(1));

        world.pass(Duration.ofMillis(999));
        assertThat(sooner.kind()).isEqualTo(BACKING_OFF);
        world.pass(Duration.ofMillis(1));

        assertThat(sooner.kind()).isEqualTo(SLEEPING);
    }

    @Test
    void manyBackOffsShareOneTask() {
        for (int i = 0; i < 1_000; i++) {
            backingOff("r" + i, Duration.ofSeconds(10 + i));
        }

        // The scheduler counts all tasks it was ever given: one for each call of ensure, and the timer.
        assertThat(world.time.getScheduledTaskCount()).isEqualTo(1_000 + 1);
    }

    @Test
    void aDeadlineWeeksAwayIsKept() {
        Probe probe = backingOff("r1", Duration.ofDays(20));

        world.pass(Duration.ofDays(20).minusMillis(1));
        assertThat(probe.kind()).isEqualTo(BACKING_OFF);
        world.pass(Duration.ofMillis(1));

        assertThat(probe.kind()).isEqualTo(SLEEPING);
    }

    @Test
    void aDeadlineBeyondAllTimesIsOnlyEndedByASignal() {
        Probe probe = world.start(new Probe("r1").answering(new Outcome.BackOff(Instant.MAX, "until told")));
        probe.answering(Outcome.sleep());

        world.pass(Duration.ofDays(1_000));
        assertThat(probe.kind()).isEqualTo(BACKING_OFF);
        world.news(probe, 1);

        assertThat(probe.kind()).isEqualTo(SLEEPING);
    }

    @Test
    void aDeadlineBetweenTwoMillisecondsIsNotEndedEarly() {
        Instant until = world.now().plusMillis(5).plusNanos(1);
        Probe probe = world.start(new Probe("r1").answering(new Outcome.BackOff(until, "no disk")));
        probe.acting(run -> {
            assertThat(run.now()).isAfterOrEqualTo(until);
            return reactor.core.publisher.Mono.just(Outcome.sleep());
        });

        world.pass(Duration.ofMillis(5));
        assertThat(probe.kind()).isEqualTo(BACKING_OFF);
        world.pass(Duration.ofMillis(1));

        assertThat(probe.kind()).isEqualTo(SLEEPING);
    }

    private Probe backingOff(String key, Duration delay) {
        Probe probe = world.start(
                new Probe(key).answering(new Outcome.BackOff(world.now().plus(delay), "no disk")));
        return probe.answering(Outcome.sleep());
    }
}
