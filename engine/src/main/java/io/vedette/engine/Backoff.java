package io.vedette.engine;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Exponential back-off with decorrelated jitter: the next delay is uniform between {@code min} and three times the
 * previous one, and never above {@code max}; the first is drawn as if {@code min} had gone before, so that entities
 * that fail together do not come back together. From M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog,
 * 2015.
 *
 * @param min the smallest delay, at least a millisecond
 * @param max the largest delay
 */
public record Backoff(Duration min, Duration max) {

    /** Checks the bounds. */
    public Backoff {
        if (min.toMillis() < 1 || max.compareTo(min) < 0) {
            throw new IllegalArgumentException("back-off needs 1 ms <= min <= max, got " + min + " and " + max);
        }
    }

    /** 200 ms to 60 s. */
    public static Backoff standard() {
        return new Backoff(Duration.ofMillis(200), Duration.ofSeconds(60));
    }

    /**
     * The delay that follows another.
     *
     * @param previous the last delay; zero for the first
     */
    public Duration next(Duration previous, RandomGenerator random) {
        long low = min.toMillis();
        long last = Math.max(low, Math.min(max.toMillis(), previous.toMillis()));
        long high = Math.min(max.toMillis(), 3 * last);
        return Duration.ofMillis(low == high ? low : random.nextLong(low, high + 1));
    }
}
