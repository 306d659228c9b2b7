package io.vedette.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.engine.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ReadyQueuesTest {

    /** To be served by the poll of this number. */
    private record Item(int workClass, long bound) {}

    @Test
    void nonEmptyClassesTakeTurnsAndEachIsFirstInFirstOut() {
        ReadyQueues<String, String> queues = new ReadyQueues<>();
        for (String item : List.of("a1", "a2", "a3", "b1", "c1", "c2")) {
            queues.add(item.substring(0, 1), item);
        }

        List<String> served = new ArrayList<>();
        for (String next = queues.poll(any -> true); next != null; next = queues.poll(any -> true)) {
            served.add(next);
        }

        assertThat(served).containsExactly("a1", "b1", "c1", "a2", "c2", "a3");
        assertThat(queues.size()).isZero();
    }

    @Test
    void aClassThatIsShutKeepsItsPlaceAndHoldsUpNoOther() {
        ReadyQueues<String, String> queues = new ReadyQueues<>();
        for (String item : List.of("a1", "a2", "b1", "b2")) {
            queues.add(item.substring(0, 1), item);
        }

        assertThat(queues.poll(open -> open.equals("b"))).isEqualTo("b1");
        assertThat(queues.poll(open -> open.equals("b"))).isEqualTo("b2");
        assertThat(queues.poll(open -> open.equals("b"))).isNull();

        assertThat(queues.size()).isEqualTo(2);
        assertThat(queues.poll(any -> true)).isEqualTo("a1");
    }

    @Test
    void eachQueuedEntityRunsWithinABoundedNumberOfRounds() {
        long seed = Seeds.next(ReadyQueuesTest.class);
        SplittableRandom random = new SplittableRandom(seed);
        for (int trial = 0; trial < 300; trial++) {
            int classes = random.nextInt(1, 7);
            ReadyQueues<Integer, Item> queues = new ReadyQueues<>();
            int[] lengths = new int[classes];
            long polls = 0;
            for (int step = 0; step < 300; step++) {
                if (random.nextInt(100) < 60) {
                    // One class gets most of the work, as at the initial load.
                    int workClass = random.nextInt(10) < 7 ? 0 : random.nextInt(classes);
                    lengths[workClass]++;
                    queues.add(workClass, new Item(workClass, polls + (long) lengths[workClass] * classes));
                } else {
                    Item served = queues.poll(any -> true);
                    if (served != null) {
                        polls++;
                        lengths[served.workClass()]--;
                        assertThat(polls).as("seed %d", seed).isLessThanOrEqualTo(served.bound());
                    }
                }
            }
        }
    }
}
