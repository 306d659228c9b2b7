package io.vedette.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the how-tos about workflows, and about what is stuck. */
@Tag("slow")
@Timeout(180)
class WorkflowHowToTest {

    @TempDir
    Path folder;

    @Test
    void aRepositoryMovesBetweenTwoFileServers() throws Exception {
        String text = Tutorial.run("how-to/move-a-repository.md", folder);

        assertThat(text)
                .contains("waits for APP_ACCEPTED", "is in another workflow, 01a1fed1-0000-7000-8000-000000000001")
                .contains("MOVE_REPO_COMMITTED", "ABORTED");
        assertThat(folder.resolve("after/map.txt")).hasContent("first");
        assertThat(folder.resolve("disk2/atlas/more.txt")).exists();
        assertThat(folder.resolve("disk1")).isEmptyDirectory();
        assertThat(folder.resolve("data/shadow1")).isDirectoryNotContaining("glob:**.git");
        assertThat(folder.resolve("data/shadow2")).isDirectoryContaining("glob:**.git");
    }

    @Test
    void aRepositoryIsFrozenAndGetsItsModesBack() throws Exception {
        String text = Tutorial.run("how-to/freeze-a-repository.md", folder);

        assertThat(text).contains("440 files/a/notes.txt", "550 files/a/run.sh", "FROZEN");
        assertThat(text).contains("640 files/a/notes.txt", "750 files/a/run.sh");
        assertThat(folder.resolve("told.txt")).content().contains("read-only");
        assertThat(folder.resolve("clone/late.txt")).hasContent("one more");
        assertThat(folder.resolve("clone/again.txt")).hasContent("again");
    }

    @Test
    void theLeversForWhatIsStuckWorkAsTheyStand() throws Exception {
        String text = Tutorial.run(Tutorial.RUNNING, "how-to/read-what-is-stuck.md", folder);

        assertThat(text).contains("SLEEPING", "/ex/a");
    }
}
