package io.vedette.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ActivityTableTest {

    private static final List<String> ROLES = List.of("RELEASE", "ACQUIRE", "OWN");

    @Test
    void itHoldsChainsInOrderWhateverComesAndGoes() {
        long seed = Seeds.next(ActivityTableTest.class);
        SplittableRandom random = new SplittableRandom(seed);
        ActivityTable<String> table = new ActivityTable<>();
        Map<String, List<Probe>> model = new LinkedHashMap<>();

        for (int step = 0; step < 60_000; step++) {
            // The table grows to many keys, and shrinks to few again.
            int keys = 50 + 1500 * (step / 10_000 % 2);
            String key = "k" + random.nextInt(keys);
            String role = ROLES.get(random.nextInt(ROLES.size()));
            List<Probe> chain = model.getOrDefault(key, new ArrayList<>());
            Probe there = chain.stream()
                    .filter(each -> each.role().equals(role))
                    .findFirst()
                    .orElse(null);
            assertThat(table.find(key, role)).as("seed %d", seed).isSameAs(there);
            if (there == null) {
                Probe added = new Probe(key, role);
                table.add(added);
                chain.add(added);
                model.put(key, chain);
            } else {
                assertThat(table.hasTurn(there)).as("seed %d", seed).isEqualTo(chain.get(0) == there);
                table.remove(there);
                chain.remove(there);
                if (chain.isEmpty()) {
                    model.remove(key);
                }
            }
            assertThat(table.keys()).isEqualTo(model.size());
        }

        model.forEach((key, chain) -> {
            List<Activity<String>> found = new ArrayList<>();
            for (Activity<String> each = table.find(key); each != null; each = each.next) {
                found.add(each);
            }
            assertThat(found).as("seed %d", seed).isEqualTo(chain);
        });
    }

    @Test
    void aReaderNeverMissesWhatStays() throws InterruptedException {
        ActivityTable<String> table = new ActivityTable<>();
        for (int i = 0; i < 100; i++) {
            table.add(new Probe("stays" + i));
        }
        AtomicBoolean done = new AtomicBoolean();
        AtomicLong missed = new AtomicLong();
        Thread reader = new Thread(() -> {
            for (int i = 0; !done.get(); i = (i + 1) % 100) {
                if (table.find("stays" + i, "OWN") == null) {
                    missed.incrementAndGet();
                }
            }
        });
        reader.start();

        for (int round = 0; round < 20; round++) {
            List<Probe> guests = new ArrayList<>();
            for (int i = 0; i < 3_000; i++) {
                Probe guest = new Probe("guest" + i);
                guests.add(guest);
                table.add(guest);
            }
            guests.forEach(table::remove);
        }
        done.set(true);
        reader.join();

        assertThat(missed).hasValue(0);
        assertThat(table.keys()).isEqualTo(100);
    }
}
