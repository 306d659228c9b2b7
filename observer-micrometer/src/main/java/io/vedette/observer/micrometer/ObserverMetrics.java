package io.vedette.observer.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.vedette.client.SignalFrame;
import io.vedette.domain.AggregateId;
import io.vedette.observer.Cause;
import io.vedette.observer.Health;
import io.vedette.observer.Observer;
import io.vedette.observer.ObserverGauges;
import io.vedette.observer.ObserverListener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * An observer's meters.
 *
 * <pre>{@code
 * ObserverMetrics metrics = new ObserverMetrics();
 * metrics.bindTo(meterRegistry);
 * Observer observer = Observer.builder(client) … .listener(metrics).build();
 * }</pre>
 *
 * <p>One of these for each observer; observers that share a meter registry need tags that tell them apart. Bound before
 * the observer begins, it counts everything. No tag has the id or the path of an entity, so the number of meters does not
 * depend on how many repositories there are. Gauges cost the same however many repositories there are; times are in the
 * base unit of the meter registry.
 */
public final class ObserverMetrics implements ObserverListener, MeterBinder {

    private final Tags tags;
    private final List<EventMeters> bound = new CopyOnWriteArrayList<>();
    // Meter registries hold the object behind a counter weakly.
    private final List<StateMeters> states = new CopyOnWriteArrayList<>();
    private volatile @Nullable Observer observer;
    private Health.Status last = Health.Status.STARTING;

    /** Meters without tags of the caller. */
    public ObserverMetrics() {
        this(List.of());
    }

    /**
     * Meters with more tags.
     *
     * @param tags tell observers apart that share a meter registry
     */
    public ObserverMetrics(Iterable<Tag> tags) {
        this.tags = Tags.of(tags);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        StateMeters state = new StateMeters(this::gauges, tags);
        states.add(state);
        state.bindTo(registry);
        bound.add(new EventMeters(registry, tags));
    }

    private @Nullable ObserverGauges gauges() {
        Observer there = observer;
        return there == null ? null : there.gauges();
    }

    @Override
    public void attached(Observer observer) {
        this.observer = observer;
    }

    @Override
    public void effectEnded(Cause cause, String effect, Duration took, @Nullable Throwable error) {
        bound.forEach(meters -> meters.effect(effect, took, error));
    }

    @Override
    public void readEnded(AggregateId entity, int events, Duration took, @Nullable Throwable error) {
        bound.forEach(meters -> meters.read(events, took, error));
    }

    @Override
    public void retrying(AggregateId entity, String what, int failures, String why) {
        bound.forEach(meters -> meters.retry(what));
    }

    @Override
    public void resynced(SignalFrame.Reason reason) {
        bound.forEach(meters -> meters.gap(reason));
    }

    @Override
    public void healthChanged(Health health) {
        if (last == Health.Status.UP && health.status() == Health.Status.DOWN) {
            bound.forEach(EventMeters::loss);
        }
        last = health.status();
    }
}
