package io.vedette.testkit.internal;

import io.vedette.domain.Recorded;
import io.vedette.domain.RepoPath;
import io.vedette.observer.Observer;
import io.vedette.observer.ObserverBuilder;
import io.vedette.testkit.history.HistoryLine;
import io.vedette.testkit.replay.Call;
import io.vedette.testkit.replay.CallListener;
import io.vedette.testkit.replay.Difference;
import io.vedette.testkit.replay.HungCallException;
import io.vedette.testkit.replay.ObserverEndedException;
import io.vedette.testkit.standin.StandInRegistry;
import io.vedette.testkit.standin.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;

/** What a history is played on: a registry, a clock, and an observer that begins when the history says so. */
public final class Stage implements HistoryLine.Cases<Stage>, AutoCloseable {

    private final StageSettings.Observed observed;
    private final Consumer<Difference> found;
    private final VirtualTime time;
    private final ImplementorScheduler implementors;
    private final StandInRegistry registry;
    private final Failures failures = new Failures();
    private final CallCount calls = new CallCount();
    private final @Nullable Expectations expectations;
    private final CallListener listener;
    private final Recorder recorder;
    private @Nullable Observer observer;
    private @Nullable Throwable failed;
    private long lastExpectation;

    private static final class CallCount implements CallListener {
        private long made;

        @Override
        public void called(Call call) {
            made++;
        }
    }

    public Stage(StageSettings settings, Consumer<Difference> found) {
        observed = settings.observer();
        this.found = found;
        time = observed.seed() == null ? new VirtualTime() : new VirtualTime(observed.seed());
        time.begin(settings.began());
        implementors = new ImplementorScheduler(time);
        registry = new StandInRegistry(time);
        if (!settings.remembering()) {
            registry.forget();
        }
        expectations = settings.comparing() ? new Expectations() : null;
        listener = calls.andThen(expectations == null ? CallListener.NONE : expectations)
                .andThen(settings.listener());
        Obliging obliging = new Obliging();
        recorder = new Recorder(
                Objects.requireNonNullElse(observed.initializer(), obliging),
                Objects.requireNonNullElse(observed.processor(), obliging),
                observed.initializer() == null && observed.processor() == null,
                settings.dry(),
                time,
                failures,
                listener);
        registry.beforeCommands(recorder::commanded);
    }

    @Override
    public Stage occurred(HistoryLine.Occurred line) {
        Recorded recorded = registry.append(
                line.aggregate(), line.event(), line.stamp().id(), line.stamp().time());
        listener.arrived(line, recorded.id());
        return observer == null ? this : settle();
    }

    @Override
    public Stage live(HistoryLine.Live line) {
        return start();
    }

    @Override
    public Stage fail(HistoryLine.Fail line) {
        failures.add(line);
        return this;
    }

    @Override
    public Stage advance(HistoryLine.Advance line) {
        start().settle();
        Instant until = time.instant().plus(line.by());
        while (time.moveToTimer(until)) {
            settle();
        }
        return this;
    }

    @Override
    public Stage connection(HistoryLine.Connection line) {
        start();
        if (line.restored()) {
            registry.restore();
        } else {
            registry.drop();
        }
        return settle();
    }

    @Override
    public Stage expect(HistoryLine.Expect line) {
        start().settle();
        lastExpectation = line.number();
        if (expectations != null) {
            expectations.compare(line).forEach(found);
        }
        return this;
    }

    /** Nothing follows; how many calls were made. */
    public long end() {
        start().settle();
        if (expectations != null) {
            expectations.rest(lastExpectation).forEach(found);
        }
        return calls.made;
    }

    /** The observer begins, unless it has. */
    public Stage start() {
        if (observer != null) {
            return this;
        }
        ObserverBuilder builder = Observer.builder(registry)
                .registry(observed.registry())
                .prefixes(observed.prefixes().stream().map(RepoPath::value).toArray(String[]::new));
        observer = observed.changes()
                .apply(builder)
                .initializer(recorder)
                .processor(recorder)
                .listener(recorder)
                .scheduler(time)
                .effectScheduler(time)
                .random(new SplittableRandom(observed.seed() == null ? 0 : observed.seed()))
                .build();
        observer.watch().subscribe(nothing -> {}, error -> failed = error);
        return settle();
    }

    /** The registry, to make it faulty. */
    public StandInRegistry registry() {
        return registry;
    }

    /** The clock. */
    public VirtualTime time() {
        return time;
    }

    /** For implementors that wait in virtual time. */
    public Scheduler implementors() {
        return implementors;
    }

    /** The observer; null before it has begun. */
    public @Nullable Observer observer() {
        return observer;
    }

    /** Runs all that can run at present. */
    public Stage settle() {
        try {
            if (!time.settle(() -> recorder.underWay().size() > implementors.waiting(), observed.patience())) {
                throw new HungCallException(recorder.underWay(), observed.patience());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the replay was interrupted", stopped);
        }
        if (failed != null) {
            throw new ObserverEndedException(failed);
        }
        return this;
    }

    @Override
    public void close() {
        if (observer != null) {
            observer.close(Duration.ZERO).subscribe();
            time.settle();
        }
    }
}
