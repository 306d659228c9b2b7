package io.vedette.cli.kill;

import io.vedette.cli.VedetteProcess;
import io.vedette.domain.Host;
import io.vedette.domain.HostPath;
import io.vedette.domain.RepoPath;
import io.vedette.domain.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An observer with its file server in a process of its own: a host, a root, a directory of trees and one of shadows. */
final class FileServer {

    private final Path folder;
    private final String name;
    private @Nullable VedetteProcess process;

    /** One that does not run yet; its files are in a folder of its name. */
    FileServer(Path parent, String name) throws IOException {
        this.folder = parent.resolve(name);
        this.name = name;
        Files.createDirectories(trees());
        Files.createDirectories(shadows());
    }

    private Path trees() {
        return folder.resolve("files");
    }

    private Path shadows() {
        return folder.resolve("shadow");
    }

    Host host() {
        return new Host("host-" + name);
    }

    Root root() {
        return new Root(new RepoPath("/" + name), host(), new HostPath(trees().toString()));
    }

    /** Starts it; does not wait until it observes. */
    void start(String registry, List<String> options) throws IOException {
        List<String> all = new ArrayList<>(List.of("observe", "--registry", registry, "--name", KeptRegistry.NAME));
        all.addAll(List.of("--prefix", "/" + name, "--host", host().name(), "--listen", "127.0.0.1:0"));
        all.addAll(List.of("--shadow", shadows().toString()));
        process = VedetteProcess.start(folder, options, all.toArray(String[]::new));
    }

    VedetteProcess process() {
        return Objects.requireNonNull(process);
    }

    RepoPath path(String below) {
        return new RepoPath("/" + name + "/" + below);
    }

    Path tree(String below) {
        return trees().resolve(below);
    }

    Path shadow(Object repo) {
        return shadows().resolve(repo + ".git");
    }

    /** Where git clients find a repository. */
    String url(String below) {
        return process().awaitSaid("git clients connect to (git://[^ ]+)") + path(below);
    }

    /** All that it has: trees, shadows, and what it has noted or left of its work. */
    List<String> belongings() throws IOException {
        List<String> all = new ArrayList<>();
        for (Path directory : List.of(
                trees(),
                shadows(),
                shadows().resolve(".tmp"),
                shadows().resolve(".moves"),
                shadows().resolve(".modes"))) {
            list(directory, all);
        }
        all.removeAll(List.of("shadow/.lock", "shadow/.tmp", "shadow/.moves", "shadow/.modes"));
        return all;
    }

    /** Whatever a process left in the folder of shadows that nobody needs. */
    List<Path> leftovers() throws IOException {
        return new Shadows(shadows()).leftovers();
    }

    private void list(Path directory, List<String> into) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            children.map(child -> folder.relativize(child).toString()).sorted().forEach(into::add);
        } catch (NoSuchFileException none) {
            // It makes the directory when it needs it.
            return;
        }
    }

    void kill() throws InterruptedException {
        if (process != null) {
            process.kill();
        }
    }
}
