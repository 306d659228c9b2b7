package io.vedette.gitshadow.internal.tree;

import io.vedette.gitshadow.RawNames;
import io.vedette.gitshadow.ShadowException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is in a directory. */
public final class Listing {
    private Listing() {}

    /** The entries in the order of their names; none if the directory has vanished. */
    public static List<Path> of(Path directory) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(entries::add);
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        } catch (AccessDeniedException e) {
            throw unreadable(directory, e);
        }
        entries.sort(null);
        return entries;
    }

    /** What is said of a path that this user may not read. */
    public static ShadowException unreadable(Path path, IOException e) {
        return ShadowException.lasting(
                "cannot read " + RawNames.show(path) + ": permission denied: let this user read it", e);
    }
}
