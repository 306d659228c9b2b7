package io.vedette.server.storage.internal.rocks;

import io.vedette.server.storage.RocksOptions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.rocksdb.AbstractImmutableNativeReference;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteOptions;

/** How RocksDB is set. Its objects live outside the heap and are freed together, the last made first. */
final class NativeOptions implements AutoCloseable {

    private static final long MIB = 1 << 20;
    private static final double BLOOM_BITS = 10;

    static {
        RocksDB.loadLibrary();
    }

    private final Deque<AbstractImmutableNativeReference> owned = new ArrayDeque<>();
    private final RocksOptions options;
    private final Cache cache;
    private final BloomFilter bloom;
    private final Map<Table, ColumnFamilyDescriptor> families = new EnumMap<>(Table.class);

    final DBOptions database;
    final WriteOptions synced;
    final ReadOptions anywhere;
    final ReadOptions withinPrefix;

    NativeOptions(RocksOptions options) {
        this.options = options;
        cache = own(new LRUCache(options.cacheBytes()));
        bloom = own(new BloomFilter(BLOOM_BITS, false));
        // A torn last record is one that nobody was answered for. Any other broken record may hold answered appends, so
        // then the files are refused rather than cut.
        database = own(new DBOptions()
                .setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                .setWalRecoveryMode(WALRecoveryMode.TolerateCorruptedTailRecords)
                .setDbWriteBufferSize(options.writeBufferBytes())
                .setMaxTotalWalSize(2 * options.writeBufferBytes())
                .setMaxOpenFiles(512)
                .setMaxManifestFileSize(16 * MIB)
                .setMaxBackgroundJobs(2)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setMaxLogFileSize(MIB)
                .setKeepLogFileNum(2)
                .setStatsDumpPeriodSec(0)
                .setStatsPersistPeriodSec(0));
        synced = own(new WriteOptions().setSync(true));
        anywhere = own(new ReadOptions().setTotalOrderSeek(true));
        withinPrefix = own(new ReadOptions().setPrefixSameAsStart(true));
        for (Table table : Table.values()) {
            families.put(table, family(table));
        }
    }

    /** In the order of the tables; the same each time, so that opening again costs no native memory. */
    List<ColumnFamilyDescriptor> columnFamilies() {
        return List.copyOf(families.values());
    }

    ColumnFamilyDescriptor columnFamily(Table table) {
        return Objects.requireNonNull(families.get(table));
    }

    private ColumnFamilyDescriptor family(Table table) {
        BlockBasedTableConfig blocks = new BlockBasedTableConfig()
                .setBlockCache(cache)
                .setCacheIndexAndFilterBlocks(true)
                .setPinL0FilterAndIndexBlocksInCache(true)
                .setFormatVersion(5);
        ColumnFamilyOptions family = own(new ColumnFamilyOptions())
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setWriteBufferSize(Math.max(MIB, options.writeBufferBytes() / 4));
        switch (table.access()) {
            case POINT -> blocks.setFilterPolicy(bloom);
            case PREFIX -> {
                blocks.setFilterPolicy(bloom).setWholeKeyFiltering(false);
                family.useFixedLengthPrefixExtractor(Keys.AGGREGATE_BYTES).setMemtablePrefixBloomSizeRatio(0.05);
            }
            // A scan passes the rows that went away until a flush drops them.
            case QUEUE -> family.setWriteBufferSize(MIB);
            case SCAN -> {}
        }
        return new ColumnFamilyDescriptor(table.nameBytes(), family.setTableFormatConfig(blocks));
    }

    private <T extends AbstractImmutableNativeReference> T own(T reference) {
        owned.push(reference);
        return reference;
    }

    @Override
    public void close() {
        while (!owned.isEmpty()) {
            owned.pop().close();
        }
    }
}
