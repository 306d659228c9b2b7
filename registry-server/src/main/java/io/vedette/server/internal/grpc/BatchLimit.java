package io.vedette.server.internal.grpc;

import io.vedette.proto.v1.EventEnvelope;
import java.util.function.Predicate;

/** Says which event fills a message. Starts again after it. For one subscriber. */
public final class BatchLimit implements Predicate<EventEnvelope> {

    /** At most so many events in a message. */
    public static final int EVENTS = 512;

    /** A message ends with the event that brings it to so many bytes. */
    public static final int BYTES = 64 * 1024;

    private final int most;
    private int events;
    private int bytes;
    private boolean filled;

    /** At most so many events, and no more than {@link #EVENTS}. */
    public BatchLimit(int most) {
        this.most = Math.min(most, EVENTS);
    }

    @Override
    public boolean test(EventEnvelope event) {
        events++;
        bytes += event.getSerializedSize();
        filled = events >= most || bytes >= BYTES;
        if (filled) {
            events = 0;
            bytes = 0;
        }
        return filled;
    }

    /** Whether the last event filled a message. */
    public boolean isFilled() {
        return filled;
    }
}
