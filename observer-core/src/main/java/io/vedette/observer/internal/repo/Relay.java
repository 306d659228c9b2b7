package io.vedette.observer.internal.repo;

import io.vedette.domain.RepoId;
import io.vedette.engine.LogContext;
import io.vedette.observer.internal.ErrorText;
import io.vedette.observer.internal.LogEntries;
import io.vedette.observer.internal.UnexpectedAnswer;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * Hears an implementor's answer once, whatever it signals, how often, in what order and on which threads. The first
 * value counts, then the first end; an error that comes later is logged under the name of the call, and aloud once for
 * each method.
 */
final class Relay<T> implements CoreSubscriber<T>, Disposable {

    private static final Logger log = LoggerFactory.getLogger(Relay.class);

    private enum Stage {
        OPEN,
        OVER,
        CANCELLED
    }

    private final String name;
    private final @Nullable RepoId repo;
    private final MonoSink<T> sink;
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.OPEN);
    private final AtomicReference<@Nullable Subscription> upstream = new AtomicReference<>();
    private final AtomicReference<@Nullable T> value = new AtomicReference<>();

    Relay(String name, @Nullable RepoId repo, MonoSink<T> sink) {
        this.name = name;
        this.repo = repo;
        this.sink = sink;
    }

    @Override
    public Context currentContext() {
        return Context.of(sink.contextView());
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        if (!upstream.compareAndSet(null, subscription)) {
            subscription.cancel();
        } else {
            subscription.request(Long.MAX_VALUE);
        }
    }

    @Override
    @SuppressWarnings("ConstantValue") // implementors are not checked for null
    public void onNext(T next) {
        if (next == null) {
            onError(new UnexpectedAnswer(name + " emitted null"));
        } else {
            value.compareAndSet(null, next);
        }
    }

    @Override
    public void onComplete() {
        if (!stage.compareAndSet(Stage.OPEN, Stage.OVER)) {
            return;
        }
        T result = value.get();
        if (result == null) {
            sink.success();
        } else {
            sink.success(result);
        }
    }

    @Override
    @SuppressWarnings("ConstantValue") // implementors are not checked for null
    public void onError(Throwable error) {
        Throwable known = error == null ? new UnexpectedAnswer(name + " failed without an error") : error;
        if (stage.compareAndSet(Stage.OPEN, Stage.OVER)) {
            sink.error(known instanceof Error broken ? new BrokenCode(broken) : known);
        } else {
            complain("failed after it had ended, which counts for nothing", known, stage.get() == Stage.OVER);
        }
    }

    private void complain(String deed, Throwable error, boolean maybeAloud) {
        try (LogContext about = LogContext.open(LogEntries.in(sink.contextView()))) {
            if (maybeAloud && Complaints.in(sink.contextView()).first(name + " " + deed)) {
                log.warn("{}{} {}: {}; repeats are logged as DEBUG", name, whose(), deed, ErrorText.of(error));
            } else {
                log.debug("{}{} {}: {}", name, whose(), deed, ErrorText.of(error));
            }
        }
    }

    private String whose() {
        return repo == null ? "" : " of repository " + repo;
    }

    /** Cancels what still runs. The implementor's errors on the way are nobody's news any more. */
    @Override
    public void dispose() {
        stage.compareAndSet(Stage.OPEN, Stage.CANCELLED);
        Subscription subscription = upstream.getAndSet(Operators.cancelledSubscription());
        if (subscription != null && stage.get() == Stage.CANCELLED) {
            try {
                subscription.cancel();
            } catch (Throwable thrown) {
                complain("threw when it was cancelled", thrown, true);
            }
        }
    }
}
