package io.vedette.cli;

import io.vedette.client.RegistryClient;
import io.vedette.client.SignalFrame;
import io.vedette.client.UnreachableException;
import io.vedette.domain.Filter;
import io.vedette.domain.Start;
import java.time.Duration;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Asks a question again whenever the answer may be another. */
public final class Changes {

    private Changes() {}

    /**
     * The answers now and after each change that passes the filter, one question at a time, for ever. Changes during a
     * question lead to one more. A registry that cannot be reached is waited for, once it was reached.
     */
    public static <T> Flux<T> answers(RegistryClient client, Filter filter, Supplier<Publisher<T>> question) {
        boolean[] reached = new boolean[1];
        return Flux.defer(() -> client.signals(new Start.Now(), filter))
                .filter(frame -> frame instanceof SignalFrame.Subscribed || frame instanceof SignalFrame.Changed)
                .doOnNext(frame -> reached[0] = true)
                .onBackpressureLatest()
                .concatMap(frame -> question.get(), 1)
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(100))
                        .maxBackoff(Duration.ofSeconds(5))
                        .transientErrors(true)
                        .filter(error -> error instanceof UnreachableException && reached[0]));
    }

    /**
     * The answers after each pause, one question at a time, for ever: for what changes no history. A registry that cannot
     * be reached is passed over.
     */
    public static <T> Flux<T> unasked(Duration pause, Supplier<Mono<T>> question) {
        return Flux.interval(pause)
                .onBackpressureDrop()
                .concatMap(tick -> question.get().onErrorResume(UnreachableException.class, away -> Mono.empty()), 1);
    }
}
