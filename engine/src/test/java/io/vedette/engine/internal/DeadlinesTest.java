package io.vedette.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.engine.Seeds;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DeadlinesTest {

    private static final class Alarm extends Deadlines.Entry {}

    @Test
    void theEarliestComesFirstWhateverWasPutMovedOrTakenOut() {
        long seed = Seeds.next(DeadlinesTest.class);
        SplittableRandom random = new SplittableRandom(seed);
        Deadlines deadlines = new Deadlines();
        Map<Alarm, Long> model = new HashMap<>();
        Alarm[] alarms = new Alarm[60];
        for (int i = 0; i < alarms.length; i++) {
            alarms[i] = new Alarm();
        }

        for (int step = 0; step < 50_000; step++) {
            Alarm alarm = alarms[random.nextInt(alarms.length)];
            switch (random.nextInt(4)) {
                case 0, 1 -> {
                    long at = random.nextLong(1000);
                    deadlines.put(alarm, at);
                    model.put(alarm, at);
                }
                case 2 -> {
                    deadlines.remove(alarm);
                    model.remove(alarm);
                }
                default -> {
                    long now = random.nextLong(1000);
                    Deadlines.Entry due = deadlines.poll(now);
                    long earliest = earliest(model);
                    if (due == null) {
                        assertThat(earliest).as("seed %d", seed).isGreaterThan(now);
                    } else {
                        assertThat(model.remove(due))
                                .as("seed %d", seed)
                                .isEqualTo(earliest)
                                .isLessThanOrEqualTo(now);
                    }
                }
            }
            assertThat(deadlines.size()).isEqualTo(model.size());
            assertThat(deadlines.earliest()).as("seed %d", seed).isEqualTo(earliest(model));
            assertThat(alarm.armed()).isEqualTo(model.containsKey(alarm));
        }
    }

    private static long earliest(Map<Alarm, Long> model) {
        return model.values().stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
    }
}
