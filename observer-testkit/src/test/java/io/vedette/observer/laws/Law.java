package io.vedette.observer.laws;

import io.vedette.testkit.history.Shrinker;
import io.vedette.testkit.history.Shrunk;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A property of all stories of a kind. Each seed draws one. When it does not hold for one, the shortest story that still
 * shows so is written as a history file below {@code target/failed-histories}.
 *
 * <p>{@code -Dvedette.seed=N} runs one seed alone; {@code -Dvedette.laws.cases=N} runs seeds 1 to N of each law, and
 * {@code -Dvedette.laws.percent=N} a part of the usual ones.
 *
 * @param test the method that states it, as {@code LawsTest#method}
 * @param stories draws a story
 * @param property throws if it does not hold
 */
record Law(String test, Function<RandomGenerator, Story> stories, Property property) {

    private static final Path FOLDER = Path.of("target", "failed-histories");
    private static final int LONGEST_SHOWN = 40;

    /** What must hold for a story. */
    interface Property {
        void check(Story story);
    }

    /** A story for which a law does not hold. */
    record Broken(long seed, Story story, Story shortest, int runs, Throwable first, Throwable last) {}

    /** Checks it for so many stories, or for as many as the command line says. */
    void holds(int cases) {
        Long only = Long.getLong("vedette.seed");
        long from = only == null ? 1 : only;
        long to = only == null ? cases(cases) : only;
        long begun = System.nanoTime();
        Broken broken = find(from, to);
        if (broken != null) {
            throw reported(broken);
        }
        System.out.printf(
                "%s: %d stories, seeds %d to %d, %d ms%n",
                test, to - from + 1, from, to, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
    }

    private static long cases(int usual) {
        Integer all = Integer.getInteger("vedette.laws.cases");
        return all != null ? all : Math.max(1, usual * (long) Integer.getInteger("vedette.laws.percent", 100) / 100);
    }

    /** The first of these seeds for which it does not hold, with its shortest story; null if it holds for all. */
    @Nullable
    Broken find(long from, long to) {
        for (long seed = from; seed <= to; seed++) {
            Story story = stories.apply(new SplittableRandom(seed));
            Throwable failure = failure(story);
            if (failure != null) {
                return shrunk(seed, story, failure);
            }
        }
        return null;
    }

    private @Nullable Throwable failure(Story story) {
        try {
            property.check(story);
            return null;
        } catch (AssertionError | RuntimeException broken) {
            return broken;
        }
    }

    private Broken shrunk(long seed, Story story, Throwable failure) {
        Story calmer = story;
        for (Setting setting : story.setting().simpler()) {
            if (fails(calmer.in(setting), failure)) {
                calmer = calmer.in(setting);
                break;
            }
        }
        Story start = calmer;
        Shrunk<Scene> shrunk = Shrinker.<Scene>ofHistories(Scene::line)
                .keeping(scenes -> Plausible.allows(start.of(scenes).lines()))
                .simpler(Scene::simpler)
                .shrink(start.scenes(), scenes -> fails(start.of(scenes), failure));
        Story shortest = start.of(shrunk.lines());
        for (Setting setting : shortest.setting().simpler()) {
            shortest = fails(shortest.in(setting), failure) ? shortest.in(setting) : shortest;
        }
        Throwable last =
                Objects.requireNonNull(failure(shortest), "a property must answer the same for the same story");
        return new Broken(seed, story, shortest, shrunk.runs(), failure, last);
    }

    /** In the same way, so that shrinking does not end at another defect. */
    private boolean fails(Story story, Throwable as) {
        Throwable failure = failure(story);
        return failure != null && failure.getClass() == as.getClass();
    }

    /** The file of a story that failed. */
    static Path fileOf(String test, long seed) {
        return FOLDER.resolve(test.substring(test.indexOf('#') + 1) + "-" + seed + ".jsonl")
                .toAbsolutePath();
    }

    /** Writes it down and says so. */
    AssertionError reported(Broken broken) {
        String text = StoryFile.text(
                broken.shortest(),
                List.of(
                        test + " does not hold for this history, which was found with -Dvedette.seed=" + broken.seed(),
                        String.valueOf(broken.last().getMessage()).strip()));
        Path file = fileOf(test, broken.seed());
        StoryFile.write(file, text);
        int lines = broken.shortest().scenes().size();
        return new AssertionError(
                test + " does not hold for seed " + broken.seed()
                        + "\nrun it alone: mvn -pl observer-testkit -am test -Dtest=" + test + " -Dvedette.seed="
                        + broken.seed() + " -Dsurefire.failIfNoSpecifiedTests=false"
                        + "\nthe shortest history that still fails has " + lines + " of "
                        + broken.story().scenes().size() + " lines: " + file
                        + (lines <= LONGEST_SHOWN ? "\n" + text : ""),
                broken.last());
    }
}
