package io.vedette.observer.standin;

import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Runs a property for many seeds; a failure names the seed, which {@code -Dvedette.seed=N} runs alone. */
public final class Seeds {

    private Seeds() {}

    public static void each(int cases, Consumer<SplittableRandom> property) {
        Long only = Long.getLong("vedette.seed");
        if (only != null) {
            property.accept(new SplittableRandom(only));
            return;
        }
        for (long seed = 1; seed <= cases; seed++) {
            try {
                property.accept(new SplittableRandom(seed));
            } catch (Throwable failed) {
                throw new AssertionError("seed " + seed + " (run it alone with -Dvedette.seed=" + seed + ")", failed);
            }
        }
    }
}
