package io.vedette.server.storage;

import static io.vedette.server.storage.Histories.ANY;
import static io.vedette.server.storage.Histories.NOON;
import static io.vedette.server.storage.Histories.append;
import static io.vedette.server.storage.Histories.command;
import static io.vedette.server.storage.Histories.event;
import static io.vedette.server.storage.Histories.repo;

import io.vedette.domain.Event;
import io.vedette.server.storage.AppendReply.Appended;
import io.vedette.server.storage.AppendReply.Unavailable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Flux;

/** A process of its own that appends without end and says what was answered, to be killed. */
final class AppendingProcess implements AutoCloseable {

    private static final int IN_FLIGHT = 64;
    private static final int HISTORIES = 10;

    private final Process process;
    private final BufferedReader output;

    private AppendingProcess(Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static AppendingProcess start(Path directory, int firstCommand, int eventBytes) throws IOException {
        return new AppendingProcess(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:-UsePerfData",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AppendingProcess.class.getName(),
                        directory.toString(),
                        Integer.toString(firstCommand),
                        Integer.toString(eventBytes))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    static Append appendOf(int number, int eventBytes) {
        Event[] events = new Event[eventsOf(number)];
        Arrays.fill(events, event(number + ":" + "x".repeat(eventBytes)));
        return append(repo(number % HISTORIES), ANY, command(number), NOON + number, events);
    }

    static int eventsOf(int number) {
        return 1 + number % 5;
    }

    static boolean isAppended(String line) {
        return line.startsWith("appended ") && line.endsWith(".");
    }

    static int number(String line) {
        return Integer.parseInt(line.substring("appended ".length(), line.length() - 1));
    }

    /** The next line; null when the process has ended. */
    String line() throws IOException {
        return output.readLine();
    }

    /** Reads on until a line starts so. */
    String lineStartingWith(String start) throws IOException {
        String line = line();
        while (line != null && !line.startsWith(start)) {
            line = line();
        }
        if (line == null) {
            throw new IllegalStateException("the process ended before it said " + start);
        }
        return line;
    }

    long pid() {
        return process.pid();
    }

    /** Kills it without a chance to tidy up; returns what it had still said. */
    List<String> kill() throws IOException, InterruptedException {
        // The handle, unlike the process, leaves the output open.
        process.toHandle().destroyForcibly();
        List<String> rest = new ArrayList<>();
        for (String line = line(); line != null; line = line()) {
            rest.add(line);
        }
        process.waitFor();
        return rest;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** Repeats what was refused until it is stored, so that each command is either answered or in flight. */
    public static void main(String[] args) {
        int first = Integer.parseInt(args[1]);
        int eventBytes = Integer.parseInt(args[2]);
        RocksOptions options = new RocksOptions(new UUID(1, 1), 8 << 20, 1 << 20, 8192, 0);
        StorageBackend store = RocksStorage.open(Path.of(args[0]), options);
        say("ready.");
        Flux.range(first, Integer.MAX_VALUE - first)
                .flatMap(
                        number -> store.append(appendOf(number, eventBytes))
                                .doOnNext(reply -> {
                                    if (reply instanceof Unavailable refused) {
                                        say("refused " + number + " " + refused.reason());
                                    }
                                })
                                .repeat()
                                .ofType(Appended.class)
                                .next()
                                .doOnNext(reply -> say("appended " + number + ".")),
                        IN_FLIGHT)
                .blockLast();
    }

    private static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
