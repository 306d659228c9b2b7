package io.vedette.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class ExplainTest {

    private final World world = new World();

    @Test
    void aSleeperSaysWhoItIsAndWhereItStands() {
        world.pass(Duration.ofSeconds(3));
        Instant start = world.now();
        Probe probe = world.sleeping(new Probe("r1"));
        world.pass(Duration.ofSeconds(3));

        Explanation<String> said = world.explain("r1");

        assertThat(said)
                .isEqualTo(new Explanation<>(
                        "r1",
                        "repo",
                        "OWN",
                        "/ex/a/foo",
                        new ActivityState.Sleeping(),
                        start,
                        0,
                        0,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        0,
                        null,
                        List.of("enable"),
                        3));
        assertThat(probe.busy).isNull();
    }

    @Test
    void whatOneDoesIsSaidInASentence() {
        world.start(new Probe("runs").acting(run -> run.effect("enable", Mono.never())));
        world.start(new Probe("parked").answering(new Outcome.Park("poison")));
        world.start(new Probe("waits").answering(new Outcome.Wait("the release", Mono.never())));
        world.start(new Probe("backs off").answering(new Outcome.BackOff(Instant.ofEpochSecond(9), "no disk")));
        world.start(new Probe("unread").fetching(() -> Mono.error(new IllegalStateException("no line"))));
        world.sleeping(new Probe("sleeps"));

        assertThat(world.explain("runs").why()).isEqualTo("enable runs since 1970-01-01T00:00:00Z");
        assertThat(world.explain("parked").why()).isEqualTo("parked since 1970-01-01T00:00:00Z: poison");
        assertThat(world.explain("waits").why()).isEqualTo("waits since 1970-01-01T00:00:00Z for the release");
        assertThat(world.explain("backs off").why()).isEqualTo("no disk; next try at 1970-01-01T00:00:09Z");
        assertThat(world.explain("unread").why()).startsWith("IllegalStateException: no line; next try at 1970-");
        assertThat(world.explain("sleeps").why()).isEqualTo("nothing is to be done");
    }

    @Test
    void whatFailsNowIsSaidBeforeAnOlderObstacle() {
        Activity.Description obstructed =
                new Activity.Description("/ex/a", List.of(), 0, "an error is stored: bad remote");
        world.start(new Probe("asleep").describing(() -> obstructed));
        world.start(new Probe("failing")
                .answering(new Outcome.BackOff(Instant.ofEpochSecond(9), "port busy"))
                .describing(() -> obstructed));
        Explanation<String> asleep = world.explain("asleep");
        Explanation<String> failing = world.explain("failing");

        assertThat(asleep.why()).isEqualTo("an error is stored: bad remote");
        assertThat(failing.why())
                .isEqualTo("port busy; next try at 1970-01-01T00:00:09Z; besides, an error is stored: bad remote");
        assertThat(failing.obstacle()).isEqualTo("an error is stored: bad remote");
    }

    @Test
    void oneThatWaitsSaysForWhat() {
        world.start(new Probe("r1").answering(new Outcome.Wait("the release by h1", Mono.never())));

        assertThat(world.explain("r1").waitingFor()).isEqualTo("the release by h1");
        assertThat(world.explain("r1").state()).isEqualTo(new ActivityState.Waiting("the release by h1", false));
    }

    @Test
    void oneThatIsQueuedSaysForWhat() {
        World narrow = new World(builder -> builder.fetchBudget(1));
        narrow.start(new Probe("r1").fetching(Mono::never));
        narrow.start(new Probe("r2"));

        assertThat(narrow.explain("r2").waitingFor())
                .isEqualTo("a unit of the fetch budget, of which 1 of 1 are in use");
    }

    @Test
    void theLagIsVisible() {
        Probe probe = world.sleeping(new Probe("r1"));
        World.get(world.engine.pause("r1", "an operator"));
        world.news(probe, 9);

        assertThat(world.explain("r1").tail()).isZero();
        assertThat(world.explain("r1").head()).isEqualTo(9);
    }

    @Test
    void anActivityThatCannotDescribeItselfIsExplainedAllTheSame() {
        world.start(new Probe("r1").describing(() -> {
            throw new IllegalStateException("no words");
        }));

        assertThat(world.explain("r1").pending()).containsExactly("describe() threw IllegalStateException: no words");
    }

    @Test
    void anErrorIsSaidInTheWordsThatWereChosen() {
        World polite = new World(builder -> builder.wording(error -> "sorry, " + error.getMessage()));
        polite.start(new Probe("fetch").fetching(() -> Mono.error(new IllegalStateException("no disk"))));
        polite.start(new Probe("act").acting(run -> Mono.error(new IllegalStateException("no disk"))));
        polite.start(
                new Probe("wait").answering(new Outcome.Wait("w", Mono.error(new IllegalStateException("no disk")))));

        assertThat(polite.explain("fetch").lastError()).isEqualTo("sorry, no disk");
        assertThat(polite.explain("act").lastError()).isEqualTo("act failed: sorry, no disk");
        assertThat(polite.explain("wait").lastError()).isEqualTo("sorry, no disk");
    }

    @Test
    void wordsThatCannotBeFoundAreMadeUpFor() {
        World mute = new World(builder -> builder.wording(error -> {
            throw new IllegalStateException("no words");
        }));

        mute.start(new Probe("r1").fetching(() -> Mono.error(new IllegalArgumentException("no disk"))));

        assertThat(mute.explain("r1").lastError()).isEqualTo("java.lang.IllegalArgumentException");
    }

    @Test
    void allAreExplainedOnceAndInSlicesWhileTheTableChanges() {
        for (int i = 0; i < 2_000; i++) {
            world.start(new Probe("r" + i));
        }
        Set<String> seen = new HashSet<>();

        StepVerifier.create(world.engine.explain(), 1)
                .consumeNextWith(first -> seen.add(first.key()))
                .then(() -> {
                    for (int i = 0; i < 2_000; i++) {
                        world.start(new Probe("late" + i));
                    }
                })
                .thenRequest(Long.MAX_VALUE)
                .thenConsumeWhile(
                        each -> true, each -> assertThat(seen.add(each.key())).isTrue())
                .verifyComplete();

        assertThat(seen).filteredOn(key -> key.startsWith("r")).hasSize(2_000);
    }

    @Test
    void countsTellStatesAndWork() {
        world.start(new Probe("sleeps"));
        world.start(new Probe("waits").answering(new Outcome.Wait("w", Mono.never())));
        world.start(new Probe("parked").answering(new Outcome.Park("x")));
        world.start(new Probe("runs").acting(run -> Mono.never()));
        world.start(
                new Probe("backsOff").answering(new Outcome.BackOff(world.now().plusSeconds(9), "x")));
        World.get(world.engine.pause("sleeps", "an operator"));
        world.engine.signal("sleeps", 1, null);

        assertThat(world.engine.counts()).isEqualTo(new EngineCounts(5, 1, 0, 5, 5, 0, 0, 1, 1, 0, 1, 1, 1));
    }
}
