package io.vedette.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Runs the commands of a document as they stand there, in one shell; only the ports are others. */
final class Tutorial {

    /** One repository, its observer and its registry, for a document about a site that runs. */
    static final String RUNNING = """
            mkdir -p files/a
            ./vedette registry serve --data data/registry --listen 127.0.0.1:7420 &
            ./vedette create registry exreg
            ./vedette add root exreg /ex --host h1 --host-path "$PWD/files"
            ./vedette observe --name exreg --prefix /ex --host h1 --shadow data/shadow --listen 127.0.0.1:9418 &
            ./vedette init repo exreg /ex/a --wait
            """;

    private static final Pattern BLOCK = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);

    private static final Pattern PORT = Pattern.compile("127\\.0\\.0\\.1:\\d+");

    private Tutorial() {}

    /** What its commands print; fails unless all of them succeed. */
    static String run(String document, Path folder) throws IOException, InterruptedException {
        return run("", document, folder);
    }

    /** Runs a document that is about something that is there already: the commands that make that come first. */
    static String run(String before, String document, Path folder) throws IOException, InterruptedException {
        String page = Files.readString(home().resolve("docs").resolve(document));
        Path launcher = folder.resolve("vedette");
        Files.writeString(launcher, "#!/bin/sh\nexec " + quoted(VedetteProcess.command()) + " \"$@\"\n");
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
        String script = "set -e\ntrap 'kill $(jobs -p) 2>/dev/null || true; wait' EXIT\nexport VEDETTE_SERVER="
                + Connection.DEFAULT_SERVER + "\n" + before + blocks(page);

        // -m: job numbers, as in a shell where a person types
        return Shell.run(folder, "bash", "-m", "-c", withFreePorts(script));
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

    private static String withFreePorts(String script) throws IOException {
        Map<String, String> free = new HashMap<>();
        for (String port :
                PORT.matcher(script).results().map(MatchResult::group).collect(Collectors.toSet())) {
            free.put(port, "127.0.0.1:" + Ports.free());
        }
        return PORT.matcher(script).replaceAll(port -> free.get(port.group()));
    }

    private static String quoted(List<String> command) {
        return command.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
    }
}
