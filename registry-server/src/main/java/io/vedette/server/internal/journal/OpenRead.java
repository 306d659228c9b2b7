package io.vedette.server.internal.journal;

import io.vedette.domain.AggregateId;
import io.vedette.proto.v1.EventEnvelope;
import java.util.List;

/** A read that is under way. Its end is where the history ended when it was opened. */
final class OpenRead {

    private static final long UNKNOWN = -1;

    final long number;
    final AggregateId aggregate;
    private long tail;
    private long left;
    private long head = UNKNOWN;

    OpenRead(long number, OneRead request) {
        this.number = number;
        this.aggregate = request.aggregate();
        this.tail = request.after();
        this.left = request.limit();
    }

    boolean knowsHead() {
        return head != UNKNOWN;
    }

    void headIs(long version) {
        head = version;
    }

    long head() {
        return head;
    }

    long tail() {
        return tail;
    }

    boolean isDone() {
        return left == 0 || tail >= head;
    }

    /** How many events to take next. */
    int ask(long most) {
        return (int) Math.min(most, Math.min(left, head - tail));
    }

    void took(List<EventEnvelope> events) {
        left -= events.size();
        // A page without events means that nothing more can be had, whatever the head said.
        tail = events.isEmpty() ? head : events.get(events.size() - 1).getVersion();
    }
}
