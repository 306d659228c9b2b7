package io.vedette.observer.internal;

import io.vedette.client.SignalFrame;
import io.vedette.domain.AggregateId;
import io.vedette.engine.ActivityState;
import io.vedette.observer.Cause;
import io.vedette.observer.Health;
import io.vedette.observer.Observer;
import io.vedette.observer.ObserverListener;
import io.vedette.observer.RepoStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells several listeners, each whatever the others do. What one throws is logged, once as a warning, and harms nothing. */
public final class Listeners implements ObserverListener {

    private static final Logger log = LoggerFactory.getLogger(Listeners.class);

    private record Guarded(ObserverListener listener, AtomicBoolean threw) {}

    private final List<Guarded> all = new ArrayList<>();

    private Listeners(List<ObserverListener> listeners) {
        listeners.forEach(each -> all.add(new Guarded(each, new AtomicBoolean())));
    }

    /** One that tells all of them in their order; {@link ObserverListener#NONE} if there are none. */
    public static ObserverListener of(List<ObserverListener> listeners) {
        List<ObserverListener> some =
                listeners.stream().filter(each -> each != NONE).toList();
        return some.isEmpty() ? NONE : new Listeners(some);
    }

    private void tell(Consumer<ObserverListener> news) {
        for (Guarded each : all) {
            try {
                news.accept(each.listener());
            } catch (Throwable thrown) {
                complain(each, thrown);
            }
        }
    }

    private static void complain(Guarded guilty, Throwable thrown) {
        String name = guilty.listener().getClass().getName();
        if (guilty.threw().compareAndSet(false, true)) {
            log.warn(
                    "the observer's listener {} threw, which listeners must not; repeats are logged as DEBUG",
                    name,
                    thrown);
        } else {
            log.debug("the observer's listener {} threw again", name, thrown);
        }
    }

    @Override
    public void attached(Observer observer) {
        tell(each -> each.attached(observer));
    }

    @Override
    public void effectStarted(Cause cause, String effect) {
        tell(each -> each.effectStarted(cause, effect));
    }

    @Override
    public void effectEnded(Cause cause, String effect, Duration took, @Nullable Throwable error) {
        tell(each -> each.effectEnded(cause, effect, took, error));
    }

    @Override
    public void readEnded(AggregateId entity, int events, Duration took, @Nullable Throwable error) {
        tell(each -> each.readEnded(entity, events, took, error));
    }

    @Override
    public void retrying(AggregateId entity, String what, int failures, String why) {
        tell(each -> each.retrying(entity, what, failures, why));
    }

    @Override
    public void stateChanged(AggregateId activity, ActivityState from, ActivityState to) {
        tell(each -> each.stateChanged(activity, from, to));
    }

    @Override
    public void rested(RepoStatus status) {
        tell(each -> each.rested(status));
    }

    @Override
    public void healthChanged(Health health) {
        tell(each -> each.healthChanged(health));
    }

    @Override
    public void resynced(SignalFrame.Reason reason) {
        tell(each -> each.resynced(reason));
    }
}
