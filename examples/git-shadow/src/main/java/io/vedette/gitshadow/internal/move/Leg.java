package io.vedette.gitshadow.internal.move;

import io.vedette.domain.RepoId;
import io.vedette.domain.WorkflowId;
import io.vedette.gitshadow.RawNames;
import io.vedette.gitshadow.ShadowException;
import io.vedette.gitshadow.internal.store.Durable;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * One tree that a move carries: the files, or the shadow. It is copied to a hidden name beside its new place; once the
 * move holds, the original gets a hidden name too, so that nobody who comes late writes into it, and the copy gets its
 * place.
 *
 * @param source where it is
 * @param retired its name once the move holds
 * @param staging where it is copied
 * @param place where it shall be
 * @param record the file that says what has been copied
 */
record Leg(Path source, Path retired, Path staging, Path place, Path record) {

    static Leg of(Path source, Path place, RepoId repo, WorkflowId workflow, Path record) {
        return new Leg(
                source,
                source.resolveSibling(".vedette-moved-" + repo + "-" + workflow),
                staging(place, repo, workflow),
                place,
                record);
    }

    /** Where the copy for a place is made. */
    static Path staging(Path place, RepoId repo, WorkflowId workflow) {
        return place.resolveSibling(".vedette-move-" + repo + "-" + workflow);
    }

    /** What is left of the original. */
    Path original() {
        return exists(retired) ? retired : source;
    }

    /** Whether the very copy has its place. A directory that happens to be there does not count. */
    boolean isPlaced(CopyRecord copied) throws IOException {
        return !exists(staging) && copied.isCopy(place);
    }

    /** A name for single files that come late, on the same file system as the place. */
    Path late() {
        return staging.resolveSibling(staging.getFileName() + ".late");
    }

    /** Takes the original out of the sight of those who know its name. */
    void retire() throws IOException {
        if (exists(retired) || !exists(source)) {
            return;
        }
        try {
            Durable.moveIn(source, retired);
        } catch (FileSystemException e) {
            // As for a mount point. It is copied and cleared where it is.
            if (!exists(source)) {
                throw e;
            }
        }
    }

    /** Gives the copy its place, which may be an empty directory. */
    void settle() throws IOException {
        try {
            Files.move(staging, place, StandardCopyOption.ATOMIC_MOVE);
            Durable.sync(place.resolveSibling("."));
        } catch (DirectoryNotEmptyException e) {
            throw filled(e);
        } catch (FileSystemException e) {
            if (exists(place) && exists(staging)) {
                throw filled(e);
            }
            throw e;
        }
    }

    private ShadowException filled(FileSystemException e) {
        return ShadowException.lasting(
                RawNames.show(place)
                        + " has appeared and is not an empty directory: move it away, the repository shall be there",
                e);
    }

    static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }
}
