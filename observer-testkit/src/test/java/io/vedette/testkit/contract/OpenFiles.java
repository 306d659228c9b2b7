package io.vedette.testkit.contract;

import io.vedette.domain.Author;
import io.vedette.domain.RepoId;
import io.vedette.domain.StorageTier;
import io.vedette.observer.BlockingProcessor;
import io.vedette.observer.Cause;
import io.vedette.observer.RepoInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Keeps a file for each open repository, which says its path, and one for each that is frozen. As it should be. */
class OpenFiles implements BlockingProcessor {

    final Path folder;

    OpenFiles(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    Path file(RepoId repo) {
        return folder.resolve(repo.toString());
    }

    private Path next(RepoId repo) {
        return folder.resolve(repo + ".new");
    }

    @Override
    public void enableRepo(RepoInfo info, Cause cause) throws Exception {
        if (info.tier() == StorageTier.ONLINE) {
            Files.deleteIfExists(ice(info.repo()));
        }
        Files.writeString(next(info.repo()), info.path() + "\n");
        Files.move(next(info.repo()), file(info.repo()), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void disableRepo(RepoId repo, Cause cause) throws Exception {
        Files.deleteIfExists(next(repo));
        Files.deleteIfExists(file(repo));
    }

    Path ice(RepoId repo) {
        return folder.resolve(repo + ".frozen");
    }

    @Override
    public void freezeRepo(RepoId repo, Author author, Cause cause) throws Exception {
        if (Files.notExists(ice(repo))) {
            Files.createFile(ice(repo));
        }
    }

    @Override
    public void unfreezeRepo(RepoId repo, Author author, Cause cause) throws Exception {
        Files.deleteIfExists(ice(repo));
    }
}
