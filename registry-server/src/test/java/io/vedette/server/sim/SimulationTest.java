package io.vedette.server.sim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whatever goes wrong, nothing is lost, nothing is doubled, and all comes to its end. */
@ExtendWith(Silence.class)
@Timeout(600)
class SimulationTest {

    @Test
    void aHundredSeedsKeepAllInvariantsAndComeToRest() {
        Seeds.each(1, 100, seed -> new Simulation(seed).run());
    }

    @Test
    @Tag("slow")
    void twoThousandSeedsKeepAllInvariantsAndComeToRest() {
        Seeds.each(1, Integer.getInteger("vedette.seeds", 2_000), seed -> new Simulation(seed).run());
    }

    @Test
    void theSameSeedTellsTheSameStory() {
        Seeds.each(1, 5, seed -> {
            Simulation.Result first = new Simulation(seed).run();
            Simulation.Result second = new Simulation(seed).run();

            assertThat(second).isEqualTo(first);
            assertThat(first.happenings()).isGreaterThan(100);
        });
    }
}
