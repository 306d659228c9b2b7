package io.vedette.server.storage.internal.rocks;

import io.vedette.server.storage.Append;
import io.vedette.server.storage.AppendReply;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import reactor.core.publisher.MonoSink;

/** Appends that wait for the writer, bounded in number and in bytes. */
final class AppendQueue {

    private static final int GROUP_APPENDS = 512;
    private static final int GROUP_BYTES = 4 << 20;
    private static final long WAITING_BYTES = 64L << 20;

    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final int capacity;
    private long bytes;
    private boolean closed;

    AppendQueue(int capacity) {
        this.capacity = capacity;
    }

    record Waiting(Append append, int bytes, MonoSink<AppendReply> reply) {}

    /** Whether an append was let in. */
    enum Admission {
        ADMITTED,
        FULL,
        CLOSED
    }

    synchronized Admission offer(Waiting append) {
        if (closed) {
            return Admission.CLOSED;
        }
        if (waiting.size() >= capacity || bytes + append.bytes() > WAITING_BYTES) {
            return Admission.FULL;
        }
        waiting.add(append);
        bytes += append.bytes();
        notifyAll();
        return Admission.ADMITTED;
    }

    /** Waits for appends; takes all that fit into a group, at least one. Empty once the queue is closed. */
    synchronized List<Waiting> take() throws InterruptedException {
        while (waiting.isEmpty() && !closed) {
            wait();
        }
        return closed ? List.of() : group();
    }

    private List<Waiting> group() {
        List<Waiting> group = new ArrayList<>(Math.min(waiting.size(), GROUP_APPENDS));
        int groupBytes = 0;
        while (!waiting.isEmpty()
                && group.size() < GROUP_APPENDS
                && (group.isEmpty() || groupBytes + waiting.getFirst().bytes() <= GROUP_BYTES)) {
            Waiting next = waiting.removeFirst();
            groupBytes += next.bytes();
            group.add(next);
        }
        bytes -= groupBytes;
        return group;
    }

    /** Lets nobody in any more; hands back who still waits. */
    synchronized List<Waiting> close() {
        closed = true;
        List<Waiting> left = List.copyOf(waiting);
        waiting.clear();
        notifyAll();
        return left;
    }

    int capacity() {
        return capacity;
    }
}
