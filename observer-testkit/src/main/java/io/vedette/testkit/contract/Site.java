package io.vedette.testkit.contract;

import io.vedette.domain.Author;
import io.vedette.domain.Host;
import io.vedette.domain.HostPath;
import io.vedette.domain.Omissions;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.observer.RepoInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * The disk that an implementor works on, with two repositories. Each scene of a contract begins with an empty one, and always
 * at the same place, so that files that hold paths can be compared.
 *
 * @param folder where all of it is; absolute, without links
 */
public record Site(Path folder) {

    private static final List<String> NAMES = List.of("first", "second");

    /** Where the directories of the repositories are. */
    public Path trees() {
        return folder.resolve("trees");
    }

    /** Where shadows are kept. */
    public Path shadows() {
        return folder.resolve("shadows");
    }

    /** For whatever else an implementor keeps. */
    public Path scratch() {
        return folder.resolve("scratch");
    }

    /** The file server. */
    public Host host() {
        return new Host("localhost");
    }

    /** The two repositories, without shadows. */
    public List<RepoInfo> repositories() {
        return NAMES.stream()
                .map(name -> new RepoInfo(
                        new RepoId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))),
                        RegistryId.ofName("contract"),
                        new RepoPath("/contract/" + name),
                        new Author("Ada <ada@example.com>"),
                        host(),
                        new HostPath(trees().resolve(name).toString()),
                        null,
                        Omissions.NONE))
                .toList();
    }

    /** Makes the directory of a repository, with three small files. */
    public void makeTree(RepoInfo repo) throws IOException {
        Path tree = Path.of(repo.hostPath().value());
        Files.createDirectories(tree.resolve("deep/er"));
        Files.writeString(tree.resolve("readme"), "This is " + repo.path() + ".\n");
        Files.writeString(tree.resolve("deep/one"), "1\n");
        Files.writeString(tree.resolve("deep/er/two"), "2\n".repeat(5_000));
    }

    /**
     * What lies below the folder: for each path, relative and with slashes, what it is, a digest of its
     * content, and its modes where there are any.
     */
    public Map<String, String> files() throws IOException {
        return files(path -> true);
    }

    /** As {@link #files()}, without what does not count, as logs and locks; is asked with absolute paths. */
    public Map<String, String> files(Predicate<Path> counts) throws IOException {
        return Facts.ofFiles(folder, counts);
    }
}
