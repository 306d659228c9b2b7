package io.vedette.engine;

import java.util.SplittableRandom;

/** Seeds of random tests: printed, and set by {@code -Dvedette.seed=N} for another run of the same. */
public final class Seeds {

    private Seeds() {}

    public static long next(Class<?> test) {
        long seed = Long.getLong("vedette.seed", new SplittableRandom().nextLong(1_000_000_000L));
        System.out.println(test.getSimpleName() + " seed " + seed);
        return seed;
    }
}
