package io.vedette.cli.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.cli.Shell;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** What an observer keeps in its shadow folder, as the git program sees it. */
record Shadows(Path folder) {

    /** Those that are in their place. */
    List<Path> visible() throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(child -> child.getFileName().toString().endsWith(".git"))
                    .sorted()
                    .toList();
        }
    }

    /** Fails unless a shadow that is in its place is whole and has one first commit. */
    static void checkWhole(Path shadow) throws Exception {
        Shell.run(shadow, "git", "fsck", "--strict", "--no-dangling");
        assertThat(Shell.run(shadow, "git", "rev-list", "--max-parents=0", "--count", "--all")
                        .strip())
                .as("first commits of %s", shadow)
                .isEqualTo("1");
    }

    /** How many commits a shadow has; cheaper to ask again and again than what clients get. */
    static int commits(Path shadow) throws IOException {
        try (Repository repository = new FileRepositoryBuilder()
                        .setGitDir(shadow.toFile())
                        .setMustExist(true)
                        .build();
                RevWalk walk = new RevWalk(repository)) {
            walk.markStart(walk.parseCommit(repository.resolve(Constants.HEAD)));
            int commits = 0;
            while (walk.next() != null) {
                commits++;
            }
            return commits;
        }
    }

    /** How many shadows are half made, out of sight. */
    long temporaries() throws IOException {
        Path temporary = folder.resolve(".tmp");
        if (Files.notExists(temporary)) {
            return 0;
        }
        try (Stream<Path> children = Files.list(temporary)) {
            return children.count();
        }
    }

    /** Whatever a process left that nobody needs. */
    List<Path> leftovers() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(each -> !each.equals(folder.resolve(".lock")))
                    .filter(each -> each.getParent().equals(folder.resolve(".tmp"))
                            || each.getFileName().toString().matches(".*\\.(lock|new)|noz.*|insert_.*|incoming_.*"))
                    .toList();
        }
    }

    /** The files of a tree, by path. */
    static Map<String, ByteBuffer> contents(Path root) throws IOException {
        Map<String, ByteBuffer> contents = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path each : all.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(root.resolve(".git")))
                    .toList()) {
                contents.put(root.relativize(each).toString(), ByteBuffer.wrap(Files.readAllBytes(each)));
            }
        }
        return contents;
    }
}
