package io.vedette.observer.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.vedette.client.SignalFrame;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The meters of one meter registry that count what happens. */
final class EventMeters {

    private enum Outcome {
        SUCCESS,
        ERROR,
        CANCELLED;

        static Outcome of(@Nullable Throwable error) {
            return error == null ? SUCCESS : error instanceof CancellationException ? CANCELLED : ERROR;
        }
    }

    private record Effect(String name, Outcome outcome) {}

    /** Known beforehand, so that their counters are there before the first time. */
    private static final List<String> RETRIED = List.of("disable", "init", "enable", "attach-remote", "read", "report");

    private final MeterRegistry registry;
    private final Tags tags;
    // As many as there are kinds of calls and steps, and their outcomes.
    private final Map<Effect, Timer> effects = new ConcurrentHashMap<>();
    private final Map<String, Counter> retries = new ConcurrentHashMap<>();
    private final Map<Outcome, Timer> reads = new EnumMap<>(Outcome.class);
    private final Map<SignalFrame.Reason, Counter> gaps = new EnumMap<>(SignalFrame.Reason.class);
    private final Counter events;
    private final Counter losses;

    EventMeters(MeterRegistry registry, Tags tags) {
        this.registry = registry;
        this.tags = tags;
        for (Outcome outcome : Outcome.values()) {
            reads.put(outcome, reads(outcome));
        }
        for (SignalFrame.Reason reason : SignalFrame.Reason.values()) {
            gaps.put(reason, gaps(reason));
        }
        RETRIED.forEach(what -> retries.put(what, retries(what)));
        events = Counter.builder("observer.read.events")
                .description("Events that reads brought.")
                .baseUnit("events")
                .tags(tags)
                .register(registry);
        losses = Counter.builder("observer.watch.losses")
                .description("How often the stream of signals was lost.")
                .tags(tags)
                .register(registry);
    }

    void effect(String name, Duration took, @Nullable Throwable error) {
        effects.computeIfAbsent(new Effect(name, Outcome.of(error)), this::effects)
                .record(took);
    }

    void read(int brought, Duration took, @Nullable Throwable error) {
        Timer timer = reads.get(Outcome.of(error));
        if (timer != null) {
            timer.record(took);
        }
        events.increment(brought);
    }

    void retry(String what) {
        retries.computeIfAbsent(what, this::retries).increment();
    }

    void gap(SignalFrame.Reason reason) {
        Counter counter = gaps.get(reason);
        if (counter != null) {
            counter.increment();
        }
    }

    void loss() {
        losses.increment();
    }

    private Timer effects(Effect effect) {
        return Timer.builder("observer.effects")
                .description("Calls to the implementor and commands to the registry that ended.")
                .tags(tags)
                .tag("effect", effect.name())
                .tag("outcome", lower(effect.outcome()))
                .register(registry);
    }

    private Timer reads(Outcome outcome) {
        return Timer.builder("observer.reads")
                .description("Reads of histories that ended.")
                .tags(tags)
                .tag("outcome", lower(outcome))
                .register(registry);
    }

    private Counter retries(String what) {
        return Counter.builder("observer.retries")
                .description("How often a step, a read, or the report of a result was put off to be tried again.")
                .tags(tags)
                .tag("what", what)
                .register(registry);
    }

    private Counter gaps(SignalFrame.Reason reason) {
        return Counter.builder("observer.gaps")
                .description(
                        "How often the registry could not go on with its signals from where they ended, so that all"
                                + " heads were compared.")
                .tags(tags)
                .tag("reason", lower(reason))
                .register(registry);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
