package io.vedette.server.storage.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.domain.AggregateId;
import io.vedette.domain.AggregateKind;
import io.vedette.domain.CommandId;
import io.vedette.domain.Event;
import io.vedette.domain.Event.Bytes;
import io.vedette.domain.Recorded;
import io.vedette.domain.RepoEvent;
import io.vedette.server.storage.Append;
import io.vedette.server.storage.AppendReply.Appended;
import io.vedette.server.storage.AppendReply.Conflict;
import io.vedette.server.storage.CommandKey;
import io.vedette.server.storage.Expected;
import io.vedette.server.storage.HeadRow;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JournalApplyTest {

    private static final long EIGHT_DAYS = CommandRow.KEPT_MILLIS * 8 / 7;
    private static final AggregateId REPO = new AggregateId(AggregateKind.REPO, new UUID(1, 1));

    private final MemoryTables tables = new MemoryTables(StorageProbe.NONE);

    private static Append append(int command, long time, int events) {
        return new Append(
                REPO,
                new Expected.Any(),
                new CommandKey(new CommandId(new UUID(2, command)), Bytes.EMPTY),
                time,
                Collections.nCopies(events, (Event) new RepoEvent.RepoErrorSet("message")));
    }

    private JournalChanges group(Append... appends) {
        JournalApply apply = new JournalApply(tables, 1);
        for (Append append : appends) {
            apply.append(append);
        }
        return apply.finish();
    }

    @Test
    void aGroupWritesOneHeadForEachHistory() {
        tables.write(group(append(1, 10, 2)));

        JournalChanges changes = group(append(2, 10, 1), append(3, 10, 1), append(4, 10, 1));

        assertThat(changes.events()).extracting(Recorded::position).containsExactly(3L, 4L, 5L);
        assertThat(changes.heads().values()).extracting(HeadRow::position).containsExactly(5L);
        assertThat(changes.replacedHeads()).extracting(HeadRow::position).containsExactly(2L);
    }

    @Test
    void nothingIsWrittenForAGroupThatChangesNothing() {
        tables.write(group(append(1, 10, 2)));

        assertThat(group(append(1, 20, 2)).isEmpty()).isTrue();
        assertThat(new JournalApply(tables, 1).finish().isEmpty()).isTrue();
    }

    @Test
    void aFailedAppendLeavesNoTraceInItsGroup() {
        JournalApply apply = new JournalApply(tables, 1);

        var conflict = apply.append(
                new Append(REPO, new Expected.Exactly(4), null, 999, List.of(new RepoEvent.RepoErrorSet("message"))));
        var next = (Appended) apply.append(append(1, 10, 1));

        assertThat(conflict).isEqualTo(new Conflict(0));
        assertThat(next.position()).isEqualTo(1);
        assertThat(apply.finish().end().millis()).isEqualTo(10);
    }

    @Test
    void expiredCommandsAreTakenAwayAFewWithEachCommand() {
        for (int old = 0; old < 10; old++) {
            tables.write(group(append(old, old, 1)));
        }

        JournalChanges changes = group(append(100, EIGHT_DAYS, 1), append(101, EIGHT_DAYS, 1));
        tables.write(changes);

        assertThat(changes.forgotten()).extracting(CommandTime::millis).containsExactly(0L, 1L, 2L, 3L);
        assertThat(tables.oldestCommands(100)).hasSize(8);
    }

    @Test
    void theRowsOfCommandsStayFewHoweverManyCome() {
        for (int number = 0; number < 2000; number++) {
            tables.write(group(append(number, number * (EIGHT_DAYS / 100), 1)));
        }

        assertThat(tables.oldestCommands(2000)).hasSizeLessThan(110);
    }

    @Test
    void aCommandThatIsExecutedAgainTakesItsPlaceInTimeWithIt() {
        tables.write(group(append(1, 10, 1)));
        tables.write(group(append(1, 10 + EIGHT_DAYS, 1)));

        assertThat(tables.oldestCommands(10))
                .containsExactly(new CommandTime(10 + EIGHT_DAYS, new CommandId(new UUID(2, 1))));
    }

    @Test
    void aCommandThatExpiresWithinItsOwnGroupIsExecutedAgain() {
        JournalApply apply = new JournalApply(tables, 1);

        Appended first = (Appended) apply.append(append(1, 10, 1));
        Appended second = (Appended) apply.append(append(1, 10 + EIGHT_DAYS, 1));
        tables.write(apply.finish());

        assertThat(first.replayed()).isFalse();
        assertThat(second.replayed()).isFalse();
        assertThat(tables.oldestCommands(10)).extracting(CommandTime::millis).containsExactly(10 + EIGHT_DAYS);
    }

    @Test
    void theSameAppendsGiveTheSameChangesInAnyGrouping() {
        MemoryTables oneByOne = new MemoryTables(StorageProbe.NONE);
        Append[] appends = new Append[50];
        for (int number = 0; number < appends.length; number++) {
            appends[number] = append(number % 30, number * 1000L, number % 3);
        }

        tables.write(group(appends));
        for (Append append : appends) {
            JournalApply apply = new JournalApply(oneByOne, 1);
            apply.append(append);
            oneByOne.write(apply.finish());
        }

        assertThat(tables.end()).isEqualTo(oneByOne.end());
        assertThat(tables.events(0, 1000, any -> true, 1000)).isEqualTo(oneByOne.events(0, 1000, any -> true, 1000));
        assertThat(tables.heads(0, any -> true, 1000)).isEqualTo(oneByOne.heads(0, any -> true, 1000));
        assertThat(tables.oldestCommands(100)).isEqualTo(oneByOne.oldestCommands(100));
    }
}
