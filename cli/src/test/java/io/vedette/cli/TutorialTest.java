package io.vedette.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The tutorial's commands, run as they stand there, in one shell; only the ports are others. */
@Tag("slow")
class TutorialTest {

    private static final Pattern BLOCK = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);

    @Test
    @Timeout(180)
    void theTutorialLeadsToAWatchedRepository(@TempDir Path folder) throws Exception {
        String page = Files.readString(documents().resolve("tutorial/watched-repository.md"));
        Path launcher = folder.resolve("vedette");
        Files.writeString(launcher, "#!/bin/sh\nexec " + quoted(VedetteProcess.command()) + " \"$@\"\n");
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
        int registry = freePort();
        int git = freePort();
        String script = "set -e\ntrap 'kill $(jobs -p) 2>/dev/null || true' EXIT\nexport VEDETTE_SERVER=127.0.0.1:"
                + registry + "\n" + blocks(page).replace("7420", "" + registry).replace("9418", "" + git);

        // -m: job numbers, as in a shell where a person types
        Shell.Result result = Shell.tryRun(folder, List.of("bash", "-m", "-c", script));

        assertThat(result.exit()).as(result.text()).isZero();
        assertThat(result.text())
                .contains("hello again")
                .contains("SHADOW_REPO_CREATED")
                .contains("SLEEPING")
                .contains("Initial snapshot");
    }

    private static String blocks(String page) {
        Matcher matcher = BLOCK.matcher(page);
        return matcher.results().map(block -> block.group(1)).collect(Collectors.joining("\n"));
    }

    private static String quoted(List<String> command) {
        return command.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
    }

    private static Path documents() {
        Path here = Path.of("").toAbsolutePath();
        return Files.isDirectory(here.resolve("docs")) ? here.resolve("docs") : here.resolveSibling("docs");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
