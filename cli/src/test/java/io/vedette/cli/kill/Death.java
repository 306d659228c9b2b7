package io.vedette.cli.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.cli.VedetteProcess;
import io.vedette.testkit.kill.Hook;
import io.vedette.testkit.kill.Kill;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A death by {@code kill -9} that waits for a process.
 *
 * @param name of the place, for people
 * @param place where
 * @param passes at which passing of that place
 * @param fuse the file that lets the process die
 */
record Death(String name, Hook place, int passes, Path fuse) {

    private static final int KILLED = 128 + 9;

    /** How the process is started that shall die so. */
    List<String> options() throws IOException {
        return Kill.at(place, passes, fuse).options(fuse.getParent());
    }

    void light() throws IOException {
        Files.createFile(fuse);
    }

    /** Waits until a process has died so. */
    void await(VedetteProcess doomed) throws IOException {
        assertThat(doomed.ended(Duration.ofSeconds(60)))
                .as("%s is reached", this)
                .isTrue();
        assertThat(doomed.exitValue()).as("%s: %s", this, doomed.err()).isEqualTo(KILLED);
        Files.delete(fuse);
    }

    @Override
    public String toString() {
        return name;
    }
}
