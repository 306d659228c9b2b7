package io.vedette.testkit.replay;

import io.vedette.domain.RepoPath;
import io.vedette.observer.Initializer;
import io.vedette.observer.ObserverBuilder;
import io.vedette.observer.Processor;
import io.vedette.testkit.history.HistoryFile;
import io.vedette.testkit.history.HistoryLine;
import io.vedette.testkit.history.HistoryReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lets an observer live through a history file. What is before the line {@code live} is there at its start; what follows
 * arrives line by line, and everything that follows from a line happens before the next one is read. Time is virtual, and
 * all is done on the thread that calls {@link #run}; calls of an implementor that answers on other threads are waited for.
 *
 * <pre>{@code
 * ReplayReport report = Replay.of(HistoryFile.of(path))
 *     .registry("exreg").prefixes("/ex/a")
 *     .processor(myProcessor)
 *     .run();
 * }</pre>
 *
 * <p>The history is the only source of events: a command is recorded, answered with success, and appends nothing. Without
 * an implementor each call succeeds, and shadows lie below {@code /shadow}. One replay can be run any number of times.
 */
public final class Replay {

    private static final int MOST_DIFFERENCES = 1_000;

    final HistoryFile file;

    @Nullable
    String registry;

    List<RepoPath> prefixes = List.of(new RepoPath("/"));

    @Nullable
    Initializer initializer;

    @Nullable
    Processor processor;

    boolean dry;

    @Nullable
    Long seed;

    Duration patience = Duration.ofSeconds(10);
    CallListener listener = CallListener.NONE;
    UnaryOperator<ObserverBuilder> settings = UnaryOperator.identity();

    private Replay(HistoryFile file) {
        this.file = file;
    }

    /** A replay of a file. */
    public static Replay of(HistoryFile file) {
        return new Replay(file);
    }

    /** The registry that is observed; by default the only one in the file. */
    public Replay registry(String name) {
        registry = name;
        return this;
    }

    /** What is observed; by default every repository. */
    public Replay prefixes(String... paths) {
        prefixes = Stream.of(paths).map(RepoPath::new).toList();
        return this;
    }

    /** Makes and finds shadows; by default one that only succeeds. */
    public Replay initializer(Initializer implementor) {
        initializer = implementor;
        return this;
    }

    /** Opens and closes repositories; by default one that only succeeds. */
    public Replay processor(Processor implementor) {
        processor = implementor;
        return this;
    }

    /** Implementors shall change nothing that others see: {@link io.vedette.observer.Cause#dry}. */
    public Replay dry(boolean on) {
        dry = on;
        return this;
    }

    /** Draws the order among activities that are ready at the same time; without a seed it is fixed. */
    public Replay seed(long number) {
        seed = number;
        return this;
    }

    /** How long, in real time, an implementor that answers on another thread is waited for; default 10 s. */
    public Replay patience(Duration each) {
        patience = each;
        return this;
    }

    /** Is told of each call as it is made. */
    public Replay listener(CallListener told) {
        listener = told;
        return this;
    }

    /** Changes the observer's other settings, as its budgets. */
    public Replay observer(UnaryOperator<ObserverBuilder> changes) {
        settings = changes;
        return this;
    }

    /**
     * Runs it to its end. Expectations that do not hold are reported, not thrown; so many are reported at most that a
     * person could not read more.
     *
     * @throws IllegalStateException if it is not clear which registry is observed
     * @throws HungCallException if an implementor does not answer
     */
    public ReplayReport run() {
        List<Difference> differences = new ArrayList<>();
        long calls;
        try (HistoryReader lines = file.read();
                Stage stage = new Stage(this, difference -> {
                    if (differences.size() < MOST_DIFFERENCES) {
                        differences.add(difference);
                    }
                })) {
            for (HistoryLine line = lines.next(); line != null; line = lines.next()) {
                line.fold(stage);
            }
            calls = stage.end();
        }
        return new ReplayReport(
                file.summary().events(),
                file.summary().unknownEvents(),
                calls,
                file.summary().expectations(),
                differences);
    }

    /** The registry's name. */
    String observed() {
        if (registry != null) {
            return registry;
        }
        List<String> names = file.summary().registries();
        if (names.size() != 1) {
            throw new IllegalStateException(file.name() + " has the histories of "
                    + (names.isEmpty() ? "no registry" : "the registries " + String.join(", ", names))
                    + "; say which one is observed");
        }
        return names.get(0);
    }
}
