package io.vedette.observer.laws;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.domain.Author;
import io.vedette.domain.RepoEvent;
import io.vedette.domain.RepoId;
import io.vedette.engine.Backoff;
import io.vedette.observer.Cause;
import io.vedette.observer.Processor;
import io.vedette.observer.RepoInfo;
import io.vedette.observer.laws.Law.Broken;
import io.vedette.observer.laws.Play.Staging;
import io.vedette.observer.standin.OnReactorThread;
import io.vedette.testkit.history.CallName;
import io.vedette.testkit.history.HistoryFile;
import io.vedette.testkit.history.HistoryLine;
import io.vedette.testkit.history.HistoryLine.Occurred;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Mono;

/** Each law finds the defects that it is there for, soon, and shows them by the few lines that they need. */
@ExtendWith(OnReactorThread.class)
class PlantedDefectsTest {

    /** Closes nothing. */
    private record Forgetful(Processor server) implements Processor {
        @Override
        public Mono<Void> enableRepo(RepoInfo info, Cause cause) {
            return server.enableRepo(info, cause);
        }

        @Override
        public Mono<Void> disableRepo(RepoId repo, Cause cause) {
            return Mono.empty();
        }

        @Override
        public Mono<Void> freezeRepo(RepoId repo, Author author, Cause cause) {
            return server.freezeRepo(repo, author, cause);
        }

        @Override
        public Mono<Void> unfreezeRepo(RepoId repo, Author author, Cause cause) {
            return server.unfreezeRepo(repo, author, cause);
        }
    }

    @Test
    void aProcessorThatForgetsToCloseIsFound() {
        Staging forgetful = (world, builder) -> builder.processor(new Forgetful(world.files));

        Broken broken = found(Stories.calm(), Laws.endsExactly(forgetful), 100);

        assertThat(names(broken))
                .as("a second root, since that is where the repository lives")
                .containsExactly(
                        "REGISTRY_ADDED",
                        "ROOT_ADDED",
                        "ROOT_ADDED",
                        "REPO_ACCEPTED",
                        "REPO_INIT_STARTED",
                        "live",
                        "REPO_ADDED",
                        "SHADOW_REPO_CREATED",
                        "REPO_MOVE_ACCEPTED",
                        "REPO_MOVE_STARTED");
    }

    @Test
    void signalsThatAreLostForGoodAreFound() {
        Staging neverSweeping = (world, builder) -> builder.sweep(Duration.ofDays(365));
        Function<RandomGenerator, Story> lossy = Stories.calm(Spice.SIGNALS)
                .andThen(story -> story.of(
                        story.scenes().stream().map(PlantedDefectsTest::lost).toList()));

        Broken broken = found(lossy, Laws.endsExactly(neverSweeping), 100);

        assertThat(names(broken))
                .as("a move into what is observed, which begins unheard")
                .containsExactly(
                        "live",
                        "REGISTRY_ADDED",
                        "ROOT_ADDED",
                        "REPO_ACCEPTED",
                        "REPO_ADDED",
                        "REPO_INIT_STARTED",
                        "SHADOW_REPO_CREATED",
                        "REPO_MOVE_ACCEPTED",
                        "REPO_MOVE_STARTED");
        assertThat(broken.shortest().scenes())
                .filteredOn(PlantedDefectsTest::isLost)
                .singleElement()
                .satisfies(scene -> assertThat(scene.line())
                        .isInstanceOfSatisfying(
                                Occurred.class,
                                line -> assertThat(line.event()).isInstanceOf(RepoEvent.RepoMoveStarted.class)));
    }

    private static boolean isLost(Scene scene) {
        return scene instanceof Scene.Told told && told.fate() == Fate.LOST;
    }

    private static Scene lost(Scene scene) {
        return scene instanceof Scene.Told told && told.fate() != Fate.PLAIN
                ? new Scene.Told(told.line(), Fate.LOST)
                : scene;
    }

    @Test
    void anObserverOfTooMuchIsFound() {
        Staging greedy = (world, builder) -> builder.prefixes("/");

        Broken broken = found(Stories.calm(), Laws.endsExactly(greedy), 100);

        assertThat(names(broken)).containsExactly("REGISTRY_ADDED", "ROOT_ADDED", "REPO_ACCEPTED", "REPO_ADDED");
    }

    @Test
    void anObserverThatGivesUpForTooLongIsFound() {
        Staging slow = (world, builder) -> builder.backoff(new Backoff(Duration.ofHours(2), Duration.ofHours(4)));

        Function<RandomGenerator, Story> failing = Stories.calm(Spice.PASSING_FAILURES)
                .andThen(story -> story.without(
                        line -> line instanceof HistoryLine.Fail fail && fail.call() != CallName.INIT_REPO));

        Broken broken = found(failing, Laws.endsExactly(slow), 500);

        assertThat(names(broken))
                .containsExactlyInAnyOrder(
                        "REGISTRY_ADDED", "ROOT_ADDED", "REPO_ACCEPTED", "REPO_INIT_STARTED", "REPO_ADDED", "fail");
    }

    @Test
    void aStoryThatFailsIsWrittenAsAHistoryFileWithItsSeedAndItsCommand() throws Exception {
        Staging greedy = (world, builder) -> builder.prefixes("/");
        Law law = new Law("PlantedDefectsTest#greedy", Stories.calm(), Laws.endsExactly(greedy));
        Broken broken = Objects.requireNonNull(law.find(1, 100));

        AssertionError failure = law.reported(broken);

        Path file = Law.fileOf(law.test(), broken.seed());
        assertThat(failure)
                .hasMessageContaining("-Dtest=PlantedDefectsTest#greedy -Dvedette.seed=" + broken.seed())
                .hasMessageContaining(file.toString())
                .hasMessageContaining("\"event\":\"REPO_ADDED\"");
        assertThat(Files.readString(file))
                .startsWith("# PlantedDefectsTest#greedy does not hold")
                .contains("-Dvedette.seed=" + broken.seed(), "# observed: ");
        assertThat(HistoryFile.of(file).summary().events()).isEqualTo(4);
    }

    private static Broken found(Function<RandomGenerator, Story> stories, Law.Property property, int within) {
        Broken broken = new Law("PlantedDefectsTest", stories, property).find(1, within);
        assertThat(broken)
                .as("a story among %d for which the law does not hold", within)
                .isNotNull();
        return broken;
    }

    private static List<String> names(Broken broken) {
        List<String> names = new ArrayList<>();
        for (HistoryLine line : broken.shortest().lines()) {
            names.add(
                    line instanceof Occurred occurred
                            ? occurred.event().name()
                            : line.getClass().getSimpleName().toLowerCase(Locale.ROOT));
        }
        return names;
    }
}
