package io.vedette.server.storage.internal;

import java.util.List;

/**
 * Consecutive rows of a table.
 *
 * @param rows those that the reader wants to see; may be empty although more follow
 * @param after the position or version to go on after
 * @param last whether nothing follows
 */
public record Page<T>(List<T> rows, long after, boolean last) {

    /** How many rows a page may look at: a filter that lets little through must not hold a lock for long. */
    public static final int ROWS_SEEN = 1024;
}
