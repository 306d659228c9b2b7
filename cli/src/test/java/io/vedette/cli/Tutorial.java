package io.vedette.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Runs the commands of a document as they stand there, in one shell; only the ports are others. */
final class Tutorial {

    private static final Pattern BLOCK = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);

    private Tutorial() {}

    static Shell.Result run(String document, Path folder) throws IOException, InterruptedException {
        String page = Files.readString(home().resolve("docs").resolve(document));
        Path launcher = folder.resolve("vedette");
        Files.writeString(launcher, "#!/bin/sh\nexec " + quoted(VedetteProcess.command()) + " \"$@\"\n");
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
        int registry = freePort();
        int git = freePort();
        String script = "set -e\ntrap 'kill $(jobs -p) 2>/dev/null || true' EXIT\nexport VEDETTE_SERVER=127.0.0.1:"
                + registry + "\n" + blocks(page).replace("7420", "" + registry).replace("9418", "" + git);

        // -m: job numbers, as in a shell where a person types
        return Shell.tryRun(folder, List.of("bash", "-m", "-c", script));
    }

    /** The folder of the sources. */
    static Path home() {
        Path here = Path.of("").toAbsolutePath();
        return Files.isDirectory(here.resolve("docs")) ? here : Objects.requireNonNull(here.getParent());
    }

    private static String blocks(String page) {
        Matcher matcher = BLOCK.matcher(page);
        return matcher.results().map(block -> block.group(1)).collect(Collectors.joining("\n"));
    }

    private static String quoted(List<String> command) {
        return command.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
