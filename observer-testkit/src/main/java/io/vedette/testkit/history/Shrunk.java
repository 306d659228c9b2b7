package io.vedette.testkit.history;

import java.util.List;

/**
 * What is left of a list that was made as short as it would go.
 *
 * @param lines what is left; it still fails
 * @param runs how often that was tried out
 * @param minimal whether it fails no more without any one of its lines; false if the runs were used up before that was known
 * @param <L> a line
 */
public record Shrunk<L>(List<L> lines, int runs, boolean minimal) {

    /** Copies the list. */
    public Shrunk {
        lines = List.copyOf(lines);
    }
}
