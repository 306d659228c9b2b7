package io.vedette.server.sim;

import java.util.function.LongConsumer;

/** Runs something for each of many seeds, or for the one that {@code -Dvedette.seed=N} names. */
final class Seeds {

    private Seeds() {}

    static void each(long first, int count, LongConsumer property) {
        Long only = Long.getLong("vedette.seed");
        if (only != null) {
            property.accept(only);
            return;
        }
        for (long seed = first; seed < first + count; seed++) {
            property.accept(seed);
        }
    }
}
