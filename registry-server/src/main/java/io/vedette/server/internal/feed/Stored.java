package io.vedette.server.internal.feed;

import io.vedette.domain.Recorded;
import io.vedette.domain.codec.EventCodec;
import io.vedette.proto.v1.EventEnvelope;
import io.vedette.server.internal.state.Place;
import org.jspecify.annotations.Nullable;

/**
 * A recently stored event, ready to be sent to any number of followers.
 *
 * @param recorded the event
 * @param envelope the same for the wire
 * @param place of the repository or workflow that it belongs to; null for a registry and where nobody knows it
 */
public record Stored(
        Recorded recorded, EventEnvelope envelope, @Nullable Place place) {

    static Stored of(Recorded recorded, @Nullable Place place) {
        return new Stored(recorded, EventCodec.toProto(recorded), place);
    }

    /** Its position. */
    public long position() {
        return recorded.position();
    }

    /** Its size on the wire, in bytes. */
    public int size() {
        return envelope.getSerializedSize();
    }
}
