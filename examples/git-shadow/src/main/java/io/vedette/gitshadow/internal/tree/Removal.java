package io.vedette.gitshadow.internal.tree;

import io.vedette.gitshadow.internal.Cancellation;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Deletes trees, also read-only ones. What is not there is deleted already. Links are never followed. */
public final class Removal {
    private Removal() {}

    /** Deletes a file or a tree. */
    public static void remove(Path path, Cancellation cancellation) throws IOException {
        cancellation.check();
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            Metadata.open(path);
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
                for (Path entry : entries) {
                    remove(entry, cancellation);
                }
            } catch (NoSuchFileException e) {
                return;
            }
        }
        Files.deleteIfExists(path);
    }
}
