package io.vedette.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens when the result of a command cannot be written. */
class StandardOutputTest {

    @TempDir
    Path folder;

    private Shell.Result run(String script, String... args) throws Exception {
        List<String> command = new ArrayList<>(List.of("bash", "-c", script, "bash"));
        command.addAll(VedetteProcess.command(args));
        return Shell.tryRun(folder, command);
    }

    @Test
    void aFullDiskIsSaidAndIsNoSuccess() throws Exception {
        Shell.Result full = run("exec \"$@\" >/dev/full", "--help");

        assertThat(full.exit()).isEqualTo(Exit.FINDINGS);
        assertThat(full.text()).contains("standard output", "No space left");
    }

    @Test
    void aReaderThatHasSeenEnoughIsNoFailure() throws Exception {
        Shell.Result left = run("\"$@\" > >(exec true) ; echo exit $?", "generate-completion");

        assertThat(left.text()).contains("exit 0").doesNotContain("standard output");
    }
}
