package io.vedette.testkit.replay;

import io.vedette.observer.plugin.Plugins;
import io.vedette.testkit.history.HistoryFile;
import io.vedette.testkit.history.HistoryLine;
import io.vedette.testkit.history.HistoryReader;
import io.vedette.testkit.internal.Obliging;
import io.vedette.testkit.internal.Stage;
import io.vedette.testkit.internal.StageSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Lets an observer live through a history file. What is before the line {@code live} is there at its start; what follows
 * arrives line by line, and everything that follows from a line happens before the next one is read. Time is virtual, and
 * all is done on the thread that calls {@link #run}; calls of an implementor that answers on other threads are waited for.
 *
 * <pre>{@code
 * ReplayReport report = HistoryReplay.of(HistoryFile.of(path))
 *     .registry("exreg").prefixes("/ex/a")
 *     .processor(myProcessor)
 *     .run();
 * }</pre>
 *
 * <p>The history is the only source of events: a command is recorded, answered with success, and appends nothing. Without
 * an implementor each call succeeds, and shadows lie below {@code /shadow}. One replay can be run any number of times.
 */
public final class HistoryReplay extends ObserverSetup<HistoryReplay> {

    private static final int MOST_DIFFERENCES = 1_000;

    private final HistoryFile file;
    private @Nullable String registry;
    private boolean dry;
    private CallListener listener = CallListener.NONE;

    private HistoryReplay(HistoryFile file) {
        this.file = file;
    }

    /** A replay of a file. */
    public static HistoryReplay of(HistoryFile file) {
        return new HistoryReplay(file);
    }

    /** The registry that is observed; by default the only one in the file. */
    public HistoryReplay registry(String name) {
        registry = name;
        return this;
    }

    /** The file server of these plug-ins; where they give none, one that only succeeds, with their processors after it. */
    public HistoryReplay plugins(Plugins opened) {
        return opened.initializer() == null
                ? implementors(null, opened.processorAfter(new Obliging()))
                : implementors(opened.initializer(), opened.processor());
    }

    /** Implementors shall change nothing that others see: {@link io.vedette.observer.Cause#dry}. */
    public HistoryReplay dry(boolean on) {
        dry = on;
        return this;
    }

    /** Is told of each event and call as they come, beside others that were given before. */
    public HistoryReplay listener(CallListener told) {
        listener = listener.andThen(told);
        return this;
    }

    /**
     * Runs it to its end. Expectations that do not hold are reported, not thrown; so many are reported at most that a
     * person could not read more.
     *
     * @throws IllegalStateException if it is not clear which registry is observed
     * @throws HungCallException if an implementor does not answer
     * @throws ObserverEndedException if the observer ends by itself
     */
    public ReplayReport run() {
        List<Difference> differences = new ArrayList<>();
        long calls;
        try (HistoryReader lines = file.read();
                Stage stage = new Stage(settings(), difference -> {
                    if (differences.size() < MOST_DIFFERENCES) {
                        differences.add(difference);
                    }
                })) {
            for (HistoryLine line = lines.next(); line != null; line = lines.next()) {
                line.fold(stage);
            }
            calls = stage.end();
        } catch (HungCallException hung) {
            throw hung.inWordsOf(file.names());
        } catch (ObserverEndedException ended) {
            throw ended.inWordsOf(file.names());
        }
        return new ReplayReport(
                file.summary().events(),
                file.summary().unknownEvents(),
                calls,
                file.summary().expectations(),
                differences);
    }

    private StageSettings settings() {
        return new StageSettings(
                observed(registry()),
                dry,
                listener,
                Objects.requireNonNullElse(file.summary().began(), Instant.EPOCH),
                file.summary().expectations() > 0,
                false);
    }

    private String registry() {
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
