package io.vedette.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs programs of the machine, as git, and gives what they print. */
final class Shell {

    private Shell() {}

    /** What a program prints on both channels; fails where it does not end with 0. */
    static String run(Path folder, String... command) throws IOException, InterruptedException {
        Result result = tryRun(folder, List.of(command));
        if (result.exit() != 0) {
            throw new AssertionError(
                    String.join(" ", command) + " ended with " + result.exit() + ":\n" + result.text());
        }
        return result.text();
    }

    static Result tryRun(Path folder, List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(command + " did not end");
        }
        return new Result(process.exitValue(), text);
    }

    record Result(int exit, String text) {}
}
