package io.vedette.cli.demo;

import io.vedette.domain.RepoPath;
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
        try (DirectoryStream<Path> children = Files.newDirectoryStream(dir)) {
            for (Path child : children) {
                String name = String.valueOf(child.getFileName());
                if (name.startsWith(".") || !Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                    continue;
                }
                if (name.indexOf('\uFFFD') >= 0) {
                    unusable.put(escaped(child), "its name is not valid UTF-8; rename it");
                    continue;
                }
                try {
                    usable.put(new RepoPath(ROOT.value() + "/" + name), child);
                } catch (IllegalArgumentException rule) {
                    unusable.put(escaped(child), rule.getMessage() + "; rename it");
                }
            }
        }
        return new Children(usable, unusable);
    }

    /** The name as a URI has it, which shows each byte that is not printable ASCII. */
    private static String escaped(Path child) {
        String whole = child.toUri().getRawPath();
        String name = whole.endsWith("/") ? whole.substring(0, whole.length() - 1) : whole;
        return name.substring(name.lastIndexOf('/') + 1);
    }
}
