package io.vedette.testkit.replay;

import io.vedette.domain.RepoPath;
import io.vedette.observer.Observer;
import io.vedette.observer.ObserverBuilder;
import io.vedette.testkit.history.HistoryLine;
import io.vedette.testkit.standin.StandInRegistry;
import io.vedette.testkit.standin.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a history is played on: a registry, a clock, and an observer that begins when the history says so. */
final class Stage implements HistoryLine.Cases<Stage>, AutoCloseable {

    private final Replay replay;
    private final Consumer<Difference> found;
    private final VirtualTime time;
    private final StandInRegistry registry;
    private final Failures failures = new Failures();
    private final CallCount calls;
    private final @Nullable Expectations expectations;
    private final Recorder recorder;
    private @Nullable Observer observer;
    private @Nullable Throwable failed;
    private long lastExpectation;

    private static final class CallCount implements CallListener {
        private final CallListener next;
        private long made;

        CallCount(CallListener next) {
            this.next = next;
        }

        @Override
        public void called(Call call) {
            made++;
            next.called(call);
        }

        @Override
        public void ended(Call call, String outcome) {
            next.ended(call, outcome);
        }
    }

    Stage(Replay replay, Consumer<Difference> found) {
        this.replay = replay;
        this.found = found;
        time = replay.seed == null ? new VirtualTime() : new VirtualTime(replay.seed);
        time.begin(Objects.requireNonNullElse(replay.file.summary().began(), Instant.EPOCH));
        registry = new StandInRegistry(time);
        registry.forget();
        expectations = replay.file.summary().expectations() > 0 ? new Expectations(replay.listener) : null;
        calls = new CallCount(expectations != null ? expectations : replay.listener);
        Obliging obliging = new Obliging();
        recorder = new Recorder(
                Objects.requireNonNullElse(replay.initializer, obliging),
                Objects.requireNonNullElse(replay.processor, obliging),
                replay.initializer == null && replay.processor == null,
                replay.dry,
                time,
                failures,
                calls);
        registry.beforeCommands(recorder::commanded);
    }

    @Override
    public Stage occurred(HistoryLine.Occurred line) {
        registry.append(
                line.aggregate(), line.event(), line.stamp().id(), line.stamp().time());
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
        start();
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
        start();
        lastExpectation = line.number();
        if (expectations != null) {
            expectations.compare(line).forEach(found);
        }
        return this;
    }

    /** Nothing follows; how many calls were made. */
    long end() {
        start();
        if (expectations != null) {
            expectations.rest(lastExpectation).forEach(found);
        }
        return calls.made;
    }

    private Stage start() {
        if (observer != null) {
            return this;
        }
        ObserverBuilder builder = Observer.builder(registry)
                .registry(replay.observed())
                .prefixes(replay.prefixes.stream().map(RepoPath::value).toArray(String[]::new));
        observer = replay.settings
                .apply(builder)
                .initializer(recorder)
                .processor(recorder)
                .listener(recorder)
                .scheduler(time)
                .effectScheduler(time)
                .random(new SplittableRandom(replay.seed == null ? 0 : replay.seed))
                .build();
        observer.watch().subscribe(nothing -> {}, error -> failed = error);
        return settle();
    }

    private Stage settle() {
        try {
            if (!time.settle(() -> !recorder.underWay().isEmpty(), replay.patience)) {
                throw new HungCallException(recorder.underWay(), replay.patience);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the replay was interrupted", stopped);
        }
        if (failed != null) {
            throw new IllegalStateException("the observer ended: " + failed.getMessage(), failed);
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
