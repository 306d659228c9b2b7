package io.vedette.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.engine.internal.Input;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

class EngineLoopTest {

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final EngineLoop<String> loop = new EngineLoop<>(new Settings<>(
            1,
            1,
            1,
            time,
            false,
            time,
            new SplittableRandom(1),
            Backoff.standard(),
            String::valueOf,
            new EngineListener<>() {}));

    @Test
    void anIllegalTransitionParksTheOneActivity() {
        Probe probe = new Probe("r1");
        loop.post(() -> loop.ensure(probe));

        loop.post(() -> loop.apply(probe, Input.Plain.WAIT_OVER));

        assertThat(probe.kind()).isEqualTo(ActivityState.Kind.PARKED);
        assertThat(probe.standing.state().toString()).contains("illegal transition", "WAIT_OVER");
    }

    @Test
    void pausingAndResumingDoesNotTakeMorePlacesInTheQueue() {
        loop.post(() -> loop.ensure(new Probe("r1").fetching(Mono::never)));
        loop.post(() -> loop.ensure(new Probe("r2")));

        for (int i = 0; i < 100; i++) {
            loop.post(() -> loop.each("r2", new Input.Pause("an operator"), each -> true));
            loop.post(() -> loop.each("r2", Input.Plain.RESUME, each -> true));
        }

        assertThat(loop.runs().queued()).isEqualTo(1);
    }

    @Test
    void anErrorOfTheLoopsOwnDoesNotStopIt() {
        loop.post(() -> {
            throw new AssertionError("on purpose");
        });
        Probe probe = new Probe("r1");

        loop.post(() -> loop.ensure(probe));

        assertThat(probe.kind()).isEqualTo(ActivityState.Kind.SLEEPING);
    }
}
