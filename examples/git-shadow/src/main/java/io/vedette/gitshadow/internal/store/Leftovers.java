package io.vedette.gitshadow.internal.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a process that was killed while it committed leaves in a repository. Only the folder's owner may look for it. */
final class Leftovers {
    private static final List<String> LOCKS =
            List.of("HEAD.lock", "config.lock", "packed-refs.lock", "refs/heads/main.lock", OmissionFile.NAME + ".new");

    private Leftovers() {}

    static void delete(Path repository) throws IOException {
        for (String lock : LOCKS) {
            Files.deleteIfExists(repository.resolve(lock));
        }
        try (DirectoryStream<Path> unfinished =
                Files.newDirectoryStream(repository.resolve("objects"), "{noz*,insert_*,incoming_*}")) {
            for (Path file : unfinished) {
                Files.deleteIfExists(file);
            }
        }
    }
}
