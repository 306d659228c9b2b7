package io.vedette.server.storage.internal.rocks;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.domain.AggregateId;
import io.vedette.domain.AggregateKind;
import io.vedette.domain.RepoEvent;
import io.vedette.server.storage.Append;
import io.vedette.server.storage.Expected;
import io.vedette.server.storage.RocksOptions;
import io.vedette.server.storage.internal.JournalApply;
import io.vedette.server.storage.internal.StorageProbe;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.Statistics;
import org.rocksdb.TickerType;

class OpenDatabaseTest {

    @TempDir
    Path directory;

    private static Append append() {
        return new Append(
                new AggregateId(AggregateKind.REPO, new UUID(1, 1)),
                new Expected.Any(),
                null,
                1,
                List.of(new RepoEvent.RepoErrorSet("message")));
    }

    @Test
    void eachGroupIsSyncedToTheDiskOnce() throws Exception {
        UUID store = new UUID(1, 1);
        try (Statistics statistics = new Statistics();
                NativeOptions options = new NativeOptions(RocksOptions.defaults(store))) {
            options.database.setStatistics(statistics);
            try (OpenDatabase database = OpenDatabase.open(directory, options, store)) {
                RocksTables tables = new RocksTables(database, StorageProbe.NONE);
                long before = statistics.getTickerCount(TickerType.WAL_FILE_SYNCED);

                for (int group = 0; group < 3; group++) {
                    JournalApply apply = new JournalApply(tables, 1);
                    apply.append(append());
                    apply.append(append());
                    tables.write(apply.finish(), DiskFaults.NONE);
                }

                assertThat(statistics.getTickerCount(TickerType.WAL_FILE_SYNCED) - before)
                        .isEqualTo(3);
                assertThat(tables.end().position()).isEqualTo(6);
            }
        }
    }

    @Test
    void openingAgainMakesNoOptionsAnew() {
        try (NativeOptions options = new NativeOptions(RocksOptions.defaults(new UUID(1, 1)))) {
            for (Table table : Table.values()) {
                assertThat(options.columnFamily(table))
                        .isSameAs(options.columnFamily(table))
                        .isSameAs(options.columnFamilies().get(table.ordinal()));
            }
        }
    }
}
