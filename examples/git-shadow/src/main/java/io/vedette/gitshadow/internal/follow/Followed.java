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

    /** Something changed. */
    synchronized void touch(long now) {
        if (!touched) {
            touched = true;
            firstTouch = now;
        }
        lastTouch = now;
    }

    /** True if it is time to look at the tree; the caller looks then and calls {@link #looked}. */
    synchronized boolean beginLook(long now) {
        boolean quiet = touched
                && (now - lastTouch >= pace.quiet().toNanos()
                        || now - firstTouch >= pace.atMost().toNanos());
        if (looking || !(quiet || now - nextLook >= 0)) {
            return false;
        }
        looking = true;
        touched = false;
        return true;
    }

    /**
     * The look is over.
     *
     * @param took a long look is not repeated soon, so that looking never takes more than a tenth of the time
     * @param noticed false if the system gives no notice of changes
     * @param error why it failed, or null
     * @return true if that differs from the last time
     */
    synchronized boolean looked(long now, Duration took, boolean noticed, @Nullable String error) {
        looking = false;
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
