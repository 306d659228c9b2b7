package io.vedette.engine;

import io.vedette.engine.Probe.News;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** Behaves at random within the rules, and checks that the engine keeps them. */
final class ModelActivity extends Activity<String> {

    private final ModelWorld world;
    private final String key;
    private final String role;
    private final Lane lane;
    long announced;
    int ended;
    int runs;
    boolean parked;
    private boolean loaded;
    private boolean inRun;
    private long tail;

    ModelActivity(ModelWorld world, String key, String role) {
        this.world = world;
        this.key = key;
        this.role = role;
        this.lane = new Lane(role);
    }

    ActivityState.Kind kind() {
        return standing.kind();
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public String role() {
        return role;
    }

    @Override
    public Lane lane() {
        return lane;
    }

    @Override
    public long tail() {
        return tail;
    }

    @Override
    public boolean fold(Object news) {
        mayBegin();
        world.require(loaded, "folds before its first fetch: " + this);
        if (world.chance(2)) {
            return this.<Boolean>broken();
        }
        if (news instanceof News fresh && fresh.parent() == tail) {
            tail = fresh.version();
            begin();
            return true;
        }
        return false;
    }

    @Override
    public Mono<Void> fetch() {
        mayBegin();
        begin();
        if (world.chance(1)) {
            return broken();
        }
        return world.fetch(key)
                .then(Mono.fromRunnable(() -> {
                    long head = world.published(key);
                    long reached = world.chance(10) ? Math.min(head, tail + 1) : world.chance(5) ? tail : head;
                    if (reached < head) {
                        world.cause();
                    }
                    tail = Math.max(tail, reached);
                    loaded = true;
                }))
                .then(Mono.defer(() -> world.chance(10)
                        ? Mono.<Void>error(caused(new IllegalStateException("unavailable")))
                        : Mono.empty()))
                .doOnError(error -> inRun = false)
                .doOnCancel(() -> inRun = false);
    }

    @Override
    public Mono<Outcome> act(Run run) {
        world.require(inRun, "acts without a run: " + this);
        if (world.chance(1)) {
            return broken();
        }
        Mono<Void> work = Mono.empty();
        int effects = world.dice(3);
        for (int i = 0; i < effects; i++) {
            work = work.then(run.effect("effect" + i, world.effect(key)).onErrorComplete());
        }
        if (world.chance(5)) {
            work = Mono.when(run.effect("left", world.effect(key)), run.effect("right", world.effect(key)))
                    .onErrorComplete();
        }
        return work.then(Mono.defer(() -> outcome(run)))
                .doOnTerminate(() -> inRun = false)
                .doOnCancel(() -> inRun = false);
    }

    private Mono<Outcome> outcome(Run run) {
        int dice = world.dice(100);
        if (world.isCalm() || dice < 60) {
            run.recovered();
            return Mono.just(world.mustMakeWay(this) ? Outcome.end() : Outcome.sleep());
        }
        world.cause();
        if (dice < 70) {
            return Mono.just(new Outcome.Wait("a gate", world.wait(this)));
        }
        if (dice < 85) {
            run.failed("step", new IllegalStateException("weak"), 1);
            return Mono.just(new Outcome.BackOff(run.now().plus(Duration.ofMillis(world.dice(3_000))), "weak"));
        }
        if (dice < 92) {
            return Mono.just(Outcome.end());
        }
        parked = true;
        return dice < 96 ? Mono.just(new Outcome.Park("poison")) : Mono.error(new IllegalStateException("poison"));
    }

    @Override
    public void ended() {
        ended++;
        inRun = false;
    }

    @Override
    public String toString() {
        return key + " " + role + " tail " + tail + " of " + announced + " " + standing;
    }

    private void mayBegin() {
        world.require(!inRun, "two runs at once: " + this);
        world.require(!parked, "runs while parked: " + this);
        world.require(!world.paused(key), "runs while paused: " + this);
        world.require(ended == 0, "runs after its end: " + this);
    }

    private void begin() {
        inRun = true;
        runs++;
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // stands where any value is expected
    private <T> T broken() {
        parked = true;
        inRun = false;
        if (world.chance(50)) {
            throw new AssertionError("poison");
        }
        throw new IllegalStateException("poison");
    }

    private IllegalStateException caused(IllegalStateException error) {
        world.cause();
        return error;
    }
}
