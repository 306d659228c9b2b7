package io.vedette.testkit.history;

import io.vedette.domain.AggregateId;
import io.vedette.domain.AggregateKind;
import io.vedette.domain.RegistryEvent;
import io.vedette.domain.RepoId;
import io.vedette.domain.WorkflowId;
import io.vedette.testkit.history.HistoryLine.Advance;
import io.vedette.testkit.history.HistoryLine.Connection;
import io.vedette.testkit.history.HistoryLine.Expect;
import io.vedette.testkit.history.HistoryLine.Fail;
import io.vedette.testkit.history.HistoryLine.Live;
import io.vedette.testkit.history.HistoryLine.Occurred;
import io.vedette.workflows.WorkflowKinds;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A history file of any length in parts that can be played one after the other, so that the memory is that of the largest
 * part. Which part a repository is in is drawn from its id. Its own part has its history, what registries say about it, and
 * the histories of workflows that either of them has named before; every part has all that is about no single repository:
 * the other events of registries and workflows, and the controls. Lines keep their numbers. Time passes in each part as in
 * the whole.
 *
 * <p>Parts expect no calls: a line that does is in every part, since the observer begins and settles there, but is not
 * compared. What shall fail a number of times for any repository does so in each part.
 */
public final class HistoryParts {

    /** More files than this are not open at a time. */
    private static final int MOST = 400;

    private static final int EVERY = -1;

    private final HistorySummary summary;
    private final List<HistoryFile> parts;

    private HistoryParts(HistorySummary summary, List<HistoryFile> parts) {
        this.summary = summary;
        this.parts = List.copyOf(parts);
    }

    /**
     * Cuts a file and checks it, as {@link HistoryFile#of} does.
     *
     * @param name what errors call the file
     * @param into a folder for the parts
     * @param wanted how many parts, at least 1; there are not more than 400
     * @param seen is given each line that was read, well formed so far; what it throws ends the reading
     * @throws HistoryFormatException if it is not well formed
     * @throws UncheckedIOException if it cannot be read, or the parts cannot be written
     */
    public static HistoryParts of(String name, Path file, Path into, int wanted, Consumer<HistoryLine> seen) {
        return of(name, file, into, wanted, WorkflowKinds.builtIn(), seen);
    }

    /**
     * Cuts a file and checks it, as {@link HistoryFile#of} does.
     *
     * @param name what errors call the file
     * @param into a folder for the parts
     * @param wanted how many parts, at least 1; there are not more than 400
     * @param kinds the kinds of workflow whose fields are known; the events of others are kept as bytes
     * @param seen is given each line that was read, well formed so far; what it throws ends the reading
     * @throws HistoryFormatException if it is not well formed
     * @throws UncheckedIOException if it cannot be read, or the parts cannot be written
     */
    public static HistoryParts of(
            String name, Path file, Path into, int wanted, WorkflowKinds kinds, Consumer<HistoryLine> seen) {
        try {
            int count = Math.min(MOST, wanted);
            Names names = new Names();
            HistoryCheck check = new HistoryCheck(name, names, aggregate -> aggregate.kind() == AggregateKind.REGISTRY);
            List<Path> files = new ArrayList<>();
            try (Writers writers = new Writers(into, count, files);
                    TextReader lines = new TextReader(name, Files.newInputStream(file), names, kinds, false)) {
                Place place = new Place(count);
                for (HistoryLine line = lines.next(); line != null; line = lines.next()) {
                    check.take(line);
                    writers.write(line.fold(place), line.number(), lines.text());
                    seen.accept(line);
                }
            }
            HistorySummary summary = check.end();
            List<HistoryFile> parts = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int part = i;
                parts.add(
                        new HistoryFile.Part(name, summary, files.get(i), names, kinds, each -> isIn(each, part, count))
                                .check());
            }
            return new HistoryParts(summary, parts);
        } catch (IOException unusable) {
            throw new UncheckedIOException("cannot cut " + name + ": " + unusable.getMessage(), unusable);
        }
    }

    /** The whole: its events, its registries, when it began. How many histories it has is not known. */
    public HistorySummary summary() {
        return summary;
    }

    /** The parts; at least one. */
    public List<HistoryFile> parts() {
        return parts;
    }

    /** Whether a part has a history from its beginning; of a workflow it has all of it, or the lines before it was named. */
    private static boolean isIn(AggregateId aggregate, int part, int count) {
        return switch (aggregate.kind()) {
            case REGISTRY -> false;
            case REPO -> of(aggregate, count) == part;
            case WORKFLOW -> true;
        };
    }

    private static int of(AggregateId aggregate, int count) {
        int mixed = aggregate.uuid().hashCode() * 0x9E3779B9; // aliases and counters differ in few bits
        return (mixed >>> 1) % count;
    }

    /** In which part a line is. */
    private static final class Place implements HistoryLine.Cases<Integer> {
        private final int count;
        private final Map<UUID, Integer> workflows = new HashMap<>();

        Place(int count) {
            this.count = count;
        }

        @Override
        public Integer occurred(Occurred line) {
            int place = switch (line.aggregate().kind()) {
                case REGISTRY -> ofRepo(line.event() instanceof RegistryEvent event ? EventFormat.repoOf(event) : null);
                case REPO -> of(line.aggregate(), count);
                case WORKFLOW -> workflows.getOrDefault(line.aggregate().uuid(), EVERY);
            };
            WorkflowId workflow = EventFormat.workflowOf(line.event());
            if (workflow != null) {
                workflows.putIfAbsent(workflow.uuid(), place);
            }
            return place;
        }

        private int ofRepo(@Nullable RepoId repo) {
            return repo == null ? EVERY : of(repo.aggregate(), count);
        }

        @Override
        public Integer live(Live line) {
            return EVERY;
        }

        @Override
        public Integer fail(Fail line) {
            return ofRepo(line.repo());
        }

        @Override
        public Integer advance(Advance line) {
            return EVERY;
        }

        @Override
        public Integer connection(Connection line) {
            return EVERY;
        }

        @Override
        public Integer expect(Expect line) {
            return EVERY;
        }
    }

    private static final class Writers implements AutoCloseable {
        private final List<BufferedWriter> open = new ArrayList<>();

        Writers(Path into, int count, List<Path> files) throws IOException {
            for (int i = 0; i < count; i++) {
                Path file = into.resolve("part-" + i);
                files.add(file);
                open.add(Files.newBufferedWriter(file));
            }
        }

        void write(int place, long number, String text) throws IOException {
            for (BufferedWriter each : place == EVERY ? open : open.subList(place, place + 1)) {
                each.write(Long.toString(number));
                each.write('\t');
                each.write(text);
                each.write('\n');
            }
        }

        @Override
        public void close() throws IOException {
            for (BufferedWriter each : open) {
                each.close();
            }
        }
    }
}
