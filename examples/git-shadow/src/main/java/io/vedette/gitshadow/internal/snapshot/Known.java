package io.vedette.gitshadow.internal.snapshot;

import java.util.Map;
import org.eclipse.jgit.lib.ObjectId;

/** What the last scan found under a name. Kept in memory, so that an unchanged tree costs stats and no reads. */
public sealed interface Known {

    /** The git object. */
    ObjectId id();

    /**
     * A regular file or a symbolic link.
     *
     * @param stat how it looked when it was read
     * @param settled false if the file changed so shortly before it was read that a later change could hide behind the
     *     same stat; such a file is read again (git calls it racily clean)
     * @param id the blob
     */
    record File(FileStat stat, boolean settled, ObjectId id) implements Known {

        boolean covers(FileStat now) {
            return settled && stat.equals(now);
        }
    }

    /**
     * A directory.
     *
     * @param id the tree
     * @param children by name; empty if there is nothing in it that git can hold
     */
    record Directory(ObjectId id, Map<String, Known> children) implements Known {}
}
