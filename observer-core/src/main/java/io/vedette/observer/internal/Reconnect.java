package io.vedette.observer.internal;

import io.vedette.engine.Backoff;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;

/**
 * Makes a connection again and again, with a back-off that begins anew after each one that was a success or lasted
 * longer than the back-off ever is. One for each connection; its methods are called one after the other.
 */
final class Reconnect {

    private final Backoff backoff;
    private final RandomGenerator random;
    private final Scheduler scheduler;
    private volatile Duration delay = Duration.ZERO;
    private volatile long begun;

    Reconnect(Backoff backoff, RandomGenerator random, Scheduler scheduler) {
        this.backoff = backoff;
        this.random = random;
        this.scheduler = scheduler;
    }

    /** The connection is a success. */
    void succeeded() {
        delay = Duration.ZERO;
    }

    private long now() {
        return scheduler.now(TimeUnit.MILLISECONDS);
    }

    /**
     * Follows a connection for ever; a completion counts as a break.
     *
     * @param broke told of each break
     * @param hopeless errors after which it is not made again
     */
    Mono<Void> forever(Flux<?> connection, Consumer<Throwable> broke, Predicate<Throwable> hopeless) {
        return Flux.defer(() -> {
                    begun = now();
                    return connection;
                })
                .then(Mono.<Void>error(() -> new UnexpectedAnswer("the registry ended the connection")))
                .retryWhen(Retry.from(breaks -> breaks.concatMap(signal -> {
                    Throwable error = signal.failure();
                    broke.accept(error);
                    if (hopeless.test(error)) {
                        return Mono.<Long>error(error);
                    }
                    if (now() - begun > backoff.max().toMillis()) {
                        delay = Duration.ZERO;
                    }
                    delay = backoff.next(delay, random);
                    return Mono.delay(delay, scheduler);
                })));
    }
}
