package io.vedette.gitshadow;

import io.vedette.gitshadow.internal.snapshot.ScanListener;
import io.vedette.observer.RepoInfo;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A file server in a process of its own, which may be killed. It initialises and enables what a list names. */
final class ForkedServer implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;
    private final List<String> failures = new ArrayList<>();

    private ForkedServer(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * Starts one.
     *
     * @param directories the repositories, by name
     * @param haltAt it dies when it is about to read the file of this number; 0 means never
     */
    static ForkedServer start(
            Path sandbox,
            Map<String, Path> directories,
            long haltAt,
            Map<String, String> environment,
            String... options)
            throws IOException {
        return start(List.of(), sandbox, directories, haltAt, environment, options);
    }

    /**
     * Starts one by another program.
     *
     * @param starter the program that starts it, with its arguments
     */
    static ForkedServer start(
            List<String> starter,
            Path sandbox,
            Map<String, Path> directories,
            long haltAt,
            Map<String, String> environment,
            String... options)
            throws IOException {
        List<String> lines = new ArrayList<>();
        directories.forEach((name, path) -> lines.add(name + "\t" + RawNames.text(path)));
        Path list = Files.write(sandbox.resolve("list"), lines);
        List<String> command = new ArrayList<>(starter);
        command.addAll(List.of(System.getProperty("java.home") + "/bin/java", "-XX:+UseSerialGC"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ForkedServer.class.getName()));
        command.addAll(List.of(sandbox.resolve("shadow").toString(), list.toString(), "" + haltAt));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(sandbox.resolve("server.err").toFile());
        builder.environment().putAll(environment);
        return new ForkedServer(builder.start());
    }

    /** The next line that it prints, or null when it has ended. */
    @Nullable
    String line() throws IOException {
        return output.readLine();
    }

    /** What could not be initialised, and why; complete when everything else is enabled. */
    List<String> failures() {
        return failures;
    }

    /** Waits until everything is enabled that can be. The port, or -1 if it died before. */
    int awaitEnabled() throws IOException {
        for (String line = line(); line != null; line = line()) {
            if (line.startsWith("failed ")) {
                failures.add(line.substring("failed ".length()));
            }
            if (line.startsWith("enabled ")) {
                return Integer.parseInt(line.substring("enabled ".length()));
            }
        }
        return -1;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public static void main(String[] arguments) throws Exception {
        long haltAt = Long.parseLong(arguments[2]);
        AtomicLong reads = new AtomicLong();
        GitShadow shadow = GitShadow.builder(Path.of(arguments[0]))
                .listener(new ScanListener() {
                    @Override
                    public void reading(Path file) {
                        if (reads.incrementAndGet() == haltAt) {
                            Runtime.getRuntime().halt(137);
                        }
                    }
                })
                .start();
        List<RepoInfo> repos = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(arguments[1]))) {
            String[] parts = line.split("\t", 2);
            repos.add(Server.info(parts[0], RawNames.path(parts[1])));
        }
        System.out.println("started");
        Flux.fromIterable(repos)
                .flatMap(
                        repo -> shadow.initRepo(repo.repo(), Server.cause(repo, "init"))
                                .onErrorResume(e -> {
                                    System.out.println("failed " + repo.path() + " " + e.getMessage());
                                    return Mono.empty();
                                }),
                        2)
                .concatMap(repo -> shadow.enableRepo(repo, Server.cause(repo, "enable")))
                .blockLast();
        System.out.println("enabled " + shadow.address().getPort());
        Thread.sleep(Long.MAX_VALUE);
    }
}
