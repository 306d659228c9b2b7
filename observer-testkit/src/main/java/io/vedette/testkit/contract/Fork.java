package io.vedette.testkit.contract;

import io.vedette.testkit.kill.Kill;
import io.vedette.testkit.kill.Tripwire.Passing;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that makes one call, and may die within it. */
final class Fork {

    private static final int KILLED = 128 + 9;
    private static final Duration START = Duration.ofSeconds(60);

    private final Process process;
    private final String call;
    private final Path folder;
    private final Duration patience;

    private Fork(Process process, String call, Path folder, Duration patience) {
        this.process = process;
        this.call = call;
        this.folder = folder;
        this.patience = patience;
    }

    /** Starts one, which waits until it is told to go. */
    static Fork start(Contract<?> contract, Path folder, String call, Kill kill) throws IOException {
        Path own = Files.createTempDirectory(folder, "fork");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData"));
        command.addAll(contract.javaOptions());
        try {
            command.addAll(kill.options(folder));
        } catch (IllegalStateException noByteBuddy) {
            throw new Broken("the contract", "cannot kill: " + noByteBuddy.getMessage(), "add it", noByteBuddy);
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Doomed.class.getName()));
        command.addAll(List.of(
                contract.getClass().getName(),
                folder.toString(),
                call,
                own.resolve("noted").toString()));
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(own.resolve("errors").toFile())
                .start();
        return new Fork(process, call, own, contract.patience().multipliedBy(2).plus(START));
    }

    /** Lets it make its call; whether it died as it should. */
    boolean go() throws Exception {
        try (OutputStream input = process.getOutputStream()) {
            input.write("go\n".getBytes(StandardCharsets.UTF_8));
        }
        boolean ended = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        end();
        if (!ended) {
            throw new Broken(call, "did not end in a process of its own.", "see what it waits for there" + errors());
        }
        int exit = process.exitValue();
        if (exit != KILLED && exit != 0) {
            throw new Broken(
                    call,
                    "does not succeed in a process of its own, which ended with " + exit + ".",
                    "let the test class depend on nothing that JUnit or the build gives, only on the site;"
                            + " javaOptions() sets options of the Java machine" + errors());
        }
        return exit == KILLED;
    }

    private String errors() throws IOException {
        return "\n  It said:\n" + Files.readString(folder.resolve("errors")).indent(4);
    }

    /** What it passed, if it lived. */
    List<Passing> noted() throws IOException {
        return Files.readAllLines(folder.resolve("noted")).stream()
                .map(line -> line.split("\t", 3))
                .map(part -> new Passing(Integer.parseInt(part[0]), part[2], Boolean.parseBoolean(part[1])))
                .toList();
    }

    void end() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
