package io.vedette.testkit.explore;

import io.vedette.domain.Location;
import io.vedette.domain.Mark;
import io.vedette.domain.Relocation;
import io.vedette.domain.RepoView;
import io.vedette.domain.StorageTier;

/** When an observer opens and closes a repository by the repository's own history, as its reconciliation has it. */
final class Serving {

    private Serving() {}

    static boolean owns(Watcher observer, RepoView seen) {
        Location here = seen.location();
        return here != null && observer.owns(here.path(), here.host());
    }

    private static boolean moving(RepoView seen) {
        return seen.relocation() instanceof Relocation.Move || seen.relocation() instanceof Relocation.ShadowMove;
    }

    static boolean usable(RepoView seen) {
        return seen.shadow() != null && seen.tier().enabled() && !moving(seen);
    }

    /** What one that has just started may find open. */
    static boolean mayStillBeServed(RepoView seen) {
        return seen.shadow() != null && (moving(seen) || seen.tier() == StorageTier.ARCHIVING);
    }

    /** The version since which it is where it is and as it is. */
    static long placed(RepoView seen) {
        Mark located = seen.located();
        Mark restored = seen.restored();
        long version = located == null ? 0 : located.version();
        return restored == null ? version : Math.max(version, restored.version());
    }

    /** Whether it is to be closed. */
    static boolean closes(Watcher observer, RepoView seen, boolean served) {
        return served && !(owns(observer, seen) && usable(seen));
    }

    /** Whether it is to be opened. */
    static boolean opens(Watcher observer, RepoView seen, boolean served, long servedAt) {
        return owns(observer, seen) && usable(seen) && !(served && servedAt == placed(seen));
    }
}
