package io.vedette.testkit.contract;

import io.vedette.domain.HostPath;
import io.vedette.domain.Omissions;
import io.vedette.domain.RemoteSpec;
import io.vedette.domain.RepoId;
import io.vedette.observer.BlockingInitializer;
import io.vedette.observer.Cause;
import io.vedette.observer.RepoInfo;
import io.vedette.observer.StrongError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Keeps a copy of one file of each repository as its shadow. As it should be. */
class Copies implements BlockingInitializer {

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
}
