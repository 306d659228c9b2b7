package io.vedette.observer.standin;

import io.vedette.domain.Location;
import io.vedette.domain.Relocation;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.RepoView;
import io.vedette.observer.RepoInfo;
import java.util.Optional;

/**
 * What is left of a repository when all has settled.
 *
 * @param open where clients find it: its path and its shadow; empty if it is closed
 * @param followed whether it has an activity
 */
public record EndState(Optional<String> open, boolean followed) {

    /** What the world has come to. */
    public static EndState of(World world, RepoId repo) {
        RepoInfo info = world.files.served().get(repo);
        return new EndState(
                Optional.ofNullable(info).map(it -> it.path() + " " + it.shadow() + " " + it.hostPath()),
                world.follows(repo));
    }

    /** What its history asks for, worked out apart from the observer's own rules. */
    public static EndState asked(RepoView view) {
        Location place = view.location();
        if (place == null) {
            return new EndState(Optional.empty(), true);
        }
        boolean ours = isOurs(place.path());
        boolean coming = view.relocation() instanceof Relocation.Move move && isOurs(move.path());
        boolean usable = view.shadow() != null && view.tier().enabled() && !moving(view);
        return new EndState(
                ours && usable
                        ? Optional.of(place.path() + " " + view.shadow() + " " + place.hostPath())
                        : Optional.empty(),
                ours || coming);
    }

    private static boolean isOurs(RepoPath path) {
        return path.isAtOrBelow(new RepoPath("/ex/a"));
    }

    private static boolean moving(RepoView view) {
        return view.relocation() instanceof Relocation.Move || view.relocation() instanceof Relocation.ShadowMove;
    }
}
