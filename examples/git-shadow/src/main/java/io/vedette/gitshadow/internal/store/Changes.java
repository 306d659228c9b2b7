package io.vedette.gitshadow.internal.store;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/**
 * How two trees differ, in files and links.
 *
 * @param added only in the newer one
 * @param modified in both, with other content or mode
 * @param deleted only in the older one
 */
public record Changes(int added, int modified, int deleted) {

    static Changes between(ObjectReader reader, ObjectId older, ObjectId newer) throws IOException {
        int added = 0;
        int modified = 0;
        int deleted = 0;
        try (TreeWalk walk = new TreeWalk(reader)) {
            walk.addTree(older);
            walk.addTree(newer);
            walk.setRecursive(true);
            walk.setFilter(TreeFilter.ANY_DIFF);
            while (walk.next()) {
                if (walk.getRawMode(0) == 0) {
                    added++;
                } else if (walk.getRawMode(1) == 0) {
                    deleted++;
                } else {
                    modified++;
                }
            }
        }
        return new Changes(added, modified, deleted);
    }

    /** As the message of a commit made at this time. */
    String message(Instant time) {
        return "Changes of " + time.truncatedTo(ChronoUnit.SECONDS) + ": " + this + "\n";
    }

    /** For people. */
    @Override
    public String toString() {
        return added + " added, " + modified + " modified, " + deleted + " deleted";
    }
}
