package io.vedette.observer;

import static io.vedette.observer.standin.Tale.errorSet;
import static io.vedette.observer.standin.Tale.initStarted;
import static io.vedette.observer.standin.Tale.malformed;
import static io.vedette.observer.standin.Tale.moveAborted;
import static io.vedette.observer.standin.Tale.moveStarted;
import static io.vedette.observer.standin.Tale.moved;
import static io.vedette.observer.standin.Tale.registryMoved;
import static io.vedette.observer.standin.Tale.repo;
import static io.vedette.observer.standin.Tale.repoAdded;
import static io.vedette.observer.standin.Tale.rootAdded;
import static io.vedette.observer.standin.Tale.shadow;
import static io.vedette.observer.standin.Tale.shadowMoveStarted;
import static io.vedette.observer.standin.Tale.shadowMoved;
import static io.vedette.observer.standin.Tale.tierCompleted;
import static io.vedette.observer.standin.Tale.tierStarted;
import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.domain.Event;
import io.vedette.domain.Host;
import io.vedette.domain.RepoId;
import io.vedette.domain.StorageTier;
import io.vedette.domain.TierChangeCode;
import io.vedette.engine.ActivityState;
import io.vedette.observer.standin.Tale;
import io.vedette.observer.standin.World;
import io.vedette.testkit.standin.SignalFaults;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which repositories are followed, and how their moves and tiers open and close them. */
class FollowingTest {

    private static final String GET = "initializer.getRepo";
    private static final String ENABLE = "processor.enableRepo";
    private static final String DISABLE = "processor.disableRepo";

    private final RepoId r1 = repo(1);
    private final World world = new World();

    private void enabled() {
        world.given(r1).start();
        world.tell(r1, initStarted("/ex/a/r1"), shadow(r1));
        world.calls(r1);
    }

    @Test
    void aMoveWithinThePrefixDisablesAndEnablesAtTheNewPlace() {
        enabled();

        world.tell(r1, moveStarted(r1, 1, "/ex/a/r1", "/ex/a/y"));
        assertThat(world.calls(r1)).containsExactly(DISABLE);
        world.tell(r1, moved(r1, 1, "/ex/a/y"));
        assertThat(world.calls(r1)).containsExactly(GET, ENABLE);
        world.registryEvent(registryMoved(r1, 1, "/ex/a/y"));

        assertThat(world.calls(r1)).isEmpty();
        assertThat(world.files.servedPath(r1)).isEqualTo("/ex/a/y");
    }

    @Test
    void severalTogglesAtOnceLeadToOneActionOnTheFinalState() {
        enabled();

        world.tellAtOnce(
                r1,
                moveStarted(r1, 1, "/ex/a/r1", "/ex/a/y"),
                moveAborted(1),
                shadowMoveStarted(2, "/shadow/z"),
                shadowMoved(2, "/shadow/z"));

        assertThat(world.calls(r1)).containsExactly(GET, ENABLE);
    }

    @Test
    void anAbortedMoveMakesTheFormerOwnerServeAgain() {
        enabled();

        world.tell(r1, moveStarted(r1, 1, "/ex/a/r1", "/ex/b/y"), moveAborted(1));

        assertThat(world.calls(r1)).containsExactly(DISABLE, GET, ENABLE);
    }

    @Test
    void aRepositoryThatMovedAwayIsClosedAndNoLongerFollowed() {
        enabled();

        world.tell(r1, moveStarted(r1, 1, "/ex/a/r1", "/ex/b/y"), moved(r1, 1, "/ex/b/y"), errorSet("theirs"));

        assertThat(world.calls(r1)).containsExactly(DISABLE);
        assertThat(world.follows(r1)).isFalse();
    }

    @Test
    void aRepositoryThatMovesInIsFollowedAndEnabled() {
        world.given().start();
        world.registryEvent(repoAdded(r1, "/ex/b/r1"));
        world.tell(r1, initStarted("/ex/b/r1"), shadow(r1));
        assertThat(world.follows(r1)).isFalse();

        world.tell(r1, moveStarted(r1, 1, "/ex/b/r1", "/ex/a/r1"), moved(r1, 1, "/ex/a/r1"));
        world.registryEvent(registryMoved(r1, 1, "/ex/a/r1"));

        assertThat(world.calls(r1)).containsExactly(GET, ENABLE);
    }

    @Test
    void aRepositoryThatComesBackWhileItIsBeingLeftIsFollowedAgain() {
        enabled();
        world.files.latency(Duration.ofSeconds(1));

        world.tellAtOnce(r1, moveStarted(r1, 1, "/ex/a/r1", "/ex/b/y"), moved(r1, 1, "/ex/b/y"));
        assertThat(world.explain(r1).effect()).isEqualTo(DISABLE);
        world.tell(r1, moveStarted(r1, 2, "/ex/b/y", "/ex/a/r1"), moved(r1, 2, "/ex/a/r1"));
        world.registryEvent(registryMoved(r1, 2, "/ex/a/r1"));
        world.advance(Duration.ofMinutes(1));

        assertThat(world.calls(r1)).containsExactly(DISABLE, GET, ENABLE);
        assertThat(world.files.servedPath(r1)).isEqualTo("/ex/a/r1");
    }

    @Test
    void anOpeningThatFailedIsClosedBeforeAMove() {
        world.given(r1).start();
        world.files.fail(ENABLE, r1, 1, () -> new WeakError("half open"));

        world.tell(r1, initStarted("/ex/a/r1"), shadow(r1), moveStarted(r1, 1, "/ex/a/r1", "/ex/b/y"));

        assertThat(world.calls(r1)).endsWith(GET, ENABLE, DISABLE);
    }

    @Test
    void aClosingThatFailedIsUndoneByOpeningAgain() {
        enabled();
        world.files.fail(DISABLE, r1, 1, () -> new WeakError("half closed"));

        world.tell(r1, moveStarted(r1, 1, "/ex/a/r1", "/ex/b/y"), moveAborted(1));

        assertThat(world.calls(r1)).containsExactly(DISABLE, GET, ENABLE);
    }

    @Test
    void aClosingThatTookEffectAndThenFailedIsUndoneByOpeningAgain() {
        enabled();
        world.files.failAfter(DISABLE, r1, () -> new WeakError("closed, but the answer is lost"));

        world.tell(r1, moveStarted(r1, 1, "/ex/a/r1", "/ex/b/y"));
        assertThat(world.files.servedPath(r1)).isNull();
        world.tell(r1, moveAborted(1));

        assertThat(world.files.servedPath(r1)).isEqualTo("/ex/a/r1");
    }

    @Test
    void anOpenMoveOfSomebodyElsesIsNoneOfOurs() {
        world.given(r1);
        world.tell(r1, initStarted("/ex/a/r1"), shadow(r1), moveStarted(r1, 1, "/ex/a/r1", "/ex/b/y"));

        world.start(builder -> builder.host("h2"));

        assertThat(world.calls(r1)).isEmpty();
        assertThat(world.follows(r1)).isFalse();
    }

    @Test
    void repositoriesOfOtherHostsAreReadOnce() {
        RepoId[] theirs = IntStream.rangeClosed(1, 50).mapToObj(Tale::repo).toArray(RepoId[]::new);
        world.given(theirs);
        for (RepoId repo : theirs) {
            world.tell(repo, initStarted(World.pathOf(repo), new Host("h2")), shadow(repo));
        }

        world.start(builder -> builder.host("h1")).advance(Duration.ofMinutes(10));

        assertThat(world.registry.reads()).hasSize(51).doesNotHaveDuplicates();
    }

    @Test
    void aRepositoryWhoseHistoryIsNotShownYetIsAskedForAgain() {
        world.given(r1).start();
        world.registry.faults(new SignalFaults(1, 0, 0, 0, false), new SplittableRandom(1));
        world.tell(r1, initStarted("/ex/a/r1"), shadow(r1));
        assertThat(world.callCount()).isZero();

        world.advance(Duration.ofSeconds(1));

        assertThat(world.files.servedPath(r1)).isEqualTo("/ex/a/r1");
    }

    @Test
    void anArchivedRepositoryIsClosedUntilItIsFrozenAgain() {
        enabled();

        world.tell(r1, tierStarted(1, StorageTier.FROZEN), tierCompleted(1, StorageTier.FROZEN, TierChangeCode.OK));
        assertThat(world.calls(r1)).isEmpty();
        world.tell(r1, tierStarted(2, StorageTier.ARCHIVED), tierCompleted(2, StorageTier.ARCHIVED, TierChangeCode.OK));
        assertThat(world.calls(r1)).containsExactly(DISABLE);
        world.tell(r1, tierStarted(3, StorageTier.FROZEN));
        assertThat(world.calls(r1)).isEmpty();
        world.tell(r1, tierCompleted(3, StorageTier.FROZEN, TierChangeCode.OK));

        assertThat(world.calls(r1)).containsExactly(GET, ENABLE);
    }

    @Test
    void eachOpeningAndClosingHasItsOwnCause() {
        enabled();
        world.tell(
                r1,
                moveStarted(r1, 1, "/ex/a/r1", "/ex/b/y"),
                moveAborted(1),
                moveStarted(r1, 2, "/ex/a/r1", "/ex/b/y"),
                moveAborted(2));

        assertThat(world.files.calls().stream()
                        .filter(call ->
                                call.name().equals(ENABLE) || call.name().equals(DISABLE))
                        .map(call -> call.name()
                                + (call.cause() == null ? "" : call.cause().event()))
                        .distinct())
                .hasSize(5);
    }

    static List<List<Event>> whatClosesRepositories() {
        return List.of(
                List.of(moveStarted(repo(1), 1, "/ex/a/r1", "/ex/b/y")),
                List.of(shadowMoveStarted(1, "/shadow/z")),
                List.of(
                        tierStarted(1, StorageTier.FROZEN),
                        tierCompleted(1, StorageTier.FROZEN, TierChangeCode.OK),
                        tierStarted(2, StorageTier.ARCHIVED)));
    }

    @ParameterizedTest
    @MethodSource("whatClosesRepositories")
    void whatIsFoundOnItsWayAtTheStartIsClosedAndNotOpenedFirst(List<Event> events) {
        world.given(r1);
        world.tell(r1, initStarted("/ex/a/r1"), shadow(r1)).tell(r1, events.toArray(Event[]::new));

        world.start();

        assertThat(world.calls(r1)).containsExactly(DISABLE);
    }

    @Test
    void aRestartEnablesAgainAlsoWhatFailedBefore() {
        world.given(r1);
        world.tell(r1, initStarted("/ex/a/r1"), shadow(r1));
        world.files.fail(ENABLE, r1, 1, () -> new StrongError("no room"));
        world.start();
        world.tell(r1, errorSet("no room"));
        world.calls(r1);

        world.restart();

        assertThat(world.calls(r1)).containsExactly(GET, ENABLE);
    }

    @Test
    void onlyRepositoriesOfTheGivenHostAreOurs() {
        RepoId r2 = repo(2);
        world.given(r1, r2);
        world.tell(r1, initStarted("/ex/a/r1"), shadow(r1));
        world.tell(r2, initStarted("/ex/a/r2", new Host("h2")), shadow(r2));

        world.start(builder -> builder.host("h1"));

        assertThat(world.files.served()).containsOnlyKeys(r1);
        assertThat(world.follows(r2)).isFalse();
    }

    @Test
    void aPoisonedHistoryParksOneRepositoryAndExplainSaysWhy() {
        RepoId r2 = repo(2);
        world.given(r1, r2);
        world.tell(r1, initStarted("/ex/a/r1"), malformed());
        world.tell(r2, initStarted("/ex/a/r2"), shadow(r2));

        world.start();

        assertThat(world.calls(r1)).isEmpty();
        assertThat(world.files.servedPath(r2)).isEqualTo("/ex/a/r2");
        assertThat(world.explain(r1).state())
                .isInstanceOfSatisfying(
                        ActivityState.Parked.class,
                        parked -> assertThat(parked.reason()).contains("version 2", "shadow_path must be absolute"));
    }

    @Test
    void aPoisonedHistoryThatWasMendedIsReadAnewAfterARetry() {
        world.given(r1);
        world.tell(r1, initStarted("/ex/a/r1"), shadow(r1));
        world.start();
        world.tell(r1, moveStarted(r1, 1, "/ex/a/r1", "/ex/a/y"), malformed());
        assertThat(world.explain(r1).state()).isInstanceOf(ActivityState.Parked.class);

        world.registry.cut(r1.aggregate(), 3);
        world.registry.append(r1.aggregate(), moved(r1, 1, "/ex/a/y"));
        world.observer().retry(r1.aggregate()).subscribe();
        world.settle();

        assertThat(world.files.servedPath(r1)).isEqualTo("/ex/a/y");
        assertThat(world.calls(r1)).containsExactly(GET, ENABLE, DISABLE, GET, ENABLE);
    }

    @Test
    void aGapInTheRegistrysHistoryIsReadAgainAndNotSkipped() {
        RepoId r2 = repo(2);
        world.given(r1).start();
        world.tell(r1, initStarted("/ex/a/r1"));
        world.tell(r2, initStarted("/ex/a/r2"));
        world.registry.skipInNextRead(Tale.REGISTRY_ID.aggregate());
        world.registry.faults(new SignalFaults(0, 0, 0, 0, false), new SplittableRandom(1));

        world.atOnce(() -> {
            world.registry.append(Tale.REGISTRY_ID.aggregate(), repoAdded(r2, "/ex/a/r2"));
            world.registry.append(Tale.REGISTRY_ID.aggregate(), rootAdded("/other"));
        });
        assertThat(world.follows(r2)).isFalse();
        world.advance(Duration.ofSeconds(1));

        assertThat(world.calls(r2)).containsExactly("initializer.initRepo", "command.confirmShadow");
    }

    @Test
    void aPoisonedRegistryStartsWhatItKnowsAndGoesOnAfterARetry() {
        world.given(r1).registryEvent(malformed());
        world.tell(r1, initStarted("/ex/a/r1"));
        RepoId r2 = repo(2);
        world.tell(r2, initStarted("/ex/a/r2"));

        world.start();
        world.registryEvent(repoAdded(r2, "/ex/a/r2"));
        assertThat(world.calls(r1)).isNotEmpty();
        assertThat(world.follows(r2)).isFalse();

        world.observer().retry(Tale.REGISTRY_ID.aggregate()).subscribe();
        world.settle();
        assertThat(world.calls(r2)).containsExactly("initializer.initRepo", "command.confirmShadow");
    }
}
