package io.vedette.domain.codec;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.vedette.domain.AggregateKind;
import io.vedette.domain.Event;
import io.vedette.proto.v1.EventType;
import java.util.function.Function;

/**
 * Writes and reads the payload of one type of event.
 *
 * @param kind whose histories have it
 * @param type its number on the wire
 * @param event its record
 * @param parser reads its message
 * @param write from record to message
 * @param read from message to record; throws {@link IllegalArgumentException} when a rule is broken
 */
record PayloadCodec<E extends Event, M extends MessageLite>(
        AggregateKind kind,
        EventType type,
        Class<E> event,
        Parser<M> parser,
        Function<E, M> write,
        Function<M, E> read) {

    ByteString encode(Event value) {
        return write.apply(event.cast(value)).toByteString();
    }

    Event decode(ByteString payload) throws InvalidProtocolBufferException {
        return read.apply(parser.parseFrom(payload));
    }
}
