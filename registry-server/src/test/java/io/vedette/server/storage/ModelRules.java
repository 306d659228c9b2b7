package io.vedette.server.storage;

import static io.vedette.server.storage.Histories.DAY;
import static io.vedette.server.storage.Histories.NOON;
import static io.vedette.server.storage.Histories.all;
import static io.vedette.server.storage.Histories.append;
import static io.vedette.server.storage.Histories.changed;
import static io.vedette.server.storage.Histories.command;
import static io.vedette.server.storage.Histories.event;
import static io.vedette.server.storage.Histories.exactly;
import static io.vedette.server.storage.Histories.history;
import static io.vedette.server.storage.Histories.reply;
import static io.vedette.server.storage.Histories.repo;
import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.domain.Event;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

interface ModelRules extends StoreUnderTest {

    private static Append random(Random random, long clock) {
        Event[] events = new Event[random.nextInt(4)];
        for (int index = 0; index < events.length; index++) {
            events[index] = event("event " + random.nextInt(100));
        }
        boolean withCommand = events.length == 0 || random.nextInt(3) > 0;
        CommandKey command = withCommand ? command(random.nextInt(60), "content " + random.nextInt(2)) : null;
        Expected expected = switch (random.nextInt(4)) {
            case 0 -> new Expected.NoStream();
            case 1 -> exactly(1 + random.nextInt(12));
            default -> new Expected.Any();
        };
        return append(repo(random.nextInt(6)), expected, command, clock, events);
    }

    @Test
    default void randomAppendsLeaveWhatASimpleModelLeaves() {
        long seed = Long.getLong("vedette.seed", ThreadLocalRandom.current().nextLong());
        System.out.println("vedette.seed=" + seed);
        Random random = new Random(seed);
        JournalModel model = new JournalModel();
        long clock = NOON;

        for (int step = 0; step < 400; step++) {
            clock += random.nextInt(10) == 0 ? random.nextLong(-2 * DAY, 3 * DAY) : random.nextInt(1000);
            Append append = random(random, clock);

            assertThat(reply(store(), append))
                    .as("seed %d, step %d: %s", seed, step, append)
                    .isEqualTo(model.append(append));
        }

        assertThat(all(store())).as("seed %d", seed).isEqualTo(model.events);
        assertThat(changed(store(), 0)).as("seed %d", seed).isEqualTo(model.changedSince(0));
        assertThat(changed(store(), 150)).as("seed %d", seed).isEqualTo(model.changedSince(150));
        for (int number = 0; number < 6; number++) {
            assertThat(history(store(), repo(number))).as("seed %d", seed).isEqualTo(model.history(repo(number)));
        }
    }
}
