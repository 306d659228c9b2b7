package io.vedette.engine;

import static io.vedette.engine.ActivityState.Kind.ENDED;
import static io.vedette.engine.ActivityState.Kind.RUNNING;
import static io.vedette.engine.ActivityState.Kind.SLEEPING;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class DependencyChainTest {

    private final World world = new World();
    private final List<String> effects = new ArrayList<>();

    @Test
    void anActivitysEffectsWaitUntilAllBeforeItHaveEnded() {
        Sinks.Empty<Void> released = Sinks.empty();
        Probe release = world.start(effect(new Probe("r1", "RELEASE"), released.asMono(), Outcome.end()));
        Probe acquire = world.start(effect(new Probe("r1", "ACQUIRE"), Mono.empty(), Outcome.end()));
        Probe own = world.start(effect(new Probe("r1", "OWN"), Mono.empty(), Outcome.sleep()));
        assertThat(effects).containsExactly("RELEASE");
        assertThat(acquire.kind()).isEqualTo(RUNNING);

        released.tryEmitEmpty();

        assertThat(effects).containsExactly("RELEASE", "ACQUIRE", "OWN");
        assertThat(release.kind()).isEqualTo(ENDED);
        assertThat(own.kind()).isEqualTo(SLEEPING);
        assertThat(release.ended).isEqualTo(1);
    }

    @Test
    void whileItWaitsForItsTurnAnActivityHoldsNothingAndSaysForWhom() {
        World narrow = new World(builder -> builder.fetchBudget(1).effectBudget(1));
        narrow.start(effect(new Probe("r1", "RELEASE"), Mono.empty(), new Outcome.Wait("w1", Mono.never())));
        narrow.start(effect(new Probe("r1", "ACQUIRE"), Mono.empty(), Outcome.end()));

        Probe other = narrow.start(effect(new Probe("r2"), Mono.empty(), Outcome.sleep()));

        assertThat(other.kind()).isEqualTo(SLEEPING);
        List<Explanation<String>> all = World.get(narrow.engine.explain().collectList());
        assertThat(all)
                .filteredOn(each -> each.role().equals("ACQUIRE"))
                .singleElement()
                .satisfies(each -> assertThat(each.waitingFor()).isEqualTo("its turn after RELEASE, which is WAITING"));
        narrow.engine.whenIdle().block(Duration.ofSeconds(1));
    }

    @Test
    void whileItWaitsForItsTurnAnActivityFetchesAndFolds() {
        world.start(new Probe("r1", "RELEASE").answering(new Outcome.Wait("w1", Mono.never())));
        Probe acquire = new Probe("r1", "ACQUIRE");
        acquire.source = 5;

        world.start(effect(acquire, Mono.empty(), Outcome.end()));

        assertThat(acquire.tail).isEqualTo(5);
        assertThat(effects).isEmpty();
    }

    @Test
    void oneSignalReachesAllActivitiesOfItsEntity() {
        Probe first = world.sleeping(new Probe("r1", "RELEASE"));
        Probe second = world.sleeping(new Probe("r1", "ACQUIRE"));
        first.source = 1;
        second.source = 1;

        world.engine.signal("r1", 1, null);

        assertThat(first.tail).isEqualTo(1);
        assertThat(second.tail).isEqualTo(1);
    }

    @Test
    @Tag("W16")
    void ensuringTheSameKeyAndRoleAgainDoublesNothing() {
        Probe probe = world.sleeping(new Probe("r1"));

        Probe again = world.start(new Probe("r1"));

        assertThat(again.calls).isEmpty();
        assertThat(again.ended).isZero();
        assertThat(probe.calls).isEmpty();
        assertThat(world.engine.counts().activities()).isEqualTo(1);
    }

    @Test
    void nothingIsLeftOfAChainThatHasEnded() {
        for (String role : List.of("RELEASE", "ACQUIRE", "OWN")) {
            world.start(new Probe("r1", role).answering(Outcome.end()));
        }

        assertThat(world.engine.counts().activities()).isZero();
        assertThat(world.engine.contains("r1", "OWN")).isFalse();
        assertThat(World.get(world.engine.explain("r1"))).isEmpty();
        Probe again = world.start(new Probe("r1", "OWN"));
        assertThat(again.kind()).isEqualTo(SLEEPING);
        assertThat(world.engine.contains("r1", "OWN")).isTrue();
    }

    @Test
    void onlyTheFirstOfAChainIsExplainedByKey() {
        world.start(new Probe("r1", "RELEASE"));
        world.start(new Probe("r1", "OWN"));

        assertThat(world.explain("r1").role()).isEqualTo("RELEASE");
    }

    @Test
    void anActivityInTheMiddleMayEndWithoutEffects() {
        Sinks.Empty<Void> released = Sinks.empty();
        world.start(effect(new Probe("r1", "RELEASE"), released.asMono(), Outcome.end()));
        world.start(new Probe("r1", "ACQUIRE").answering(Outcome.end()));
        world.start(effect(new Probe("r1", "OWN"), Mono.empty(), Outcome.sleep()));
        assertThat(effects).containsExactly("RELEASE");

        released.tryEmitEmpty();

        assertThat(effects).containsExactly("RELEASE", "OWN");
    }

    @Test
    void aParkedHolderKeepsItsTurnAndIsNamed() {
        Probe release =
                world.start(new Probe("r1", "RELEASE").acting(run -> Mono.error(new IllegalStateException("x"))));
        world.start(effect(new Probe("r1", "OWN"), Mono.empty(), Outcome.sleep()));
        assertThat(World.get(world.engine.explain().collectList()).get(1).waitingFor())
                .isEqualTo("its turn after RELEASE, which is PARKED");

        release.answering(Outcome.end());
        World.get(world.engine.retry("r1"));

        assertThat(effects).containsExactly("OWN");
    }

    @Test
    void oneThatJoinsAHeldEntityIsHeldToo() {
        world.sleeping(new Probe("r1", "RELEASE"));
        World.get(world.engine.pause("r1", "an operator"));

        Probe own = world.start(new Probe("r1", "OWN"));
        assertThat(own.calls).isEmpty();
        World.get(world.engine.resume("r1"));

        assertThat(own.calls).containsExactly("fetch", "act");
    }

    private Probe effect(Probe probe, Mono<?> effect, Outcome outcome) {
        return probe.acting(run -> run.effect(
                        "do", Mono.fromRunnable(() -> effects.add(probe.role())).then(effect))
                .then(Mono.just(outcome)));
    }
}
