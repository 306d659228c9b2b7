package io.vedette.server.storage.internal;

import io.vedette.domain.Event;
import io.vedette.domain.codec.EventCodec;
import io.vedette.proto.v1.EventEnvelope;
import io.vedette.server.storage.Append;
import io.vedette.server.storage.StorageBackend;

/** Weighs appends, so that groups and queues are bounded in bytes too. */
public final class AppendSize {

    /** Ids, version, position and time of an envelope, rounded up. */
    private static final int FIXED_BYTES = 128;

    private AppendSize() {}

    /**
     * What an append weighs.
     *
     * @throws IllegalArgumentException if that is more than one append may weigh
     */
    public static int checked(Append append) {
        long bytes = FIXED_BYTES;
        for (Event event : append.events()) {
            EventEnvelope.Builder envelope = EventEnvelope.newBuilder();
            EventCodec.writeEvent(event, envelope);
            bytes += FIXED_BYTES
                    + envelope.getPayload().size()
                    + envelope.getWorkflowKind().length()
                    + envelope.getWorkflowEvent().length();
        }
        if (bytes > StorageBackend.MAX_APPEND_BYTES) {
            throw new IllegalArgumentException("an append of " + bytes + " bytes to " + append.aggregate()
                    + " is above the limit of " + StorageBackend.MAX_APPEND_BYTES + " bytes; split it");
        }
        return (int) bytes;
    }
}
