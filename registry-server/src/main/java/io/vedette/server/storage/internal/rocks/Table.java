package io.vedette.server.storage.internal.rocks;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The tables, each a column family. All numbers in keys are big-endian, so that the order of bytes is theirs.
 *
 * <p>An event is stored twice, so that both orders are read with one iterator and without a jump for each event.
 */
enum Table {
    /** RocksDB insists on it; always empty. */
    DEFAULT("default", Access.POINT),
    /** Position → event. */
    EVENTS("events", Access.SCAN),
    /** History, version → event. */
    STREAMS("streams", Access.PREFIX),
    /** History → its head. */
    HEADS("heads", Access.POINT),
    /** Position → the head there. A row is put once and taken away once. */
    HEADS_BY_POSITION("heads_by_position", Access.QUEUE),
    /** 0, command id → command; 1, time, command id → nothing. */
    COMMANDS("commands", Access.POINT),
    /** Name → what is known of the whole store. */
    META("meta", Access.POINT);

    /** How a table is read. */
    enum Access {
        POINT,
        SCAN,
        PREFIX,
        /** Scanned from somewhere on, while rows go away all over. */
        QUEUE
    }

    private final String columnFamily;
    private final Access access;

    Table(String columnFamily, Access access) {
        this.columnFamily = columnFamily;
        this.access = access;
    }

    String columnFamily() {
        return columnFamily;
    }

    byte[] nameBytes() {
        return columnFamily.getBytes(StandardCharsets.UTF_8);
    }

    Access access() {
        return access;
    }

    static Optional<Table> named(String columnFamily) {
        return Arrays.stream(values())
                .filter(table -> table.columnFamily.equals(columnFamily))
                .findFirst();
    }
}
