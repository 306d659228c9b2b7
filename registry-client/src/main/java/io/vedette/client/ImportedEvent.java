package io.vedette.client;

import io.vedette.domain.AggregateId;
import io.vedette.domain.Event;
import io.vedette.domain.codec.EventCodec;
import io.vedette.proto.v1.EventEnvelope;

/**
 * One event of a history that is to be imported.
 *
 * @param aggregate the history that it belongs to
 * @param version 1, 2, … within its history
 * @param event what happened
 */
public record ImportedEvent(AggregateId aggregate, long version, Event event) {

    /** The largest event that fits a request and can be stored, in bytes. */
    public static final int LARGEST = (4 << 20) - 1024;

    /** How many bytes the event has. */
    public int size() {
        EventEnvelope.Builder envelope = EventEnvelope.newBuilder();
        EventCodec.writeEvent(event, envelope);
        return envelope.build().getSerializedSize();
    }
}
