package io.vedette.gitshadow.internal.snapshot;

import io.vedette.domain.Omissions;

/**
 * The result of a scan.
 *
 * @param root the tree, with everything that the next scan can build on
 * @param omissions what git cannot hold, in the order of the walk
 * @param files regular files and symbolic links in the tree
 * @param bytes their sizes
 */
public record Scan(Known.Directory root, Omissions omissions, long files, long bytes) {}
