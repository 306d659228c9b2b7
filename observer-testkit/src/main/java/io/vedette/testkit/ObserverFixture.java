package io.vedette.testkit;

import io.vedette.domain.Recorded;
import io.vedette.domain.RepoId;
import io.vedette.observer.Observer;
import io.vedette.testkit.history.ErrorKind;
import io.vedette.testkit.history.ExpectedCall;
import io.vedette.testkit.history.HistoryFile;
import io.vedette.testkit.history.HistoryLine;
import io.vedette.testkit.history.HistoryReader;
import io.vedette.testkit.history.Names;
import io.vedette.testkit.internal.Stage;
import io.vedette.testkit.internal.StageSettings;
import io.vedette.testkit.replay.Call;
import io.vedette.testkit.replay.CallListener;
import io.vedette.testkit.replay.Difference;
import io.vedette.testkit.replay.DifferenceText;
import io.vedette.testkit.replay.ObserverSetup;
import io.vedette.testkit.standin.SignalFaults;
import io.vedette.testkit.standin.StandInRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;

/**
 * Given a history, when events arrive, then just these calls are made. An observer lives in virtual time on the thread of
 * the test, with the implementor that is being tested, or with one that only succeeds.
 *
 * <pre>{@code
 * try (ObserverFixture fixture = ObserverFixture.of("exreg").prefixes("/ex/a").processor(mine).build()) {
 *     fixture.given(exreg.registryAdded(), exreg.rootAdded(), foo.added(), foo.initStarted())
 *         .then(initRepo("foo"), confirmShadow("foo"))
 *         .when(foo.shadowCreated())
 *         .then(getRepo("foo"), enableRepo("foo").with("path", "/ex/a/foo"))
 *         .after(Duration.ofHours(1))
 *         .thenNothing();
 * }
 * }</pre>
 *
 * <p>What is given before the first {@code when}, {@code after} or {@code then} is there when the observer begins. Each event
 * after that arrives by itself, and all that follows from it happens before the next one. {@code then} compares all calls
 * since the last {@code then}: in their order for each repository, in any order between repositories, nothing more and
 * nothing less. For one thread.
 */
public final class ObserverFixture implements AutoCloseable {

    private final Stage stage;
    private final Names names = new Names();
    private final List<Difference> found = new ArrayList<>();
    private long said;

    private ObserverFixture(StageSettings settings) {
        stage = new Stage(settings, found::add);
    }

    /** A fixture for the observer of a registry. */
    public static Builder of(String registry) {
        return new Builder(registry);
    }

    /** These events have happened; once the observer has begun, they happen now. */
    public ObserverFixture given(Happening... events) {
        for (Happening each : events) {
            learn(each);
            HistoryLine.Occurred line =
                    new HistoryLine.Occurred(++said, each.aggregate(), each.event(), HistoryLine.Stamp.NONE);
            stage.occurred(line);
        }
        return this;
    }

    /**
     * The lines of a history file, its controls too: {@code live} begins, {@code expect} compares.
     *
     * @throws AssertionError if an expectation of the file does not hold
     */
    public ObserverFixture given(HistoryFile file) {
        try (HistoryReader lines = file.read()) {
            for (HistoryLine line = lines.next(); line != null; line = lines.next()) {
                line.fold(stage);
                check(file.name());
            }
        }
        return this;
    }

    /** The observer begins, unless it has, and these events arrive. */
    public ObserverFixture when(Happening... events) {
        stage.start();
        return given(events);
    }

    /** These events arrive at once: nothing happens before the last of them is there. */
    public ObserverFixture whenAtOnce(Happening... events) {
        stage.start();
        List.of(events).forEach(this::learn);
        stage.time()
                .schedule(() ->
                        List.of(events).forEach(each -> stage.registry().append(each.aggregate(), each.event())));
        stage.settle();
        return this;
    }

    /** Time moves on, timers fire. */
    public ObserverFixture after(Duration by) {
        stage.advance(new HistoryLine.Advance(++said, by));
        return this;
    }

    /**
     * From here on a call fails instead of reaching the implementor; commands too.
     *
     * @param times so often
     */
    public ObserverFixture failing(ExpectedCall call, int times, ErrorKind error, String message) {
        stage.fail(new HistoryLine.Fail(++said, call.name(), call.repo(), error, message, times));
        return this;
    }

    /** The stream of signals breaks, and none can be opened before {@link #connectionRestored}. */
    public ObserverFixture connectionDropped() {
        stage.connection(new HistoryLine.Connection(++said, false));
        return this;
    }

    /** A stream of signals can be opened again. */
    public ObserverFixture connectionRestored() {
        stage.connection(new HistoryLine.Connection(++said, true));
        return this;
    }

    /** From here on signals are lost, doubled, held back or break the connection, as drawn from a seed. */
    public ObserverFixture signals(SignalFaults faults, long seed) {
        stage.registry().faults(faults, new SplittableRandom(seed));
        return this;
    }

    /** Signals that were held back arrive, one for each history. */
    public ObserverFixture signalsArrive() {
        stage.start().registry().flush();
        stage.settle();
        return this;
    }

    /** The registry answers nothing any more. */
    public ObserverFixture registryLeaves() {
        stage.start().registry().leave();
        stage.settle();
        return this;
    }

    /** The registry answers again. */
    public ObserverFixture registryComesBack() {
        stage.start().registry().comeBack();
        stage.settle();
        return this;
    }

    /**
     * Just these calls were made since the last question.
     *
     * @throws AssertionError if others were
     */
    public ObserverFixture then(ExpectedCall... calls) {
        stage.expect(new HistoryLine.Expect(++said, List.of(calls)));
        check(null);
        return this;
    }

    /**
     * No call was made since the last question.
     *
     * @throws AssertionError if one was
     */
    public ObserverFixture thenNothing() {
        return then();
    }

    private void learn(Happening happening) {
        if (!happening.about().isEmpty()) {
            names.id(happening.about());
        }
    }

    private void check(@Nullable String file) {
        if (!found.isEmpty()) {
            String text = new DifferenceText(names, this::event).of(found, file);
            found.clear();
            throw new AssertionError(text);
        }
    }

    private @Nullable String event(Call call) {
        RepoId repo = call.repo();
        if (repo == null || call.because() == null) {
            return null;
        }
        for (Recorded recorded : stage.registry().history(repo.aggregate())) {
            if (recorded.id().equals(call.because())) {
                return recorded.event().name() + ", version " + recorded.version();
            }
        }
        return null;
    }

    /** The observer, begun if it was not; for its {@code explain} and its levers. What they say settles on this thread. */
    public Observer observer() {
        return Objects.requireNonNull(stage.start().observer());
    }

    /** The registry that stands in for a real one, to make it faulty in more ways. */
    public StandInRegistry registry() {
        return stage.registry();
    }

    /** What time it is. */
    public Instant now() {
        return stage.time().instant();
    }

    /**
     * A scheduler for an implementor that waits in virtual time. While a call waits on it, answers that come on other threads
     * in real time are not waited for.
     */
    public Scheduler scheduler() {
        return stage.implementors();
    }

    /** Ends the observer. Calls that nobody asked about are not an error. */
    @Override
    public void close() {
        stage.close();
    }

    /** Settings of a fixture. */
    public static final class Builder extends ObserverSetup<Builder> {

        private final String registry;
        private Instant began = Instant.EPOCH;

        private Builder(String registry) {
            this.registry = registry;
        }

        /** What time it is at first; default 1970-01-01T00:00:00Z. */
        public Builder beginning(Instant at) {
            began = at;
            return this;
        }

        /** A fixture in which nothing has happened. */
        public ObserverFixture build() {
            return new ObserverFixture(
                    new StageSettings(observed(registry), false, CallListener.NONE, began, true, true));
        }
    }
}
