package io.vedette.observer.internal.repo;

import io.vedette.domain.Location;
import io.vedette.domain.Mark;
import io.vedette.domain.Recorded;
import io.vedette.domain.Relocation;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoView;
import io.vedette.domain.StorageTier;
import io.vedette.observer.RepoInfo;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A repository as its history shows it to an observer. A pure fold; immutable.
 *
 * @param view the repository
 * @param toggled the event that last changed whether clients may use it; null before the first
 */
public record Sight(RepoView view, @Nullable Mark toggled) {

    static Sight empty(RepoId repo) {
        return new Sight(RepoView.empty(repo), null);
    }

    /** The sight after one event more; an event of an earlier version is ignored. */
    public Sight evolve(Recorded recorded) {
        RepoView after = view.evolve(recorded);
        return new Sight(after, usable(after) == usable(view) ? toggled : after.tail());
    }

    /** Whether an event is the next one of the same history. */
    boolean isContinuedBy(Recorded next) {
        Mark tail = view.tail();
        return next.version() == version() + 1 && Objects.equals(next.parent(), tail == null ? null : tail.id());
    }

    long version() {
        return view.version();
    }

    /** Whether clients may use it. */
    boolean usable() {
        return usable(view);
    }

    private static boolean usable(RepoView view) {
        return view.shadow() != null && view.tier().enabled() && !moving(view);
    }

    /** Whether its files or its shadow are on their way to another place. */
    boolean moving() {
        return moving(view);
    }

    private static boolean moving(RepoView view) {
        return view.relocation() instanceof Relocation.Move || view.relocation() instanceof Relocation.ShadowMove;
    }

    /** Whether a file server that was here before may serve it although it must not be used now. */
    boolean mayStillBeServed() {
        return view.shadow() != null && (moving() || view.tier() == StorageTier.ARCHIVING);
    }

    /** The event since which it is where it is and as it is: clients must reach it as that event left it. */
    @Nullable
    Mark placed() {
        return view.located() == null ? null : newest(view.located(), view.restored());
    }

    /** The event that a part in a workflow depends on. */
    Mark input() {
        Mark located = Objects.requireNonNull(view.located(), "a repository without a place has no steps");
        return newest(newest(located, view.relocated()), view.cleared());
    }

    /** The event that the step depends on: the newest of those that changed something it uses. */
    Mark input(RepoStep step) {
        Mark located = Objects.requireNonNull(view.located(), "a repository without a place has no steps");
        return switch (step) {
            case INIT -> newest(located, view.cleared());
            case DISABLE, ENABLE -> newest(newest(newest(located, view.cleared()), toggled), view.restored());
            case ATTACH_REMOTE -> newest(newest(located, view.cleared()), view.remoteAccepted());
            case WORKFLOW -> input();
        };
    }

    private static Mark newest(Mark one, @Nullable Mark other) {
        return other == null || other.version() < one.version() ? one : other;
    }

    /** The repository as implementors see it. */
    RepoInfo info() {
        Location place = Objects.requireNonNull(view.location());
        return new RepoInfo(
                view.repo(),
                Objects.requireNonNull(view.registry()),
                place.path(),
                Objects.requireNonNull(view.creator()),
                place.host(),
                place.hostPath(),
                place.shadow(),
                view.omissions(),
                view.tier());
    }
}
