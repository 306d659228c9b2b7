package io.vedette.observer.internal.repo;

import io.vedette.domain.RepoId;
import io.vedette.observer.internal.UnexpectedAnswer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Calls an implementor's code so that whatever it does ends as one value, one completion or one error of this call: it
 * may return null, throw, throw an {@link Error} while being subscribed, emit twice or complete twice.
 */
public final class ImplementorCall {

    private ImplementorCall() {}

    /** A call that must have a result. */
    public static <T> Mono<T> valued(String name, RepoId repo, Supplier<? extends @Nullable Mono<T>> call) {
        return plain(name, repo, call)
                .switchIfEmpty(Mono.error(() -> new UnexpectedAnswer(name + " completed without a result")));
    }

    /** A call that may have none. */
    public static <T> Mono<T> plain(String name, @Nullable RepoId repo, Supplier<? extends @Nullable Mono<T>> call) {
        return Mono.create(sink -> {
            Relay<T> relay = new Relay<>(name, repo, sink);
            sink.onDispose(relay);
            try {
                Mono<T> mono = call.get();
                if (mono == null) {
                    relay.onError(new UnexpectedAnswer(name + " returned null instead of a Mono"));
                } else {
                    mono.subscribe(relay);
                }
            } catch (Throwable thrown) {
                relay.onError(thrown);
            }
        });
    }
}
