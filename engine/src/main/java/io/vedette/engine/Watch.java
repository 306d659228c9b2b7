package io.vedette.engine;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.util.context.Context;

/**
 * Follows one publisher and reports its end: its first value and error, each or neither. Reports at most once, and never
 * after {@link #cancel}; what is thrown at it while it subscribes counts as the error, also where Reactor would let it
 * pass as fatal.
 */
final class Watch<T> extends BaseSubscriber<T> {

    private final BiConsumer<@Nullable T, @Nullable Throwable> end;
    private final Context context;
    private @Nullable T value;

    Watch(Context context, BiConsumer<@Nullable T, @Nullable Throwable> end) {
        this.context = context;
        this.end = end;
    }

    void follow(Publisher<? extends T> source) {
        if (isDisposed()) {
            return;
        }
        try {
            source.subscribe(this);
        } catch (Throwable thrown) {
            cancel();
            end.accept(null, thrown);
        }
    }

    @Override
    public Context currentContext() {
        return context;
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
        end.accept(value, null);
    }

    @Override
    protected void hookOnError(Throwable error) {
        end.accept(null, error);
    }
}
