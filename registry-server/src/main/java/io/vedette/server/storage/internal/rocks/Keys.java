package io.vedette.server.storage.internal.rocks;

import io.vedette.domain.AggregateId;
import io.vedette.domain.CommandId;
import io.vedette.domain.codec.WireIds;
import io.vedette.proto.v1.AggregateKind;
import io.vedette.server.storage.internal.CommandTime;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** The keys of the tables. */
final class Keys {

    /** Kind and UUID. */
    static final int AGGREGATE_BYTES = 1 + 16;

    static final byte[] FORMAT = name("format");
    static final byte[] STORE = name("store");
    static final byte[] INCARNATION = name("incarnation");
    static final byte[] END = name("end");

    private static final byte BY_ID = 0;
    private static final byte BY_TIME = 1;

    private Keys() {}

    private static byte[] name(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] position(long position) {
        return ByteBuffer.allocate(Long.BYTES).putLong(position).array();
    }

    static byte[] aggregate(AggregateId aggregate) {
        ByteBuffer key = ByteBuffer.allocate(AGGREGATE_BYTES);
        putAggregate(key, aggregate);
        return key.array();
    }

    static byte[] stream(AggregateId aggregate, long version) {
        ByteBuffer key = ByteBuffer.allocate(AGGREGATE_BYTES + Long.BYTES);
        putAggregate(key, aggregate);
        return key.putLong(version).array();
    }

    /** The number at the end of a key: the position or the version. */
    static long place(byte[] key) {
        return ByteBuffer.wrap(key).getLong(key.length - Long.BYTES);
    }

    static byte[] command(CommandId id) {
        ByteBuffer key = ByteBuffer.allocate(1 + 16).put(BY_ID);
        putUuid(key, id.uuid());
        return key.array();
    }

    static byte[] commandTime(CommandTime time) {
        ByteBuffer key = ByteBuffer.allocate(1 + Long.BYTES + 16).put(BY_TIME).putLong(time.millis());
        putUuid(key, time.id().uuid());
        return key.array();
    }

    /** Before all times. */
    static byte[] firstCommandTime() {
        return new byte[] {BY_TIME};
    }

    static CommandTime commandTime(byte[] key) {
        ByteBuffer buffer = ByteBuffer.wrap(key, 1, key.length - 1);
        return new CommandTime(buffer.getLong(), new CommandId(uuid(buffer)));
    }

    static void putAggregate(ByteBuffer buffer, AggregateId aggregate) {
        buffer.put((byte) WireIds.kind(aggregate.kind()).getNumber());
        putUuid(buffer, aggregate.uuid());
    }

    static AggregateId aggregate(ByteBuffer buffer) {
        AggregateKind kind = AggregateKind.forNumber(buffer.get());
        if (kind == null) {
            throw new IllegalArgumentException("a row names a kind of history that this version does not know");
        }
        return new AggregateId(WireIds.kind(kind), uuid(buffer));
    }

    private static void putUuid(ByteBuffer buffer, UUID uuid) {
        buffer.putLong(uuid.getMostSignificantBits()).putLong(uuid.getLeastSignificantBits());
    }

    private static UUID uuid(ByteBuffer buffer) {
        return new UUID(buffer.getLong(), buffer.getLong());
    }
}
