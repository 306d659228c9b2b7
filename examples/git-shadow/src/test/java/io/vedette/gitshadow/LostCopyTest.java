package io.vedette.gitshadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vedette.observer.StrongError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Moves whose copies, or whose originals, somebody has taken away: what may be the last of something is not deleted. */
class LostCopyTest extends EstateTest {
    private Map<String, String> tree;
    private Path copy;
    private Path shadow;
    private Path shadowCopy;
    private Path records;

    @BeforeEach
    void fill() throws IOException {
        HalfDone.fill(estate);
        tree = Exact.tree(old);
        String repo = estate.info("one", "foo").repo().toString();
        copy = target.resolveSibling(".vedette-move-" + repo + "-" + Estate.WORKFLOW);
        shadow = estate.shadows("one").resolve(repo + ".git");
        shadowCopy = estate.shadows("two").resolve(copy.getFileName());
        records = estate.shadows("two").resolve(".moves").resolve(repo);
    }

    @Test
    void anEmptyDirectoryAtTheNewPlaceIsNotTakenForTheCopyThatWasDeleted() throws IOException {
        Files.createDirectory(target);
        bring();
        Trees.delete(copy);

        assertRefused("the copy " + copy + " is gone: mount its disk again, or delete " + records + ".tree to have "
                + old + " copied again");
        assertThat(Exact.tree(old)).isEqualTo(tree);

        Files.delete(records.resolveSibling(records.getFileName() + ".tree"));
        assertSettles();
    }

    @Test
    void aDiskThatIsNotMountedAtTheNewPlaceIsWaitedFor() throws IOException {
        bring();
        Path disk = estate.folder().resolve("unmounted");
        Files.move(estate.folder().resolve("two"), disk);
        Files.createDirectories(target);

        assertRefused("the copy " + copy + " is gone: mount its disk again");
        assertRefused("the copy " + copy + " is gone: mount its disk again");
        assertThat(Exact.tree(old)).isEqualTo(tree);

        Trees.delete(estate.folder().resolve("two"));
        Files.move(disk, estate.folder().resolve("two"));
        assertSettles();
    }

    @Test
    void aMountPointWithoutTheNewDirectoryIsNotFilled() throws IOException {
        bring();
        Path disk = estate.folder().resolve("unmounted");
        Files.move(estate.folder().resolve("two"), disk);
        Files.createDirectories(estate.folder().resolve("two"));

        assertRefused("the copy " + copy + " is gone: mount its disk again");

        assertThat(Exact.tree(old)).isEqualTo(tree);
        assertThat(estate.folder().resolve("two")).isEmptyDirectory();
    }

    @Test
    void aDiskThatVanishesWhileTheOriginalIsClearedAwayIsWaitedFor() throws IOException {
        bring();
        HalfDone.placeByHand(estate);
        Path retired = old.resolveSibling(copy.getFileName().toString().replace(".vedette-move-", ".vedette-moved-"));
        Path disk = estate.folder().resolve("unmounted");
        Files.move(target, disk);
        Files.createDirectory(target);

        assertRefused(target + " is not the copy that was put there: mount its disk again, or delete " + records
                + ".tree to have it compared with what is left of " + retired);
        assertThat(Exact.tree(retired)).isEqualTo(tree);

        Files.delete(target);
        Files.move(disk, target);
        assertSettles();
    }

    @Test
    void whatIsLeftOfTheOriginalIsBroughtToAnotherDirectoryOnceAPersonSaysSo() throws IOException {
        bring();
        HalfDone.placeByHand(estate);
        Files.move(target, estate.folder().resolve("lost"));
        Files.createDirectory(target);

        Files.delete(records.resolveSibling(records.getFileName() + ".tree"));
        settle();

        assertThat(Trees.contents(target))
                .isEqualTo(Trees.contents(estate.folder().resolve("lost")));
        assertThat(Estate.leftovers(estate.folder())).isEmpty();
    }

    @Test
    void anEmptyDirectoryIsNotTakenForTheCopyOfTheShadow() throws IOException {
        bring();
        Map<String, String> before = Exact.tree(shadow);
        Trees.delete(shadowCopy);
        Files.createDirectory(estate.shadows("two").resolve(shadow.getFileName()));

        assertRefused("the copy " + shadowCopy + " is gone: mount its disk again");
        assertThat(Exact.tree(shadow)).isEqualTo(before);

        Files.delete(records.resolveSibling(records.getFileName() + ".shadow"));
        assertSettles();
    }

    @Test
    void theOldShadowStaysWhileThereIsNoneAtTheNewPlace() throws IOException {
        bring();
        HalfDone.placeByHand(estate);
        Path retired =
                shadow.resolveSibling(copy.getFileName().toString().replace(".vedette-move-", ".vedette-moved-"));
        Path place = estate.shadows("two").resolve(shadow.getFileName());
        Trees.delete(place);
        Files.delete(records.resolveSibling(records.getFileName() + ".shadow"));

        assertRefused("the shadow " + place + " is missing: restore it from a backup");

        assertThat(retired).isDirectory();
    }

    @Test
    void anOriginalAndACopyThatAreBothGoneAreNamed() throws IOException {
        bring();
        Trees.delete(old);
        Trees.delete(copy);
        Files.delete(records.resolveSibling(records.getFileName() + ".tree"));

        assertRefused("both " + old + " and its copy " + copy
                + " are gone: mount their disks again, or restore the first from a backup");
    }

    @Test
    void anAbortedMoveLeavesTheCopyOfADirectoryThatIsGone() throws IOException {
        bring();
        Trees.delete(old);

        discard();

        assertThat(Exact.tree(copy)).isEqualTo(tree);
        assertThat(shadowCopy).doesNotExist();
        assertThat(shadow).isDirectory();
        assertThat(records).doesNotExist();
    }

    @Test
    void anEmptyDirectoryWithTheInodeOfTheCopyIsNotTakenForIt() throws IOException {
        bring();
        empty(copy);
        Files.move(copy, target);

        assertRefused("the copy " + copy + " is gone");

        assertThat(Exact.tree(old)).isEqualTo(tree);
    }

    @Test
    void anAbortedMoveLeavesTheCopyWhenTheOldDirectoryIsEmptyNow() throws IOException {
        bring();
        empty(old);

        discard();

        assertThat(Exact.tree(copy)).isEqualTo(tree);
    }

    @Test
    void anEmptyTreeMovesAndIsClearedAway() throws IOException {
        empty(old);
        tree = Exact.tree(old);
        bring();
        HalfDone.placeByHand(estate);

        assertSettles();
    }

    @Test
    void anAbortedMoveLeavesTheCopyWhenAnotherDirectoryHasTheOldName() throws IOException {
        bring();
        Files.move(old, estate.folder().resolve("unmounted"));
        Files.createDirectory(old);

        discard();

        assertThat(Exact.tree(copy)).isEqualTo(tree);
    }

    private static void empty(Path directory) throws IOException {
        Trees.delete(directory, false);
    }

    private void assertRefused(String words) {
        assertThatThrownBy(this::settle).isInstanceOf(StrongError.class).hasMessageContaining(words);
    }

    private void assertSettles() throws IOException {
        settle();
        assertThat(Exact.tree(target)).isEqualTo(tree);
        assertThat(old).doesNotExist();
        assertThat(Estate.leftovers(estate.folder())).isEmpty();
    }

    private void bring() {
        HalfDone.MOVE.call(estate);
    }

    private void settle() {
        HalfDone.SETTLE.call(estate);
    }

    private void discard() {
        try (GitShadow two = estate.open("two")) {
            two.discardMove(HalfDone.order(estate)).block(Server.SOON);
        }
    }
}
