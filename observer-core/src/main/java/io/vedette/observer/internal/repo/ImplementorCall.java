package io.vedette.observer.internal.repo;

import io.vedette.observer.internal.UnexpectedAnswer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.util.context.Context;

/**
 * Calls an implementor's code so that whatever it does ends as one value, one completion or one error of this call: it
 * may return null, throw, throw an {@link Error} while being subscribed, emit twice or complete twice.
 */
public final class ImplementorCall {

    private ImplementorCall() {}

    /** A call that must have a result. */
    public static <T> Mono<T> valued(String name, Supplier<? extends @Nullable Mono<T>> call) {
        return plain(name, call)
                .switchIfEmpty(Mono.error(() -> new UnexpectedAnswer(name + " completed without a result")));
    }

    /** A call that may have none. */
    public static <T> Mono<T> plain(String name, Supplier<? extends @Nullable Mono<T>> call) {
        return Mono.create(sink -> {
            Relay<T> relay = new Relay<>(sink);
            sink.onDispose(relay);
            try {
                Mono<T> mono = call.get();
                if (mono == null) {
                    relay.fail(new UnexpectedAnswer(name + " returned null instead of a Mono"));
                } else {
                    mono.subscribe(relay);
                }
            } catch (Throwable thrown) {
                relay.fail(thrown);
            }
        });
    }

    private static final class Relay<T> extends BaseSubscriber<T> {
        private final MonoSink<T> sink;
        private @Nullable T value;

        Relay(MonoSink<T> sink) {
            this.sink = sink;
        }

        void fail(Throwable error) {
            sink.error(error instanceof Error fatal ? new BrokenCode(fatal) : error);
        }

        @Override
        public Context currentContext() {
            return Context.of(sink.contextView());
        }

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        protected void hookOnNext(T next) {
            if (value == null) {
                value = next;
            }
        }

        @Override
        protected void hookOnComplete() {
            if (value == null) {
                sink.success();
            } else {
                sink.success(value);
            }
        }

        @Override
        protected void hookOnError(Throwable error) {
            fail(error);
        }
    }
}
