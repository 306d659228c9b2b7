package io.vedette.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** The program as a real process, with the classes under test. */
public final class VedetteProcess implements AutoCloseable {

    private static final String MAIN = "io.vedette.cli.Vedette";

    /** So that it starts in less time, by a fifth: the compiler has made these classes a moment ago. */
    private static final List<String> UNVERIFIED =
            List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:-BytecodeVerificationRemote");

    /** How long what a process said may take to come through once it has ended. */
    private static final Duration READ_TO_END = Duration.ofSeconds(10);

    private static List<String> sooner = List.of();

    private final Process process;
    private final List<String> out = new CopyOnWriteArrayList<>();
    private final List<String> err = new CopyOnWriteArrayList<>();
    private final List<Thread> readers;

    private VedetteProcess(Process process) {
        this.process = process;
        this.readers = List.of(collect(process.getInputStream(), out), collect(process.getErrorStream(), err));
    }

    /** Starts the program in a folder. */
    public static VedetteProcess start(Path folder, String... args) throws IOException {
        return start(folder, List.of(), args);
    }

    /** Starts the program with more options for its Java machine. */
    public static VedetteProcess start(Path folder, List<String> options, String... args) throws IOException {
        List<String> command = command(args);
        command.addAll(command.indexOf(MAIN), options); // what comes later holds
        return new VedetteProcess(
                new ProcessBuilder(command).directory(folder.toFile()).start());
    }

    /** Starts an observer of registry {@code exreg} at {@code /ex} on {@code h1}; its shadows are below the folder. */
    public static VedetteProcess observe(Path folder, String registry, String... more) throws IOException {
        List<String> all = new ArrayList<>(List.of("observe", "--registry", registry, "--name", "exreg"));
        all.addAll(List.of("--prefix", "/ex", "--host", "h1", "--shadow", "shadow", "--listen", "127.0.0.1:0"));
        all.addAll(List.of(more));
        return start(folder, all.toArray(String[]::new));
    }

    /** Lets processes start sooner from now on, which takes ten seconds once; for tests that start many. */
    public static synchronized void manyWillStart() throws IOException, InterruptedException {
        if (sooner.isEmpty()) {
            sooner = ClassArchive.make();
        }
    }

    /** The command line that runs the program. */
    public static List<String> command(String... args) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m"));
        command.addAll(UNVERIFIED);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(sooner);
        command.add(MAIN);
        command.addAll(Arrays.asList(args));
        return command;
    }

    private static Thread collect(InputStream from, List<String> into) {
        Thread reader = new Thread(() -> {
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    into.add(line);
                }
            } catch (IOException closed) {
                into.add("(" + closed.getMessage() + ")");
            }
        });
        reader.setDaemon(true);
        reader.start();
        return reader;
    }

    /** Waits for a line on standard error and gives the part of it that the pattern's first group matches. */
    public String awaitSaid(String pattern) {
        Pattern compiled = Pattern.compile(pattern);
        return Awaitility.await("a line that matches " + pattern)
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .failFast("the process ended", () -> ended(Duration.ZERO) && match(compiled) == null)
                .until(() -> match(compiled), found -> found != null);
    }

    /** Waits for a line on standard error or for the end, whichever comes first; whether it was the line. */
    public boolean awaitSaidOrEnded(String pattern) {
        Pattern compiled = Pattern.compile(pattern);
        Awaitility.await("a line that matches " + pattern + " or the end")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> match(compiled) != null || ended(Duration.ZERO));
        return match(compiled) != null;
    }

    private @Nullable String match(Pattern pattern) {
        for (String line : err) {
            Matcher matcher = pattern.matcher(line);
            if (matcher.find()) {
                return matcher.groupCount() == 0 ? line : matcher.group(1);
            }
        }
        return null;
    }

    /** What it has printed. */
    public List<String> out() {
        return out;
    }

    /** What it has said on standard error. */
    public List<String> err() {
        return err;
    }

    /** As kill -9 does. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** As SIGTERM does; whether it ended in time. */
    public boolean stop(Duration limit) {
        process.toHandle().destroy(); // what the process says while it stops is still heard
        return ended(limit);
    }

    /** Whether it ends by itself in time. If so, all that it said was heard. */
    public boolean ended(Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
            for (Thread reader : readers) {
                reader.join(READ_TO_END.toMillis());
            }
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(interrupted));
        }
    }

    /** How it ended: 128 and the number of the signal that killed it. */
    public int exitValue() {
        return process.exitValue();
    }

    /** Its number. */
    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        ended(Duration.ofSeconds(10));
    }
}
