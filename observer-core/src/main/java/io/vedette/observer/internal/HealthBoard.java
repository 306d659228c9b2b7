package io.vedette.observer.internal;

import io.vedette.observer.Health;
import io.vedette.observer.ObserverListener;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/** Holds and publishes the health of the connection. A status that stays is published once; its reason may change. */
public final class HealthBoard {

    private static final Logger log = LoggerFactory.getLogger(HealthBoard.class);

    private final Scheduler clock;
    private final ObserverListener listener;
    // Emits in deliver() only, by one thread at a time.
    private final Sinks.Many<Health> published = Sinks.many().replay().latest();
    private final Queue<Health> undelivered = new ConcurrentLinkedQueue<>();
    private final AtomicInteger delivering = new AtomicInteger();
    private volatile Health current;

    /** A board that says STARTING. */
    public HealthBoard(Scheduler clock, ObserverListener listener) {
        this.clock = clock;
        this.listener = listener;
        this.current = new Health(Health.Status.STARTING, "not started", now());
        published.tryEmitNext(current);
    }

    /** The health now. */
    public Health current() {
        return current;
    }

    /** The health now and each later one; completes when the observer has ended. */
    public Flux<Health> changes() {
        return published.asFlux();
    }

    /** Notes a status; nothing happens when it and its reason are the same already, or when the observer has ended. */
    public void note(Health.Status status, String reason) {
        change(status, reason);
        deliver();
    }

    private synchronized void change(Health.Status status, String reason) {
        if (current.status() == Health.Status.CLOSED
                || (current.status() == status && current.reason().equals(reason))) {
            return;
        }
        Instant since = current.status() == status ? current.since() : now();
        if (current.status() != status && status == Health.Status.DOWN) {
            log.warn("no signals from the registry: {}; reconnecting goes on", reason);
        } else {
            log.debug("health is {}: {}", status, reason);
        }
        current = new Health(status, reason, since);
        undelivered.add(current);
    }

    /** In order, and without the lock: whoever is told may do what they like. */
    private void deliver() {
        if (delivering.getAndIncrement() > 0) {
            return;
        }
        do {
            for (Health next = undelivered.poll(); next != null; next = undelivered.poll()) {
                tell(next);
            }
        } while (delivering.decrementAndGet() > 0);
    }

    private void tell(Health health) {
        published.tryEmitNext(health);
        if (health.status() == Health.Status.CLOSED) {
            published.tryEmitComplete();
        }
        try {
            listener.healthChanged(health);
        } catch (Throwable thrown) {
            log.warn("the observer's listener threw, which listeners must not", thrown);
        }
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.now(TimeUnit.MILLISECONDS));
    }
}
