package io.vedette.gitshadow.internal.follow;

import io.vedette.observer.RepoInfo;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A repository whose tree is followed: what changed since when, and when to look next. Times are nanoseconds. */
final class Followed {
    private final RepoInfo repo;
    private final Pace pace;
    private boolean touched;
    private long firstTouch;
    private long lastTouch;
    private long nextLook;
    private boolean looking;
    private @Nullable String failure;

    Followed(RepoInfo repo, Pace pace, long now) {
        this.repo = repo;
        this.pace = pace;
        this.nextLook = now + pace.rescan().toNanos();
    }

    RepoInfo repo() {
        return repo;
    }

    /** Something changed. True if that makes it due earlier; further changes only put it off again. */
    synchronized boolean touch(long now) {
        lastTouch = now;
        if (touched) {
            return false;
        }
        touched = true;
        firstTouch = now;
        return !looking;
    }

    /** When to look at the tree next, if nothing else happens. */
    synchronized long due() {
        if (!touched) {
            return nextLook;
        }
        long settled = earlier(
                lastTouch + pace.quiet().toNanos(), firstTouch + pace.atMost().toNanos());
        return earlier(settled, nextLook);
    }

    private static long earlier(long one, long other) {
        return one - other <= 0 ? one : other;
    }

    /** True if it is time to look at the tree; the caller looks then and calls {@link #endLook} whatever happens. */
    synchronized boolean beginLook(long now) {
        if (looking || due() - now > 0) {
            return false;
        }
        looking = true;
        touched = false;
        // For a look that never comes to say when it wants the next one.
        nextLook = now + pace.poll().toNanos();
        return true;
    }

    /** The look is over, or was given up. */
    synchronized void endLook() {
        looking = false;
    }

    /** Whether a look is under way; {@link #due} counts again when it has ended. */
    synchronized boolean isLooking() {
        return looking;
    }

    /**
     * What a look found out.
     *
     * @param took a long look is not repeated soon, so that looking never takes more than a tenth of the time
     * @param noticed false if the system gives no notice of changes
     * @param error why it failed, or null
     * @return true if that differs from the last time
     */
    synchronized boolean looked(long now, Duration took, boolean noticed, @Nullable String error) {
        Duration pause = noticed && error == null ? pace.rescan() : pace.poll();
        nextLook = now + Math.max(pause.toNanos(), 10 * took.toNanos());
        boolean news = error == null ? failure != null : !error.equals(failure);
        failure = error;
        return news;
    }

    /** Why the last look failed, or null. */
    synchronized @Nullable String failure() {
        return failure;
    }
}
