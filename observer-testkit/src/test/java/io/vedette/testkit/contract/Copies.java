package io.vedette.testkit.contract;

import io.vedette.domain.HostPath;
import io.vedette.domain.Omissions;
import io.vedette.domain.RemoteSpec;
import io.vedette.domain.RepoId;
import io.vedette.observer.BlockingInitializer;
import io.vedette.observer.Cause;
import io.vedette.observer.MoveOrder;
import io.vedette.observer.RepoInfo;
import io.vedette.observer.StrongError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.stream.Stream;

/** Keeps a copy of one file of each repository as its shadow. As it should be. */
class Copies implements BlockingInitializer {

    private static final String MOVED = "moved-";

    final Path folder;

    Copies(Path folder) {
        this.folder = folder;
    }

    Path place(RepoId repo) {
        return folder.resolve(repo.toString());
    }

    static Path source(Cause cause) {
        return Path.of(cause.repository().hostPath().value(), "readme");
    }

    RepoInfo with(Path place, Cause cause) {
        return cause.repository().withShadow(new HostPath(place.toString()), Omissions.NONE);
    }

    @Override
    public RepoInfo initRepo(RepoId repo, Cause cause) throws Exception {
        Path next = folder.resolve(repo + ".new");
        if (Files.notExists(place(repo))) {
            copy(cause, next);
            Files.move(next, place(repo), StandardCopyOption.ATOMIC_MOVE);
        }
        return with(place(repo), cause);
    }

    void copy(Cause cause, Path to) throws IOException {
        byte[] content = Files.readAllBytes(source(cause));
        Files.write(to, content);
    }

    @Override
    public RepoInfo getRepo(RepoId repo, Cause cause) throws Exception {
        settle(Path.of(cause.repository().hostPath().value()));
        if (Files.notExists(place(repo))) {
            throw new StrongError("the copy " + place(repo) + " is missing: initialise again");
        }
        return with(place(repo), cause);
    }

    @Override
    public void attachRemote(RepoId repo, RemoteSpec remote, Cause cause) throws Exception {
        Path next = folder.resolve(repo + ".remote.new");
        Files.writeString(next, remote.value());
        Files.move(next, folder.resolve(repo + ".remote"), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Brings a copy of the directory to a hidden place beside the new one, and says whose it is. */
    @Override
    public HostPath moveRepo(MoveOrder order) throws Exception {
        Path target = Path.of(order.newHostPath().value());
        if (Files.exists(target)) {
            throw new StrongError(target + " is there already: move it away");
        }
        copyTree(Path.of(order.oldHostPath().value()), brought(target));
        return new HostPath(place(order.repo()).toString());
    }

    @Override
    public void discardMove(MoveOrder order) throws Exception {
        delete(brought(Path.of(order.newHostPath().value())));
    }

    Path brought(Path target) {
        return target.resolveSibling("." + target.getFileName());
    }

    void copyTree(Path from, Path to) throws IOException {
        delete(to);
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Files.copy(path, to.resolve(from.relativize(path)));
            }
        }
    }

    static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> paths = Files.walk(folder)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    /** The move holds: the copy gets its place, and the original is cleared away. */
    void settle(Path target) throws IOException {
        if (Files.exists(brought(target))) {
            Files.move(brought(target), target, StandardCopyOption.ATOMIC_MOVE);
        }
        String name = target.getFileName().toString();
        if (name.startsWith(MOVED) && Files.exists(target)) {
            delete(target.resolveSibling(name.substring(MOVED.length())));
        }
    }
}
