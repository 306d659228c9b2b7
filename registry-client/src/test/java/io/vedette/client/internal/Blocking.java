package io.vedette.client.internal;

import java.time.Duration;
import java.util.Objects;
import reactor.core.publisher.Mono;

/** Waits for a value that must come. */
final class Blocking {

    private Blocking() {}

    static <T> T get(Mono<T> mono) {
        return Objects.requireNonNull(mono.block(Duration.ofSeconds(30)), "no value came");
    }
}
