package io.vedette.observer.internal;

import io.vedette.client.RefusedException;
import io.vedette.domain.AggregateId;
import io.vedette.domain.Refusal;
import io.vedette.observer.ObserverListener;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Tells the listener of reads.
 *
 * @param listener is told
 * @param clock whose time reads are measured in
 * @param refusals told when the registry has answered a read
 */
public record Reads(ObserverListener listener, Scheduler clock, Refusals refusals) {

    /** Reads to the end, and tells how it went; an error of whoever takes the events counts as the read's. */
    public Mono<Void> told(AggregateId entity, Flux<?> events) {
        return Mono.defer(() -> {
            long start = now();
            AtomicInteger seen = new AtomicInteger();
            return events.doOnNext(event -> seen.incrementAndGet())
                    .then()
                    .doOnSuccess(nothing -> {
                        refusals.over(Refusals.Kind.READS);
                        ended(entity, seen, start, null);
                    })
                    .doOnError(error -> ended(entity, seen, start, error))
                    .doOnCancel(() -> ended(entity, seen, start, new CancellationException("the read was cancelled")));
        });
    }

    private void ended(AggregateId entity, AtomicInteger events, long start, @Nullable Throwable error) {
        listener.readEnded(entity, events.get(), Duration.ofMillis(now() - start), error);
    }

    /** Whether the registry has no such history. */
    public static boolean isMissing(Throwable error) {
        return error instanceof RefusedException no && no.refusal().code() == Refusal.Code.NOT_FOUND;
    }

    private long now() {
        return clock.now(TimeUnit.MILLISECONDS);
    }
}
