package io.vedette.domain;

import java.util.List;

/**
 * What a shadow cannot hold.
 *
 * @param first the first ones, at most {@link #LISTED}
 * @param count how many there are in all
 */
public record Omissions(List<Omission> first, int count) {

    /** At most so many are listed. */
    public static final int LISTED = 100;

    /** Nothing is omitted. */
    public static final Omissions NONE = new Omissions(List.of(), 0);

    /** Copies the list and checks its length. */
    public Omissions {
        first = List.copyOf(first);
        if (first.size() > LISTED || first.size() > count) {
            throw new IllegalArgumentException(
                    "at most " + LISTED + " omissions are listed, and no more than there are");
        }
    }
}
