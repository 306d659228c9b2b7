package io.vedette.gitshadow.internal.move;

import io.vedette.domain.RepoId;
import io.vedette.gitshadow.RawNames;
import io.vedette.gitshadow.ShadowException;
import io.vedette.gitshadow.internal.snapshot.FileStat;
import io.vedette.gitshadow.internal.store.ShadowFolder;
import io.vedette.gitshadow.internal.tree.Listing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What must be so before a move may begin. */
final class Preconditions {
    private Preconditions() {}

    /**
     * The repository is at the place that it shall leave. The move that led there may hold and yet not be finished by its
     * file server, if that one keeps another shadow folder of this machine: then what is there may be an empty directory.
     */
    static void arrived(ShadowFolder folder, RepoId repo, Path old, Path oldShadow) throws IOException {
        Path shadows = oldShadow.getParent();
        if (shadows == null || Legs.isSame(shadows, folder.root())) {
            return;
        }
        Optional<Journal> there =
                Journal.read(shadows, repo).filter(journal -> journal.target().equals(old) && !journal.isPlaced());
        if (there.isPresent()) {
            throw ShadowException.lasting(
                    "the move " + there.get().workflow() + " of this repository to " + RawNames.show(old)
                            + " is not finished there: abort this one, wait until the repository is open there, and move"
                            + " it again",
                    null);
        }
    }

    /** The directory that is left, links resolved. */
    static Path source(ShadowFolder folder, Path old) throws IOException {
        if (!Files.isDirectory(old)) {
            throw ShadowException.lasting(
                    "the directory to move, " + RawNames.show(old)
                            + ", is not on this machine: mount it here, copy it here under the same path, or abort the"
                            + " move",
                    null);
        }
        return folder.requireApart(old);
    }

    static void oldShadow(Path shadow) {
        if (!Files.isDirectory(shadow)) {
            throw ShadowException.lasting(
                    "the shadow to move, " + RawNames.show(shadow)
                            + ", is not on this machine: mount it here, copy it here under the same path, or abort the"
                            + " move",
                    null);
        }
    }

    /** The target lies nowhere where clearing away would reach it. */
    static void apart(Path target, Path source, Path oldShadow) throws IOException {
        if (ShadowFolder.isAtOrBelow(target, source) || ShadowFolder.isAtOrBelow(source, target)) {
            throw ShadowException.lasting(
                    "the new directory " + RawNames.show(target) + " and the old one " + RawNames.show(source)
                            + " lie within each other: choose another target",
                    null);
        }
        if (ShadowFolder.isAtOrBelow(target, oldShadow)) {
            throw ShadowException.lasting(
                    "the new directory " + RawNames.show(target) + " lies in the shadow " + RawNames.show(oldShadow)
                            + ": choose another target",
                    null);
        }
    }

    /** What lies above the target can hold it. */
    static void below(Path target) {
        Path above = target.getParent();
        while (above != null && !Leg.exists(above)) {
            above = above.getParent();
        }
        if (above != null && !Files.isDirectory(above)) {
            throw ShadowException.lasting(
                    "the new directory " + RawNames.show(target) + " lies below " + RawNames.show(above)
                            + ", which is no directory: move that away, or choose another target",
                    null);
        }
    }

    /** The target can take a directory: it is not there, or empty. */
    static void free(String what, Path target) throws IOException {
        FileStat stat = FileStat.of(target);
        if (stat == null) {
            return;
        }
        if (!stat.isDirectory()) {
            throw ShadowException.lasting(
                    what + " " + RawNames.show(target) + " is a " + stat.type() + ": move it away", null);
        }
        if (!Listing.of(target).isEmpty()) {
            throw ShadowException.lasting(
                    what + " " + RawNames.show(target) + " exists and is not empty: move away what is in it", null);
        }
        Path parent = target.getParent();
        FileStat above = parent == null ? null : FileStat.of(parent.toRealPath());
        if (above == null || above.device() != stat.device()) {
            throw ShadowException.lasting(
                    what + " " + RawNames.show(target) + " is a mount point: choose one below it", null);
        }
    }

    /** The topmost directory above the target that is missing; null if none is. */
    static @Nullable Path topmostMissing(Path target) {
        Path missing = null;
        for (Path above = target.getParent(); above != null && Files.notExists(above); above = above.getParent()) {
            missing = above;
        }
        return missing;
    }
}
