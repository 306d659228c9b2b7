package io.vedette.gitshadow.internal.follow;

import java.time.Duration;

/**
 * When changes become commits.
 *
 * @param quiet a commit waits until nothing has changed for so long
 * @param atMost but not longer than this after the first change
 * @param rescan each tree is looked through so often, should a change have gone unnoticed
 * @param poll and so often where the system gives no notice, or the last look failed
 */
public record Pace(Duration quiet, Duration atMost, Duration rescan, Duration poll) {

    /** Commits 1 s after the last change, at the latest 3 s after the first. */
    public static Pace standard() {
        return new Pace(Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofMinutes(2), Duration.ofMillis(2_500));
    }
}
