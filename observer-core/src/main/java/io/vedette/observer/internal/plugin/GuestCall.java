package io.vedette.observer.internal.plugin;

import io.vedette.domain.RepoId;
import io.vedette.observer.internal.repo.ImplementorCall;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/**
 * A call of a plug-in. The call, the subscription to what it returns, and a cancellation see the plug-in's context class
 * loader; whoever gets the result sees that of the thread that asked. Whatever the plug-in does ends as one signal.
 */
final class GuestCall<T> extends Mono<T> {

    private final Mono<T> guarded;
    private final ClassLoader loader;

    private GuestCall(Mono<T> guarded, ClassLoader loader) {
        this.guarded = guarded;
        this.loader = loader;
    }

    static <T> Mono<T> of(
            String name, @Nullable RepoId repo, ClassLoader loader, Supplier<? extends @Nullable Mono<T>> call) {
        return new GuestCall<>(ImplementorCall.plain(name, repo, call), loader);
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> asking) {
        ClassLoader outside = Thread.currentThread().getContextClassLoader();
        ContextLoader.run(loader, () -> guarded.subscribe(new Border<>(asking, loader, outside)));
    }

    private record Border<T>(
            CoreSubscriber<? super T> asking,
            ClassLoader loader,
            @Nullable ClassLoader outside) implements CoreSubscriber<T> {

        @Override
        public Context currentContext() {
            return asking.currentContext();
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            ClassLoader inside = loader;
            ContextLoader.run(
                    outside,
                    () -> asking.onSubscribe(new Subscription() {
                        @Override
                        public void request(long n) {
                            ContextLoader.run(inside, () -> subscription.request(n));
                        }

                        @Override
                        public void cancel() {
                            ContextLoader.run(inside, subscription::cancel);
                        }
                    }));
        }

        @Override
        public void onNext(T value) {
            ContextLoader.run(outside, () -> asking.onNext(value));
        }

        @Override
        public void onError(Throwable error) {
            ContextLoader.run(outside, () -> asking.onError(error));
        }

        @Override
        public void onComplete() {
            ContextLoader.run(outside, asking::onComplete);
        }
    }
}
