package io.vedette.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the tutorial that writes, builds and runs a kind of workflow. */
@Tag("slow")
class WorkflowTutorialTest {

    @Test
    @Timeout(180)
    void theTutorialLeadsToAKindOfWorkflowThatBothObserversAnswer(@TempDir Path folder) throws Exception {
        PluginTutorialTest.collectJars(Files.createDirectories(folder.resolve("target/app/current/lib")));

        String text = Tutorial.run("tutorial/workflow.md", folder);

        assertThat(text).contains("2 are there: host1, host2").contains("WHO_IS_THERE_COMMITTED");
    }
}
