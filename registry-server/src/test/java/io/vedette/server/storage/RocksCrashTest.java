package io.vedette.server.storage;

import static io.vedette.server.storage.Histories.PATIENCE;
import static io.vedette.server.storage.Histories.all;
import static io.vedette.server.storage.Histories.changed;
import static io.vedette.server.storage.Histories.command;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vedette.domain.AggregateId;
import io.vedette.domain.CommandId;
import io.vedette.domain.Recorded;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
@Timeout(300)
class RocksCrashTest {

    private static final int ROUND = 1_000_000;

    @TempDir
    Path directory;

    private final Set<Integer> answered = new HashSet<>();

    private RocksStorage open() {
        return RocksStorage.open(directory, RocksOptions.defaults(new UUID(1, 1)));
    }

    private void note(String line) {
        if (AppendingProcess.isAppended(line)) {
            answered.add(AppendingProcess.number(line));
        }
    }

    private void assertWhole(StorageBackend store, String context) {
        List<Recorded> all = all(store);
        Map<CommandId, Integer> eventsOf = new HashMap<>();
        Map<AggregateId, Recorded> newest = new HashMap<>();
        long position = 0;
        for (Recorded event : all) {
            assertThat(event.position()).as(context).isEqualTo(++position);
            Recorded before = newest.put(event.aggregate(), event);
            assertThat(event.version()).as(context).isEqualTo(before == null ? 1 : before.version() + 1);
            assertThat(event.parent()).as(context).isEqualTo(before == null ? null : before.id());
            eventsOf.merge(event.command(), 1, Integer::sum);
        }
        assertThat(all).as(context).extracting(Recorded::id).isSorted().doesNotHaveDuplicates();
        assertThat(store.end().position()).as(context).isEqualTo(position);
        eventsOf.forEach((id, events) -> assertThat(events)
                .as("%s, events of command %s", context, id)
                .isEqualTo(AppendingProcess.eventsOf(number(id))));
        for (int number : answered) {
            assertThat(eventsOf)
                    .as("%s, answered %d", context, number)
                    .containsKey(command(number).id());
            assertThat(store.command(command(number)).block(PATIENCE))
                    .as("%s, reply to %d", context, number)
                    .isNotNull();
        }
        assertThat(changed(store, 0).stream().collect(Collectors.toMap(HeadRow::aggregate, HeadRow::eventId)))
                .as(context)
                .isEqualTo(newest.values().stream().collect(Collectors.toMap(Recorded::aggregate, Recorded::id)));
    }

    private static int number(CommandId id) {
        return (int) id.uuid().getLeastSignificantBits();
    }

    @Test
    void everyAnsweredCommandSurvivesKillingOnceAndNothingIsHalfThere() throws Exception {
        long seed = Long.getLong("vedette.seed", ThreadLocalRandom.current().nextLong());
        System.out.println("vedette.seed=" + seed);
        Random random = new Random(seed);

        for (int round = 0; round < 5; round++) {
            try (AppendingProcess process = AppendingProcess.start(directory, round * ROUND, 100)) {
                process.lineStartingWith("ready");
                int lines = 1 + random.nextInt(2000);
                for (int line = 0; line < lines; line++) {
                    note(process.lineStartingWith("appended"));
                }
                process.kill().forEach(this::note);
            }

            try (RocksStorage store = open()) {
                assertWhole(store, "seed " + seed + ", round " + round);
            }
        }
        assertThat(answered).hasSizeGreaterThan(5);
    }

    @Test
    void aSecondProcessIsRefusedAndTheFirstGoesOn() throws Exception {
        try (AppendingProcess process = AppendingProcess.start(directory, 0, 100)) {
            process.lineStartingWith("appended");

            assertThatExceptionOfType(UnusableDirectoryException.class)
                    .isThrownBy(() -> open().close())
                    .withMessageContaining(directory.toString())
                    .withMessageContaining("in use by another process");

            for (int line = 0; line < 2 * 64; line++) {
                process.lineStartingWith("appended");
            }
            process.kill();
        }
    }

    /** A limit on the size of files makes real writes fail, as a full disk does. */
    @Test
    void whenWritesFailAppendsAreRefusedAndGoOnOnceTheyWorkAgain() throws Exception {
        try (AppendingProcess process = AppendingProcess.start(directory, 0, 1000)) {
            note(process.lineStartingWith("appended"));
            limitFiles(process, "200000");
            String refusal = untilRefused(process);
            assertThat(refusal).containsIgnoringCase("file too large");

            limitFiles(process, "unlimited");
            for (int line = 0; line < 500; line++) {
                note(process.lineStartingWith("appended"));
            }
            process.kill().forEach(this::note);
        }

        try (RocksStorage store = open()) {
            assertWhole(store, "after writes failed");
        }
        assertThat(answered).hasSizeGreaterThan(500);
    }

    private String untilRefused(AppendingProcess process) throws IOException {
        String line = process.line();
        while (line != null && !line.startsWith("refused")) {
            note(line);
            line = process.line();
        }
        return String.valueOf(line);
    }

    private static void limitFiles(AppendingProcess process, String bytes) throws Exception {
        Process limit = new ProcessBuilder(
                        "prlimit", "--pid", Long.toString(process.pid()), "--fsize=" + bytes + ":unlimited")
                .inheritIO()
                .start();
        assertThat(limit.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(limit.exitValue()).isZero();
    }
}
