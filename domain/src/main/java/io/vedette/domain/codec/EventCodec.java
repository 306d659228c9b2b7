package io.vedette.domain.codec;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.vedette.domain.AggregateId;
import io.vedette.domain.AggregateKind;
import io.vedette.domain.CommandId;
import io.vedette.domain.Event;
import io.vedette.domain.Recorded;
import io.vedette.proto.v1.EventEnvelope;
import io.vedette.proto.v1.EventType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Events on the wire and in the store. Reading a payload never throws: a type that this version does not know becomes
 * {@link Event.Unknown}, a payload that breaks its rules {@link Event.Malformed}; both are written as they were read.
 */
public final class EventCodec {

    private static final List<PayloadCodec<?, ?>> ALL = Stream.concat(
                    RegistryPayloads.all().stream(), RepoPayloads.all().stream())
            .toList();

    private static final Map<Class<?>, PayloadCodec<?, ?>> BY_RECORD = new HashMap<>();
    private static final Map<AggregateKind, Map<Integer, PayloadCodec<?, ?>>> BY_TYPE = new HashMap<>();

    static {
        for (PayloadCodec<?, ?> codec : ALL) {
            BY_RECORD.put(codec.event(), codec);
            BY_TYPE.computeIfAbsent(codec.kind(), kind -> new HashMap<>())
                    .put(codec.type().getNumber(), codec);
        }
    }

    private EventCodec() {}

    static List<PayloadCodec<?, ?>> payloads() {
        return ALL;
    }

    /** Writes a stored event. */
    public static EventEnvelope toProto(Recorded recorded) {
        EventEnvelope.Builder envelope = EventEnvelope.newBuilder()
                .setId(WireIds.bytes(recorded.id()))
                .setAggregate(WireIds.ref(recorded.aggregate()))
                .setVersion(recorded.version())
                .setPosition(recorded.position())
                .setTimeMillis(recorded.timeMillis());
        if (recorded.parent() != null) {
            envelope.setParent(WireIds.bytes(recorded.parent()));
        }
        if (recorded.command() != null) {
            envelope.setCommandId(WireIds.bytes(recorded.command().uuid()));
        }
        writeEvent(recorded.event(), envelope);
        return envelope.build();
    }

    /** Writes what happened, and nothing of where it is stored, into an envelope. */
    public static void writeEvent(Event event, EventEnvelope.Builder envelope) {
        if (event instanceof Event.OfWorkflow workflow) {
            envelope.setWorkflowKind(workflow.kind())
                    .setWorkflowEvent(workflow.type())
                    .setPayload(ByteString.copyFrom(workflow.payload().toArray()));
        } else if (event instanceof Event.Unknown unknown) {
            envelope.setTypeValue(unknown.type())
                    .setPayload(ByteString.copyFrom(unknown.payload().toArray()));
        } else if (event instanceof Event.Malformed malformed) {
            envelope.setTypeValue(malformed.type())
                    .setPayload(ByteString.copyFrom(malformed.payload().toArray()));
        } else {
            PayloadCodec<?, ?> codec = BY_RECORD.get(event.getClass());
            if (codec == null) {
                throw new IllegalStateException("no codec for " + event.getClass());
            }
            envelope.setType(codec.type()).setPayload(codec.encode(event));
        }
    }

    /**
     * Reads a stored event.
     *
     * @throws IllegalArgumentException if the envelope itself is broken: an id of another length, no kind
     */
    public static Recorded fromProto(EventEnvelope envelope) {
        AggregateId aggregate = WireIds.aggregate(envelope.getAggregate());
        return new Recorded(
                WireIds.eventId(envelope.getId()),
                envelope.getParent().isEmpty() ? null : WireIds.eventId(envelope.getParent()),
                aggregate,
                envelope.getVersion(),
                envelope.getPosition(),
                envelope.getTimeMillis(),
                envelope.getCommandId().isEmpty() ? null : new CommandId(WireIds.uuid(envelope.getCommandId())),
                readEvent(aggregate.kind(), envelope));
    }

    /** Reads what happened. */
    public static Event readEvent(AggregateKind kind, EventEnvelope envelope) {
        if (kind == AggregateKind.WORKFLOW) {
            return new Event.OfWorkflow(
                    envelope.getWorkflowKind(), envelope.getWorkflowEvent(), bytes(envelope.getPayload()));
        }
        int type = envelope.getTypeValue();
        PayloadCodec<?, ?> codec = BY_TYPE.getOrDefault(kind, Map.of()).get(type);
        if (codec == null) {
            return new Event.Unknown(type, bytes(envelope.getPayload()));
        }
        try {
            return codec.decode(envelope.getPayload());
        } catch (InvalidProtocolBufferException | IllegalArgumentException broken) {
            return new Event.Malformed(type, bytes(envelope.getPayload()), nameOf(type) + ": " + broken.getMessage());
        }
    }

    private static String nameOf(int type) {
        EventType known = EventType.forNumber(type);
        return known == null ? Integer.toString(type) : known.name();
    }

    private static Event.Bytes bytes(ByteString payload) {
        return Event.Bytes.copyOf(payload.toByteArray());
    }
}
