package io.vedette.workflows;

import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Runs a property on random input. A failure names its seed; {@code -Dvedette.seed=N} runs that one alone. */
public final class Seeds {

    private Seeds() {}

    public static void check(int rounds, Consumer<SplittableRandom> property) {
        Long given = Long.getLong("vedette.seed");
        if (given != null) {
            property.accept(new SplittableRandom(given));
            return;
        }
        long first = System.nanoTime();
        for (long seed = first; seed < first + rounds; seed++) {
            try {
                property.accept(new SplittableRandom(seed));
            } catch (AssertionError | RuntimeException failed) {
                throw new AssertionError("failed with -Dvedette.seed=" + seed + ": " + failed.getMessage(), failed);
            }
        }
    }
}
