package io.vedette.testkit.history;

import io.vedette.testkit.history.HistoryLine.Occurred;
import io.vedette.testkit.history.HistoryLine.Stamp;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Makes a failing list shorter for as long as it still fails, as a history that shows a defect:
 *
 * <pre>{@code
 * Shrunk<HistoryLine> shrunk = Shrinker.ofHistories().shrink(lines, candidate ->
 *     !HistoryReplay.of(HistoryFile.ofLines("candidate", candidate)).processor(mine).run().holds());
 * }</pre>
 *
 * <p>First it takes away all lines about one subject or two, as a repository or a workflow; then ever smaller chunks
 * (delta debugging: A. Zeller, R. Hildebrandt, Simplifying and Isolating Failure-Inducing Input, IEEE TSE 28(2), 2002, in
 * its reduction to complements), down to single lines and to pairs of lines that need each other; then it puts simpler
 * lines in the place of others. What is left fails no more without any one of its lines, unless the runs are used up
 * before. The order of lines is kept. Nothing is tried twice, and a candidate that is not well formed costs no run. A
 * shrinker has no state and may be shared.
 *
 * @param <L> a line; must have a meaningful {@code equals}
 */
public final class Shrinker<L> {

    private static final int USUAL_RUNS = 2_000;

    private final Predicate<List<L>> wellFormed;
    private final UnaryOperator<L> loosened;
    private final Function<L, Set<?>> subjects;
    private final Function<L, List<L>> simpler;
    private final int runs;

    private Shrinker(
            Predicate<List<L>> wellFormed,
            UnaryOperator<L> loosened,
            Function<L, Set<?>> subjects,
            Function<L, List<L>> simpler,
            int runs) {
        this.wellFormed = wellFormed;
        this.loosened = loosened;
        this.subjects = subjects;
        this.simpler = simpler;
        this.runs = runs;
    }

    /** A shrinker of lists of any kind, all of which may be tried out. */
    public static <L> Shrinker<L> ofLists() {
        return new Shrinker<>(lines -> true, line -> line, line -> Set.of(), line -> List.of(), USUAL_RUNS);
    }

    /**
     * A shrinker of histories: each candidate is a well-formed file. Versions and positions that the lines carry are left
     * out, since they change when a line before them goes.
     */
    public static Shrinker<HistoryLine> ofHistories() {
        return new Shrinker<>(HistoryCheck::accepts, Shrinker::unnumbered, Subjects::of, SimplerLines::of, USUAL_RUNS);
    }

    /**
     * A shrinker of lists some of whose elements stand for lines of a history, others for something that happens beside
     * them: the lines of each candidate are a well-formed file.
     *
     * @param lineOf the line that an element stands for, without version and position; null if for none
     */
    public static <L> Shrinker<L> ofHistories(Function<L, @Nullable HistoryLine> lineOf) {
        return new Shrinker<>(
                all -> HistoryCheck.accepts(
                        all.stream().map(lineOf).filter(Objects::nonNull).toList()),
                element -> element,
                element -> {
                    HistoryLine line = lineOf.apply(element);
                    return line == null ? Set.of() : Subjects.of(line);
                },
                element -> List.of(),
                USUAL_RUNS);
    }

    /** Only what is well formed is tried out; in addition to what was said before. */
    public Shrinker<L> keeping(Predicate<List<L>> rule) {
        return new Shrinker<>(wellFormed.and(rule), loosened, subjects, simpler, runs);
    }

    /** What lines are about: the lines about one subject are taken away together at first. */
    public Shrinker<L> about(Function<L, Set<?>> whom) {
        return new Shrinker<>(wellFormed, loosened, whom, simpler, runs);
    }

    /** Lines that may take the place of one, the simplest first; each must itself have fewer of them. */
    public Shrinker<L> simpler(Function<L, List<L>> variants) {
        return new Shrinker<>(wellFormed, loosened, subjects, variants, runs);
    }

    /**
     * The most runs; default 2,000.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public Shrinker<L> atMost(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("it takes at least 1 run, got " + most);
        }
        return new Shrinker<>(wellFormed, loosened, subjects, simpler, most);
    }

    /**
     * Shrinks a list. What the predicate throws is passed on.
     *
     * @param stillFails tries out a list; must answer the same for the same list
     * @throws IllegalArgumentException if the whole list is not well formed or does not fail
     */
    public Shrunk<L> shrink(List<L> lines, Predicate<List<L>> stillFails) {
        List<L> loose = lines.stream().map(loosened).toList();
        if (!wellFormed.test(loose)) {
            throw new IllegalArgumentException("a list that is not well formed has nothing to shrink to");
        }
        if (!stillFails.test(loose)) {
            throw new IllegalArgumentException("a list that does not fail has nothing to shrink to");
        }
        return new Shrinking<>(loose, wellFormed, stillFails, runs - 1).shrink(subjects, simpler);
    }

    private static HistoryLine unnumbered(HistoryLine line) {
        if (!(line instanceof Occurred occurred)) {
            return line;
        }
        Stamp stamp = occurred.stamp();
        Stamp loose = new Stamp(stamp.id(), 0, 0, stamp.time(), stamp.command());
        return new Occurred(occurred.number(), occurred.aggregate(), occurred.event(), loose);
    }
}
