package io.vedette.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The first tutorial's commands. */
@Tag("slow")
class TutorialTest {

    @Test
    @Timeout(180)
    void theTutorialLeadsToAWatchedRepository(@TempDir Path folder) throws Exception {
        String text = Tutorial.run("tutorial/watched-repository.md", folder);

        assertThat(text)
                .contains("hello again")
                .contains("SHADOW_REPO_CREATED")
                .contains("SLEEPING")
                .contains("Initial snapshot");
    }
}
