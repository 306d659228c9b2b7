package io.vedette.server.storage.internal;

import io.vedette.server.storage.Commit;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * Hands commits to whoever subscribed, in the order in which they were offered, one at a time. The thread that drains
 * first delivers for all others. A subscriber without demand loses what comes meanwhile; when delivery itself is stuck,
 * all lose what does not fit.
 */
public final class CommitRelay {

    private static final Logger log = LoggerFactory.getLogger(CommitRelay.class);
    private static final int WAITING = 1024;

    private final Sinks.Many<Commit> sink = Sinks.unsafe().many().multicast().directBestEffort();
    private final Queue<Commit> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waitingCount = new AtomicInteger();
    private final AtomicInteger drains = new AtomicInteger();
    private volatile long offered;
    private volatile boolean completed;

    /** What is offered from subscription on, and not what still waited for its delivery then. */
    public Flux<Commit> flux() {
        return Flux.defer(() -> {
            long before = offered;
            return sink.asFlux().filter(commit -> position(commit) > before);
        });
    }

    private static long position(Commit commit) {
        return commit.events().get(0).position();
    }

    /** Puts a commit in line. The caller sees to it that offers come in the order of positions. */
    public void offer(Commit commit) {
        offered = position(commit);
        if (waitingCount.incrementAndGet() > WAITING) {
            waitingCount.decrementAndGet();
        } else {
            waiting.add(commit);
        }
    }

    /** Delivers what is in line, unless another thread is doing that. */
    public void drain() {
        if (drains.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            deliver();
            seen = drains.addAndGet(-seen);
        } while (seen != 0);
    }

    /** Ends the stream after what is in line. */
    public void complete() {
        completed = true;
        drain();
    }

    private void deliver() {
        Commit next;
        while ((next = waiting.poll()) != null) {
            waitingCount.decrementAndGet();
            try {
                sink.tryEmitNext(next);
            } catch (RuntimeException broken) {
                log.warn(
                        "A subscriber to commits threw; it may have missed positions from {} on",
                        position(next),
                        broken);
            }
        }
        if (completed) {
            sink.tryEmitComplete();
        }
    }
}
