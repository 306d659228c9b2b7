package io.vedette.observer.internal;

import io.vedette.client.UnreachableException;
import io.vedette.engine.LogContext;
import io.vedette.observer.Health;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Exceptions;

/**
 * What a registry refuses although its signals come, as one whose disk is full refuses to append: a condition of the
 * whole observer, however many repositories meet it, so it is one warning, and one line when it is over. A registry that
 * does not answer at all is the connection's news. Any thread.
 */
public final class Refusals {

    /** What the registry may refuse. */
    public enum Kind {
        /** To answer reads. */
        READS(
                "the registry answers no reads: {}; they are tried again until it does",
                "the registry answers reads again"),
        /** To take what became of steps. */
        RESULTS(
                "the registry takes no results: {}; they are kept and told again until it does",
                "the registry takes results again");

        private final String begin;
        private final String end;

        Kind(String begin, String end) {
            this.begin = begin;
            this.end = end;
        }
    }

    private static final Logger log = LoggerFactory.getLogger(Refusals.class);

    private final HealthBoard health;
    private final Map<Kind, AtomicBoolean> lasting = new EnumMap<>(Kind.class);

    /** Of a registry whose connection has this health. */
    public Refusals(HealthBoard health) {
        this.health = health;
        for (Kind kind : Kind.values()) {
            lasting.put(kind, new AtomicBoolean());
        }
    }

    private AtomicBoolean of(Kind kind) {
        return lasting.getOrDefault(kind, new AtomicBoolean());
    }

    /** The registry did not do something for the while. */
    public void met(Kind kind, Throwable error) {
        boolean told = health.current().status() == Health.Status.DOWN
                || Exceptions.unwrap(error) instanceof UnreachableException;
        if (!told && of(kind).compareAndSet(false, true)) {
            try (LogContext about = health.about()) {
                log.warn(kind.begin, ErrorText.of(error));
            }
        }
    }

    /** The registry did it. */
    public void over(Kind kind) {
        AtomicBoolean lasts = of(kind);
        if (lasts.get() && lasts.compareAndSet(true, false)) {
            try (LogContext about = health.about()) {
                log.info(kind.end);
            }
        }
    }
}
