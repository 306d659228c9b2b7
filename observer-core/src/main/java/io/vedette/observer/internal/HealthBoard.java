package io.vedette.observer.internal;

import io.vedette.engine.LogContext;
import io.vedette.observer.Health;
import io.vedette.observer.LogKeys;
import io.vedette.observer.ObserverListener;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
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
    private final Map<String, String> entries;
    private volatile Health current;
    private volatile long heard;

    /** A board of a registry's connection that says STARTING. */
    public HealthBoard(String registry, Scheduler clock, ObserverListener listener) {
        this.entries = Map.of(LogKeys.REGISTRY, registry);
        this.clock = clock;
        this.listener = listener;
        this.current = new Health(Health.Status.STARTING, "not started", now());
        this.heard = clock.now(TimeUnit.MILLISECONDS);
        published.tryEmitNext(current);
    }

    /** The stream of signals brought something. */
    void heard() {
        heard = clock.now(TimeUnit.MILLISECONDS);
    }

    /** How long ago the stream of signals brought something; zero once the observer has ended. */
    Duration staleness() {
        return current.status() == Health.Status.CLOSED
                ? Duration.ZERO
                : Duration.ofMillis(Math.max(0, clock.now(TimeUnit.MILLISECONDS) - heard));
    }

    /** Adds the entries of log lines about the connection. */
    LogContext about() {
        return LogContext.open(entries);
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
        log(current, status, reason);
        current = new Health(status, reason, since);
        undelivered.add(current);
    }

    private void log(Health before, Health.Status status, String reason) {
        try (LogContext about = about()) {
            if (before.status() != status && status == Health.Status.DOWN) {
                log.warn("no signals from the registry: {}; reconnecting goes on", reason);
            } else if (before.status() == Health.Status.DOWN && status == Health.Status.UP) {
                log.info("signals from the registry come again; there were none since {}", before.since());
            } else {
                log.debug("health is {}: {}", status, reason);
            }
        }
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
        listener.healthChanged(health);
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.now(TimeUnit.MILLISECONDS));
    }
}
