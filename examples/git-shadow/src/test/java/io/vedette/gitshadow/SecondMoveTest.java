package io.vedette.gitshadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vedette.domain.HostPath;
import io.vedette.domain.WorkflowId;
import io.vedette.observer.RepoInfo;
import io.vedette.observer.StrongError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Moves that begin before an earlier one has come to its end on the file server. */
class SecondMoveTest extends EstateTest {
    private static final WorkflowId NEXT = new WorkflowId(UUID.fromString("01930000-0000-7000-8000-000000000002"));
    private static final WorkflowId LAST = new WorkflowId(UUID.fromString("01930000-0000-7000-8000-000000000003"));

    private RepoInfo repo;
    private Map<String, String> tree;

    @BeforeEach
    void fill() throws IOException {
        HalfDone.fill(estate);
        repo = estate.info("one", "foo");
        tree = Exact.tree(old);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void twoMovesInARowWithinOneFileServerCarryTheRepositoryToTheLastPlace(boolean isThere) throws IOException {
        Path between = estate.tree("one", "between");
        Path last = estate.tree("one", "last");
        if (isThere) {
            Files.createDirectory(between);
        }
        try (GitShadow one = estate.open("one")) {
            RepoInfo first = bring(one, repo, between, Estate.WORKFLOW);

            RepoInfo second = bring(one, first, last, NEXT);
            Estate.getRepo(one, second);
        }

        assertThat(Exact.tree(last)).isEqualTo(tree);
        assertThat(old).doesNotExist();
        assertThat(between).doesNotExist();
        assertThat(Estate.leftovers(estate.folder())).isEmpty();
    }

    @Test
    void aMoveAndTheMoveBackLeaveTheRepositoryWhereItWas() throws IOException {
        try (GitShadow one = estate.open("one")) {
            RepoInfo there = bring(one, repo, estate.tree("one", "between"), Estate.WORKFLOW);

            Estate.getRepo(one, bring(one, there, old, NEXT));
        }

        assertThat(Exact.tree(old)).isEqualTo(tree);
        assertThat(estate.tree("one", "between")).doesNotExist();
        assertThat(Estate.leftovers(estate.folder())).isEmpty();
    }

    @Test
    void aSecondMoveWithinTheFileServerThatARepositoryHasJustComeToFinishesTheFirst() throws IOException {
        Files.createDirectory(target);
        Path last = estate.tree("two", "last");
        try (GitShadow two = estate.open("two")) {
            RepoInfo there = bring(two, repo, target, Estate.WORKFLOW);

            Estate.getRepo(two, bring(two, there, last, NEXT));
        }

        assertThat(Exact.tree(last)).isEqualTo(tree);
        assertThat(old).doesNotExist();
        assertThat(target).doesNotExist();
        assertThat(Estate.leftovers(estate.folder())).isEmpty();
    }

    @Test
    void anotherFileServerWaitsUntilTheFirstMoveIsFinished() throws IOException {
        Path between = Files.createDirectory(estate.tree("one", "between"));
        try (GitShadow one = estate.open("one");
                GitShadow two = estate.open("two")) {
            RepoInfo there = bring(one, repo, between, Estate.WORKFLOW);

            assertThatThrownBy(() -> bring(two, there, target, NEXT))
                    .isInstanceOf(StrongError.class)
                    .hasMessageContaining("to " + between + " is not finished there: abort this one, wait until");
            assertThat(Exact.tree(old)).isEqualTo(tree);

            Estate.getRepo(one, there);
            Estate.getRepo(two, bring(two, there, target, LAST));
        }

        assertThat(Exact.tree(target)).isEqualTo(tree);
        assertThat(Estate.leftovers(estate.folder())).isEmpty();
    }

    @Test
    void aShadowThatHasNotComeToItsPlaceYetIsWaitedForAsWell() throws IOException {
        Path between = Files.createDirectory(estate.tree("two", "between"));
        try (GitShadow two = estate.open("two");
                GitShadow three = estate.open("three")) {
            RepoInfo there = bring(two, repo, between, Estate.WORKFLOW);

            assertThatThrownBy(() -> bring(three, there, target, NEXT))
                    .isInstanceOf(StrongError.class)
                    .hasMessageContaining("to " + between + " is not finished there");
        }
    }

    @Test
    void aMoveThatWasKilledAtItsEndDoesNotStandInTheWayOnceTheRepositoryIsBackAgain() throws IOException {
        Path journal = journal("two");
        try (GitShadow one = estate.open("one");
                GitShadow two = estate.open("two")) {
            RepoInfo there = bring(two, repo, target, Estate.WORKFLOW);
            String lines = Files.readString(journal);
            Estate.getRepo(two, there);
            Files.writeString(journal, lines.replace("COPIED", "PLACED"));

            RepoInfo back = bring(one, there, old, NEXT);
            Estate.getRepo(one, back);
            Estate.getRepo(two, bring(two, back, target, LAST));
        }

        assertThat(Exact.tree(target)).isEqualTo(tree);
        assertThat(old).doesNotExist();
        assertThat(Estate.leftovers(estate.folder())).isEmpty();
    }

    @Test
    void whatWasWrittenTooLateStaysWhenTheRepositoryHasGoneOnBeforeTheOldPlaceWasClearedAway() throws IOException {
        String hidden = ".vedette-moved-" + repo.repo() + "-" + Estate.WORKFLOW;
        try (GitShadow one = estate.open("one");
                GitShadow two = estate.open("two", Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1)))) {
            RepoInfo there = bring(two, repo, target, Estate.WORKFLOW);
            HalfDone.placeByHand(estate);
            Trees.file(old.resolveSibling(hidden), "sub/late", "late");
            RepoInfo back = bring(one, there, old, NEXT);
            Estate.getRepo(one, back);

            Estate.getRepo(two, bring(two, back, target, LAST));
        }

        assertThat(Exact.tree(target)).isEqualTo(tree);
        assertThat(Estate.leftovers(estate.folder()))
                .containsExactly("one/" + hidden, "one/" + hidden + "/sub", "one/" + hidden + "/sub/late");
    }

    @Test
    void aCopyOfWhatIsGoneStaysWhenItsMoveWasGivenUp() throws IOException {
        Path abandoned = estate.tree("two", ".vedette-move-" + repo.repo() + "-" + Estate.WORKFLOW);
        try (GitShadow one = estate.open("one");
                GitShadow two = estate.open("two")) {
            bring(two, repo, estate.tree("two", "abandoned"), Estate.WORKFLOW);
            RepoInfo elsewhere = bring(one, repo, estate.tree("one", "bar"), NEXT);
            Estate.getRepo(one, elsewhere);

            Estate.getRepo(two, bring(two, elsewhere, target, LAST));
        }

        assertThat(Exact.tree(target)).isEqualTo(tree);
        assertThat(Exact.tree(abandoned)).isEqualTo(tree);
        assertThat(journal("two")).doesNotExist();
    }

    @Test
    void directoriesThatAnAbandonedMoveMadeDoNotMisleadTheNextOneToTheSameParent() throws IOException {
        Path place = estate.tree("two", "deep/er/foo");
        try (GitShadow two = estate.open("two")) {
            bring(two, repo, estate.tree("two", "deep/er/abandoned"), Estate.WORKFLOW);

            Estate.getRepo(two, bring(two, repo, place, NEXT));
        }

        assertThat(Exact.tree(place)).isEqualTo(tree);
        assertThat(Estate.leftovers(estate.folder())).isEmpty();
    }

    private Path journal(String root) {
        return estate.shadows(root).resolve(".moves").resolve(repo.repo().toString());
    }

    /** Where the repository lives once the registry has taken the move. */
    private RepoInfo bring(GitShadow shadow, RepoInfo from, Path place, WorkflowId workflow) {
        HostPath there = Estate.move(shadow, estate.order(from, place, workflow));
        return Estate.at(from, place, there);
    }
}
