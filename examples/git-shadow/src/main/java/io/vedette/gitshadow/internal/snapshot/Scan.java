package io.vedette.gitshadow.internal.snapshot;

import io.vedette.domain.Omissions;
import org.jspecify.annotations.Nullable;

/**
 * The result of a scan.
 *
 * @param root the tree, with everything that the next scan can build on
 * @param omissions what git cannot hold, in the order of the walk
 * @param files regular files and symbolic links in the tree
 * @param bytes their sizes
 * @param restless a file that never stood still to be read, so that the tree has its last version or none; null if there
 *     is no such file
 */
public record Scan(
        Known.Directory root,
        Omissions omissions,
        long files,
        long bytes,
        @Nullable String restless) {}
