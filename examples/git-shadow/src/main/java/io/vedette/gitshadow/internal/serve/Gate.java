package io.vedette.gitshadow.internal.serve;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * Counts the uploads of one repository. A closed gate lets nobody in and is empty once the last one has left; it never
 * opens again.
 */
final class Gate {
    private final Set<Upload> inside = new HashSet<>();
    private final Sinks.Empty<Void> empty = Sinks.empty();
    private boolean closed;

    /** One running upload. */
    interface Upload {

        /** Ends the connection; the upload leaves the gate soon after. */
        void cut();

        /** When the client last read or wrote something, as {@link System#nanoTime}. */
        long lastProgress();
    }

    /** Lets an upload in, unless the gate is closed. */
    synchronized boolean enter(Upload upload) {
        return !closed && inside.add(upload);
    }

    /** An upload has ended. */
    void leave(Upload upload) {
        boolean last;
        synchronized (this) {
            last = inside.remove(upload) && closed && inside.isEmpty();
        }
        if (last) {
            empty.tryEmitEmpty();
        }
    }

    /** How many are inside. */
    synchronized int size() {
        return inside.size();
    }

    /** Lets nobody in from now on. */
    void close() {
        boolean none;
        synchronized (this) {
            closed = true;
            none = inside.isEmpty();
        }
        if (none) {
            empty.tryEmitEmpty();
        }
    }

    /** Completes when the closed gate is empty. Those still inside after the patience are cut. */
    Mono<Void> drained(Duration patience, Scheduler timer) {
        return empty.asMono()
                .timeout(
                        patience,
                        Mono.defer(() -> {
                            cut();
                            return empty.asMono();
                        }),
                        timer);
    }

    /** Ends the connections of all that are inside. */
    void cut() {
        snapshot().forEach(Upload::cut);
    }

    /** Ends the connections that have made no progress since a time. */
    void cutIdle(long sinceNanos) {
        for (Upload upload : snapshot()) {
            if (upload.lastProgress() - sinceNanos < 0) {
                upload.cut();
            }
        }
    }

    private synchronized List<Upload> snapshot() {
        return List.copyOf(inside);
    }
}
