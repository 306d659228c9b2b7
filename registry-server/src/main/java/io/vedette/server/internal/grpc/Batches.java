package io.vedette.server.internal.grpc;

import io.vedette.proto.v1.EventEnvelope;
import io.vedette.proto.v1.ReadBatch;
import java.util.ArrayList;
import java.util.List;

/** Cuts events into messages. */
public final class Batches {

    /** At most so many events in a message. */
    public static final int EVENTS = 512;

    /** A message ends with the event that brings it to so many bytes. */
    public static final int BYTES = 64 * 1024;

    private Batches() {}

    /** Cuts a list; the order stays. */
    public static List<ReadBatch> cut(List<EventEnvelope> events) {
        List<ReadBatch> batches = new ArrayList<>(1);
        ReadBatch.Builder batch = ReadBatch.newBuilder();
        int bytes = 0;
        for (EventEnvelope event : events) {
            batch.addEvents(event);
            bytes += event.getSerializedSize();
            if (bytes >= BYTES || batch.getEventsCount() == EVENTS) {
                batches.add(batch.build());
                batch = ReadBatch.newBuilder();
                bytes = 0;
            }
        }
        if (batch.getEventsCount() > 0) {
            batches.add(batch.build());
        }
        return batches;
    }
}
