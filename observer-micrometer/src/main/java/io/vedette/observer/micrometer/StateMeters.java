package io.vedette.observer.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.vedette.engine.EngineCounts;
import io.vedette.engine.EngineLoad;
import io.vedette.observer.ObserverGauges;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The meters that say how an observer stands. Without an observer they say 0. */
final class StateMeters {

    private final Supplier<@Nullable ObserverGauges> gauges;
    private final Tags tags;

    StateMeters(Supplier<@Nullable ObserverGauges> gauges, Tags tags) {
        this.gauges = gauges;
        this.tags = tags;
    }

    void bindTo(MeterRegistry registry) {
        entities(registry, "ready", EngineCounts::ready);
        entities(registry, "running", EngineCounts::running);
        entities(registry, "sleeping", EngineCounts::sleeping);
        entities(registry, "waiting", EngineCounts::waiting);
        entities(registry, "backing_off", EngineCounts::backingOff);
        entities(registry, "parked", EngineCounts::parked);
        gauge(
                registry,
                "observer.parked",
                "Entities that wait for an operator; the same as the state parked.",
                tags,
                now -> now.counts().parked());

        queue(registry, "initial", EngineLoad::initial);
        queue(registry, "live", EngineLoad::live);
        queue(registry, "effect", EngineLoad::queuedEffects);
        queue(registry, "report", EngineLoad::queuedReports);
        running(registry, "read", EngineLoad::fetches);
        running(registry, "effect", EngineLoad::effects);
        running(registry, "report", EngineLoad::reports);

        age(
                registry,
                "observer.lag",
                "How long the news that has waited longest has been waiting to be read and acted on.",
                tags,
                now -> now.load().lag());
        age(
                registry,
                "observer.watch.staleness",
                "How long ago the stream of signals brought something, be it a heartbeat.",
                tags,
                ObserverGauges::staleness);
        gauge(
                registry,
                "observer.watch.connected",
                "1 while signals come, else 0.",
                tags,
                now -> now.health().isUp() ? 1 : 0);

        count(
                registry,
                "observer.signals",
                "Signals that came.",
                tags.and("kind", "news"),
                now -> now.counts().news());
        count(
                registry,
                "observer.signals",
                "Signals that came.",
                tags.and("kind", "stale"),
                now -> now.counts().stale());
        count(
                registry,
                "observer.folds",
                "Runs that needed no read, as the news rode on the signal.",
                tags,
                now -> now.counts().folds());
    }

    private void entities(MeterRegistry registry, String state, ToLongFunction<EngineCounts> count) {
        gauge(
                registry,
                "observer.entities",
                "Repositories, and the registry itself, that are followed.",
                tags.and("state", state),
                now -> count.applyAsLong(now.counts()));
    }

    private void queue(MeterRegistry registry, String workClass, Function<EngineLoad, EngineLoad.Line> line) {
        Tags all = tags.and("class", workClass);
        length(registry, "observer.queue", "What waits for its turn.", all, line);
        longest(registry, "observer.queue.oldest", "How long the first of a queue has waited.", all, line);
    }

    private void running(MeterRegistry registry, String workClass, Function<EngineLoad, EngineLoad.Line> line) {
        Tags all = tags.and("class", workClass);
        length(registry, "observer.running", "What runs.", all, line);
        longest(registry, "observer.running.longest", "How long that which has run longest has run.", all, line);
    }

    private void length(
            MeterRegistry registry, String name, String meaning, Tags all, Function<EngineLoad, EngineLoad.Line> line) {
        gauge(registry, name, meaning, all, now -> line.apply(now.load()).length());
    }

    private void longest(
            MeterRegistry registry, String name, String meaning, Tags all, Function<EngineLoad, EngineLoad.Line> line) {
        age(registry, name, meaning, all, now -> line.apply(now.load()).longest());
    }

    private void gauge(
            MeterRegistry registry, String name, String meaning, Tags all, ToLongFunction<ObserverGauges> value) {
        Gauge.builder(name, () -> read(value)).description(meaning).tags(all).register(registry);
    }

    private void age(
            MeterRegistry registry, String name, String meaning, Tags all, Function<ObserverGauges, Duration> value) {
        TimeGauge.builder(name, () -> read(now -> value.apply(now).toMillis()), TimeUnit.MILLISECONDS)
                .description(meaning)
                .tags(all)
                .register(registry);
    }

    private void count(
            MeterRegistry registry, String name, String meaning, Tags all, ToLongFunction<ObserverGauges> value) {
        FunctionCounter.builder(name, this, self -> self.read(value))
                .description(meaning)
                .tags(all)
                .register(registry);
    }

    private long read(ToLongFunction<ObserverGauges> value) {
        ObserverGauges now = gauges.get();
        return now == null ? 0 : value.applyAsLong(now);
    }
}
