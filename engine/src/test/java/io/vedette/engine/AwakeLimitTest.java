package io.vedette.engine;

import static io.vedette.engine.ActivityState.Kind.RUNNING;
import static io.vedette.engine.ActivityState.Kind.SLEEPING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class AwakeLimitTest {

    private static final int MANY = 50_000;

    @Test
    void aLoadOfManyKeepsNoMoreAwakeThanMayBe() {
        AtomicLong awake = new AtomicLong();
        AtomicLong most = new AtomicLong();
        World world = new World(builder -> builder.listener(new EngineListener<>() {
            @Override
            public void transition(Activity<String> activity, ActivityState from, ActivityState to) {
                if (to.kind() == RUNNING) {
                    most.accumulateAndGet(awake.incrementAndGet(), Math::max);
                } else if (from.kind() == RUNNING) {
                    awake.decrementAndGet();
                }
            }
        }));
        Sinks.Empty<Void> slow = Sinks.empty();
        for (int i = 0; i < MANY; i++) {
            world.start(new Probe("r" + i)
                    .acting(run -> run.effect("enable", slow.asMono()).thenReturn(Outcome.sleep())));
        }
        assertThat(world.engine.counts().ready()).isEqualTo(MANY - 10_000);

        slow.tryEmitEmpty();

        assertThat(most).hasValue(10_000);
        assertThat(world.engine.counts().sleeping()).isEqualTo(MANY);
    }

    @Test
    void whatIsLoadedGoesOnWhileLoadsAreHeldBack() {
        World world = new World(builder -> builder.awakeLimit(2).effectBudget(1));
        Probe live = world.sleeping(new Probe("live"));
        Probe riding = world.sleeping(new Probe("riding"));
        Sinks.Empty<Void> slow = Sinks.empty();
        for (int i = 0; i < 3; i++) {
            world.start(new Probe("r" + i)
                    .acting(run -> run.effect("a", slow.asMono()).thenReturn(Outcome.sleep())));
        }

        world.news(live, 1);
        world.engine.signal("riding", 1, new Probe.News(0, 1));

        assertThat(live.tail).isEqualTo(1);
        assertThat(riding.tail).isEqualTo(1);
        assertThat(world.explain("r2").state()).isEqualTo(new ActivityState.Ready());
        assertThat(world.explain("r2").waitingFor())
                .isEqualTo("its load, until fewer than 2 activities are awake; 2 are");
        slow.tryEmitEmpty();
        assertThat(world.engine.counts().sleeping()).isEqualTo(5);
    }

    @Test
    void restsOfAnyKindDoNotCount() {
        World world = new World(builder -> builder.awakeLimit(1));
        world.start(new Probe("waits").answering(new Outcome.Wait("w", Mono.never())));
        world.start(
                new Probe("backsOff").answering(new Outcome.BackOff(world.now().plusSeconds(9), "x")));
        world.start(new Probe("parked").answering(new Outcome.Park("x")));
        world.start(new Probe("fails").fetching(() -> Mono.error(new IllegalStateException("away"))));

        Probe probe = world.start(new Probe("r1"));

        assertThat(probe.kind()).isEqualTo(SLEEPING);
    }

    @Test
    void whoWaitsForAnOlderActivityDoesNotKeepThatOneFromItsLoad() {
        World world = new World(builder -> builder.awakeLimit(1));
        List<Probe> olders = new ArrayList<>();
        List<Probe> youngers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            List<Integer> tries = new ArrayList<>();
            olders.add(world.start(new Probe("r" + i, "OLD")
                    .fetching(() -> {
                        tries.add(tries.size());
                        return tries.size() == 1 ? Mono.error(new IllegalStateException("away")) : Mono.empty();
                    })
                    .answering(Outcome.end())));
            youngers.add(world.start(new Probe("r" + i, "NEW")
                    .acting(run -> run.effect("enable", Mono.empty()).thenReturn(Outcome.sleep()))));
        }
        assertThat(youngers).allMatch(younger -> younger.kind() == RUNNING);

        world.pass(Duration.ofMinutes(1));

        assertThat(olders).allMatch(older -> older.ended == 1);
        assertThat(youngers).allMatch(younger -> younger.kind() == SLEEPING);
    }

    @Test
    void aLimitOfNoneIsRefused() {
        assertThatThrownBy(() -> LazyEngine.<String>builder().awakeLimit(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1");
    }
}
