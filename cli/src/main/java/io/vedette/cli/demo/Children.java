package io.vedette.cli.demo;

import io.vedette.domain.RepoPath;
import io.vedette.gitshadow.RawNames;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The directories that become repositories: the immediate children of a directory, without dot folders and symbolic
 * links.
 *
 * @param usable by the path that the repository gets
 * @param unusable those whose names cannot be a path, with the reason
 */
record Children(Map<RepoPath, Path> usable, Map<String, String> unusable) {

    static final RepoPath ROOT = new RepoPath("/demo");

    static Children of(Path dir) throws IOException {
        Map<RepoPath, Path> usable = new TreeMap<>();
        Map<String, String> unusable = new TreeMap<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(dir.toAbsolutePath())) {
            for (Path child : children) {
                byte[] bytes = RawNames.ofEntry(child);
                if (bytes[0] == '.' || !Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                    continue;
                }
                String name = RawNames.utf8(bytes);
                if (name == null) {
                    unusable.put(RawNames.show(bytes), "its name is not valid UTF-8; rename it");
                    continue;
                }
                try {
                    usable.put(new RepoPath(ROOT.value() + "/" + name), child);
                } catch (IllegalArgumentException rule) {
                    unusable.put(RawNames.show(bytes), rule.getMessage() + "; rename it");
                }
            }
        }
        return new Children(usable, unusable);
    }
}
