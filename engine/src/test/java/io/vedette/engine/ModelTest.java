package io.vedette.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.engine.ActivityState.Kind;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** The whole engine under random schedules, checked against what a few lines of bookkeeping say. */
class ModelTest {

    private static final int SCHEDULES = Integer.getInteger("vedette.schedules", 3_000);
    private static final int STEPS = 80;

    @Test
    void theLawsHoldUnderRandomSchedules() {
        long seed = Seeds.next(ModelTest.class);
        for (int i = 0; i < SCHEDULES; i++) {
            long each = seed + i;
            try {
                run(each);
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError("rerun with -Dvedette.seed=" + each, failure);
            }
        }
    }

    private static void run(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ModelWorld model = new ModelWorld(random);
        for (int step = 0; step < STEPS; step++) {
            model.step();
            model.check();
        }
        if (random.nextBoolean()) {
            close(model, random);
        } else {
            settle(model);
        }
    }

    /** From here on nothing fails; then nobody may be left behind who is neither parked nor paused. */
    private static void settle(ModelWorld model) {
        model.calm();
        model.pass(Duration.ofMinutes(3));
        for (ModelActivity each : model.alive()) {
            if (each.kind() == Kind.PARKED
                    || model.paused(each.key())
                    || (each.kind() == Kind.RUNNING && model.hasElders(each))) {
                continue;
            }
            assertThat(each.kind()).as("%s", each).isEqualTo(Kind.SLEEPING);
            assertThat(each.tail()).as("%s", each).isGreaterThanOrEqualTo(each.announced);
            assertThat(each.busy).as("side object of %s", each).isNull();
        }

        model.releaseAll();
        model.makeWay();
        model.pass(Duration.ofMinutes(3));
        model.check();

        for (ModelActivity each : model.alive()) {
            assertThat(each.kind()).as("%s", each).isEqualTo(Kind.SLEEPING);
            assertThat(each.tail()).as("%s", each).isGreaterThanOrEqualTo(each.announced);
        }
        assertThat(model.engine.counts().sleeping()).isEqualTo(model.alive().size());
        assertThat(model.engine.counts().runs()).isLessThanOrEqualTo(model.causes());
        model.engine.whenIdle().block(Duration.ofSeconds(5));
        model.close(Duration.ZERO);
        assertThat(model.everyoneEndedOnce()).isTrue();
    }

    private static void close(ModelWorld model, SplittableRandom random) {
        Duration deadline = Duration.ofMillis(random.nextLong(0, 5_000));
        int runs = model.runsBegun();
        AtomicBoolean closed = new AtomicBoolean();
        model.beginClose(deadline, closed);
        for (int step = 0; step < 10; step++) {
            model.step();
            model.check();
        }
        model.pass(deadline);

        assertThat(closed.get()).as("closed").isTrue();
        assertThat(model.runsBegun()).as("runs begun").isEqualTo(runs);
        assertThat(model.fetching()).as("fetches under way").isZero();
        assertThat(model.effectsRunning()).as("effects under way").isZero();
        assertThat(model.everyoneEndedOnce()).isTrue();
        assertThat(model.engine.counts().activities()).isZero();
    }
}
