package io.vedette.server.storage.internal.rocks;

import com.google.protobuf.InvalidProtocolBufferException;
import io.vedette.domain.AggregateId;
import io.vedette.domain.Event.Bytes;
import io.vedette.domain.EventId;
import io.vedette.domain.Recorded;
import io.vedette.domain.codec.EventCodec;
import io.vedette.domain.codec.WireIds;
import io.vedette.proto.v1.EventEnvelope;
import io.vedette.server.storage.AppendReply.Appended;
import io.vedette.server.storage.HeadRow;
import io.vedette.server.storage.internal.CommandRow;
import io.vedette.server.storage.internal.JournalEnd;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The values of the tables. Reading a broken one throws {@link RuntimeException}. */
final class Rows {

    private static final int ID_BYTES = 16;

    private Rows() {}

    static byte[] event(Recorded event) {
        return EventCodec.toProto(event).toByteArray();
    }

    /** The event, or null if the filter does not want its history. */
    static @Nullable Recorded event(byte[] value, Predicate<AggregateId> filter) {
        EventEnvelope envelope = envelope(value);
        return filter.test(WireIds.aggregate(envelope.getAggregate())) ? EventCodec.fromProto(envelope) : null;
    }

    static EventId eventId(byte[] value) {
        return WireIds.eventId(envelope(value).getId());
    }

    private static EventEnvelope envelope(byte[] value) {
        try {
            return EventEnvelope.parseFrom(value);
        } catch (InvalidProtocolBufferException broken) {
            throw new IllegalStateException("a stored event cannot be read: " + broken.getMessage(), broken);
        }
    }

    static byte[] head(HeadRow head) {
        ByteBuffer row = ByteBuffer.allocate(Long.BYTES + ID_BYTES + Long.BYTES).putLong(head.version());
        putId(row, head.eventId());
        return row.putLong(head.position()).array();
    }

    static HeadRow head(AggregateId aggregate, byte[] value) {
        ByteBuffer row = ByteBuffer.wrap(value);
        return new HeadRow(aggregate, row.getLong(), id(row), row.getLong());
    }

    static byte[] headAtPosition(HeadRow head) {
        ByteBuffer row = ByteBuffer.allocate(Keys.AGGREGATE_BYTES + Long.BYTES + ID_BYTES);
        Keys.putAggregate(row, head.aggregate());
        putId(row.putLong(head.version()), head.eventId());
        return row.array();
    }

    static HeadRow headAtPosition(long position, byte[] value) {
        ByteBuffer row = ByteBuffer.wrap(value);
        return new HeadRow(Keys.aggregate(row), row.getLong(), id(row), position);
    }

    static byte[] command(CommandRow command) {
        Appended reply = command.reply();
        byte[] fingerprint = command.fingerprint().toArray();
        ByteBuffer row = ByteBuffer.allocate(Long.BYTES
                + Keys.AGGREGATE_BYTES
                + Long.BYTES
                + Long.BYTES
                + Integer.BYTES
                + fingerprint.length
                + ID_BYTES * reply.events().size());
        row.putLong(command.millis());
        Keys.putAggregate(row, reply.aggregate());
        row.putLong(reply.version()).putLong(reply.position());
        row.putInt(fingerprint.length).put(fingerprint);
        reply.events().forEach(id -> putId(row, id));
        return row.array();
    }

    static CommandRow command(byte[] value) {
        ByteBuffer row = ByteBuffer.wrap(value);
        long millis = row.getLong();
        AggregateId aggregate = Keys.aggregate(row);
        long version = row.getLong();
        long position = row.getLong();
        byte[] fingerprint = new byte[row.getInt()];
        row.get(fingerprint);
        List<EventId> events = new ArrayList<>(row.remaining() / ID_BYTES);
        while (row.hasRemaining()) {
            events.add(id(row));
        }
        return new CommandRow(
                Bytes.copyOf(fingerprint), millis, new Appended(aggregate, version, position, events, false));
    }

    static byte[] end(JournalEnd end) {
        ByteBuffer row = ByteBuffer.allocate(Long.BYTES + Long.BYTES + ID_BYTES);
        row.putLong(end.position()).putLong(end.millis());
        if (end.eventId() != null) {
            putId(row, end.eventId());
        }
        return row.array();
    }

    static JournalEnd end(byte[] value) {
        ByteBuffer row = ByteBuffer.wrap(value);
        long position = row.getLong();
        long millis = row.getLong();
        return new JournalEnd(position, position == 0 ? null : id(row), millis);
    }

    static byte[] number(int number) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    }

    static int number(byte[] value) {
        return ByteBuffer.wrap(value).getInt();
    }

    static byte[] uuid(UUID uuid) {
        return ByteBuffer.allocate(ID_BYTES)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
    }

    static UUID uuid(byte[] value) {
        ByteBuffer row = ByteBuffer.wrap(value);
        return new UUID(row.getLong(), row.getLong());
    }

    private static void putId(ByteBuffer row, EventId id) {
        row.putLong(id.msb()).putLong(id.lsb());
    }

    private static EventId id(ByteBuffer row) {
        return new EventId(row.getLong(), row.getLong());
    }
}
