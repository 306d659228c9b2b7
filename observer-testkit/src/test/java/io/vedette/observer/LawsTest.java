package io.vedette.observer;

import static io.vedette.observer.standin.Tale.initStarted;
import static io.vedette.observer.standin.Tale.repo;
import static io.vedette.observer.standin.Tale.shadow;
import static io.vedette.observer.standin.Tale.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.domain.RepoId;
import io.vedette.observer.standin.EndState;
import io.vedette.observer.standin.GeneratedHistory;
import io.vedette.observer.standin.GeneratedHistory.Line;
import io.vedette.observer.standin.OnReactorThread;
import io.vedette.observer.standin.Seeds;
import io.vedette.observer.standin.World;
import io.vedette.testkit.standin.SignalFaults;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The laws of an observer as properties of generated histories. */
@ExtendWith(OnReactorThread.class)
class LawsTest {

    private static final Duration LONG = Duration.ofMinutes(20);

    private final RepoId r1 = repo(1);

    @Test
    void anyCutIntoLoadAndLiveLeadsToTheSameEndAndMissesNoCall() {
        Seeds.each(2_000, random -> {
            List<Line> history = GeneratedHistory.of(random, r1, random.nextInt(1, 25));
            int cut = random.nextInt(history.size() + 1);

            World world = play(history, cut, random, new World());

            assertSettled(world);
        });
    }

    @Test
    void callsForOneRepositoryNeverOverlap() {
        Seeds.each(500, random -> {
            List<Line> history = GeneratedHistory.of(random, r1, random.nextInt(1, 25));
            World world = new World();
            world.files.latency(Duration.ofMillis(random.nextInt(1, 300)));
            world.registry.latency(Duration.ofMillis(random.nextInt(0, 50)));

            play(history, random.nextInt(history.size() + 1), random, world);

            assertThat(world.files.overlaps()).isEmpty();
            assertSettled(world);
        });
    }

    @Test
    void lostDoubledMergedLateAndBrokenSignalsSettleToTheSameEnd() {
        Seeds.each(1_000, random -> {
            List<Line> history = GeneratedHistory.of(random, r1, random.nextInt(1, 25));
            World world = new World();
            world.files.latency(Duration.ofMillis(random.nextInt(0, 100)));
            world.registry.faults(
                    new SignalFaults(
                            random.nextDouble(0.6),
                            random.nextDouble(0.6),
                            random.nextDouble(0.6),
                            random.nextDouble(0.2),
                            random.nextBoolean()),
                    random.split());

            play(history, random.nextInt(history.size() + 1), random, world);

            assertSettled(world);
            assertThat(world.files.overlaps()).isEmpty();
        });
    }

    @Test
    void passingFailuresOfImplementorsAndLostAnswersChangeNothingAboutTheEnd() {
        Seeds.each(500, random -> {
            List<Line> history = GeneratedHistory.of(random, r1, random.nextInt(1, 25));
            World world = new World();
            for (String call : List.of(
                    "initializer.initRepo",
                    "initializer.getRepo",
                    "initializer.attachRemote",
                    "processor.enableRepo",
                    "processor.disableRepo")) {
                world.files.fail(call, r1, random.nextInt(2), () -> new WeakError("busy"));
            }
            world.registry.loseAnswers(random.nextInt(4));

            play(history, random.nextInt(history.size() + 1), random, world);

            assertSettled(world);
        });
    }

    @Test
    void unknownEventsAreSkippedAndCounted() {
        World world = new World();
        world.given(r1);
        world.tell(r1, initStarted("/ex/a/r1"));
        world.start();

        world.tell(r1, unknown(), shadow(r1), unknown());

        assertThat(world.files.servedPath(r1)).isEqualTo("/ex/a/r1");
        assertThat(world.explain(r1).unknownEvents()).isEqualTo(2);
    }

    /** What is before the cut is there at the start; the rest comes live, at times several events at once. */
    private World play(List<Line> history, int cut, SplittableRandom random, World world) {
        history.subList(0, cut).forEach(line -> world.registry.append(line.aggregate(), line.event()));
        world.start();
        for (int from = cut; from < history.size(); ) {
            int to = Math.min(history.size(), from + 1 + random.nextInt(4) * random.nextInt(2));
            List<Line> batch = history.subList(from, to);
            world.atOnce(() -> batch.forEach(line -> world.registry.append(line.aggregate(), line.event())));
            if (random.nextInt(3) == 0) {
                world.advance(Duration.ofMillis(random.nextInt(1, 400)));
            } else if (random.nextInt(3) == 0) {
                world.registry.flush();
            }
            from = to;
        }
        world.registry.flush();
        return world.advance(LONG);
    }

    private void assertSettled(World world) {
        assertThat(EndState.of(world, r1)).isEqualTo(EndState.asked(world.registry.view(r1)));
        EndState.assertNothingMissing(world, r1);
    }
}
