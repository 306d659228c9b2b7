package io.vedette.client.internal;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;

/**
 * Tries again, a bounded number of times within a bounded time, with decorrelated jitter between the attempts: each
 * pause is random between the shortest one and three times the last one, and never longer than the longest.
 */
final class Retries {

    private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long LONGEST = TimeUnit.SECONDS.toNanos(1);

    private final int attempts;
    private final Duration patience;
    private final Duration deadline;
    private final Scheduler clock;
    private final RandomGenerator random;
    private final Failures failures;
    private final Runnable onRetry;

    Retries(
            int attempts,
            Duration patience,
            Duration deadline,
            Scheduler clock,
            RandomGenerator random,
            Failures failures,
            Runnable onRetry) {
        this.attempts = attempts;
        this.patience = patience;
        this.deadline = deadline;
        this.clock = clock;
        this.random = random;
        this.failures = failures;
        this.onRetry = onRetry;
    }

    /**
     * Runs attempts, each of which gets the time that it may take. A wake-up ends a pause early. The error is that of the
     * last attempt; if that does not say why, as it had no time to hear it, the last one that did goes along as suppressed.
     */
    <T> Mono<T> run(Function<Duration, Mono<T>> attempt, Mono<Void> wakeUp) {
        return Mono.defer(() -> {
            long end = now() + patience.toNanos();
            return Mono.defer(() -> attempt.apply(shorter(deadline, Duration.ofNanos(Math.max(1, end - now())))))
                    .retryWhen(pauses(end, wakeUp));
        });
    }

    private Retry pauses(long end, Mono<Void> wakeUp) {
        long[] last = {SHORTEST};
        AtomicReference<Throwable> reason = new AtomicReference<>();
        return Retry.from(signals -> signals.concatMap(failure -> {
            last[0] = pause(last[0]);
            Throwable error = failure.failure();
            if (failures.saysWhy(error)) {
                reason.set(error);
            }
            boolean more = failure.totalRetries() + 1 < attempts && now() + last[0] < end;
            if (!more || !failures.mayPass(error)) {
                Throwable heard = reason.get();
                if (heard != null && heard != error) {
                    error.addSuppressed(heard);
                }
                return Mono.error(error);
            }
            return Mono.delay(Duration.ofNanos(last[0]), clock)
                    .takeUntilOther(wakeUp)
                    .then(Mono.fromSupplier(() -> {
                        onRetry.run();
                        return failure;
                    }));
        }));
    }

    private long pause(long last) {
        long most = Math.min(LONGEST, Math.max(SHORTEST + 1, 3 * last));
        return random.nextLong(SHORTEST, most);
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    private long now() {
        return clock.now(TimeUnit.NANOSECONDS);
    }
}
