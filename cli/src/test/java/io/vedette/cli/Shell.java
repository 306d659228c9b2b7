package io.vedette.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs programs of the machine, as git, and gives what they print. */
public final class Shell {

    private Shell() {}

    /** What a program prints on both channels; fails where it does not end with 0. */
    public static String run(Path folder, String... command) throws IOException, InterruptedException {
        Result result = tryRun(folder, List.of(command));
        if (result.exit() != 0) {
            throw new AssertionError(
                    String.join(" ", command) + " ended with " + result.exit() + ":\n" + result.text());
        }
        return result.text();
    }

    /** What a program gives, however it ends. */
    public static Result tryRun(Path folder, List<String> command) throws IOException, InterruptedException {
        return tryRun(new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true));
    }

    static Result tryRun(ProcessBuilder builder) throws IOException, InterruptedException {
        Path text = Files.createTempFile("vedette-shell", ".txt"); // a pipe would stay open as long as any child lives
        Process process = builder.redirectOutput(text.toFile()).start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                throw new AssertionError(builder.command() + " did not end:\n" + Files.readString(text));
            }
            return new Result(process.exitValue(), Files.readString(text));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            Files.deleteIfExists(text);
        }
    }

    /** How it ended and what it printed. */
    public record Result(int exit, String text) {}
}
