package io.vedette.gitshadow;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The real git program, with no configuration but its own. */
final class Git {
    private Git() {}

    record Result(int exit, byte[] bytes, String errors) {
        String out() {
            return new String(bytes, StandardCharsets.UTF_8).strip();
        }
    }

    /** Runs git and expects success. */
    static Result git(Path directory, String... arguments) {
        Result result = attempt(directory, new byte[0], arguments);
        if (result.exit != 0) {
            throw new AssertionError("git " + List.of(arguments) + " failed: " + result.errors);
        }
        return result;
    }

    static Result attempt(Path directory, byte[] input, String... arguments) {
        try {
            Path errors = Files.createTempFile("git", ".err");
            try {
                Process process = start(directory, errors.toFile(), arguments);
                try (OutputStream stdin = process.getOutputStream()) {
                    stdin.write(input);
                }
                byte[] out = process.getInputStream().readAllBytes();
                if (!process.waitFor(50, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
                return new Result(process.exitValue(), out, Files.readString(errors));
            } finally {
                Files.delete(errors);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static Process start(Path directory, File errors, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        Map<String, String> environment = builder.environment();
        environment.put("GIT_CONFIG_NOSYSTEM", "1");
        environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
        environment.put("GIT_TERMINAL_PROMPT", "0");
        environment.put("LC_ALL", "C.UTF-8");
        return builder.redirectError(errors).start();
    }
}
