package io.vedette.observer.laws;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.domain.AggregateId;
import io.vedette.domain.EventId;
import io.vedette.domain.Location;
import io.vedette.domain.Mark;
import io.vedette.domain.Recorded;
import io.vedette.domain.RegistryEntry;
import io.vedette.domain.RegistryEvent;
import io.vedette.domain.RegistryState;
import io.vedette.domain.Relocation;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoView;
import io.vedette.engine.ActivityState;
import io.vedette.engine.Explanation;
import io.vedette.observer.RepoInfo;
import io.vedette.observer.RepoStatus;
import io.vedette.observer.standin.World;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a repository stands when all has settled.
 *
 * @param activity what its activity does; null if it has none. One that asks again and again for a history that has not
 *     begun backs off, also while it asks
 * @param open where clients find it: path, shadow and directory; null if it is closed
 * @param told what the observer told of it when it last came to rest: the version it had seen, path, shadow, error, and
 *     whether it is open; null if it never did, or has no activity any more
 */
record Ending(
        ActivityState.@Nullable Kind activity,
        @Nullable String open,
        @Nullable String told) {

    /** What the world has come to. */
    static Ending of(World world, RepoId repo) {
        RepoInfo info = world.files.served().get(repo);
        String open = info == null ? null : text(info.path(), info.shadow(), info.hostPath());
        if (!world.follows(repo)) {
            return new Ending(null, open, null);
        }
        RepoStatus status = world.rested.get(repo);
        return new Ending(
                kind(world, repo),
                open,
                status == null
                        ? null
                        : text(status.version(), status.path(), status.shadow(), status.error(), status.enabled()));
    }

    static ActivityState.Kind kind(World world, RepoId repo) {
        ActivityState.Kind kind = world.explain(repo).state().kind();
        boolean waits = world.registry.history(repo.aggregate()).isEmpty();
        boolean asks = kind == ActivityState.Kind.READY || kind == ActivityState.Kind.RUNNING;
        return waits && asks ? ActivityState.Kind.BACKING_OFF : kind;
    }

    /** What the histories ask for, worked out apart from the observer's own rules. */
    static Ending asked(World world, Setting setting, RepoId repo) {
        RepoView view = world.registry.view(repo);
        boolean expected = isExpected(world, setting, repo);
        if (!expected && !isListed(world, setting, repo)) {
            return new Ending(null, null, null);
        }
        Location place = view.location();
        if (place == null) {
            return new Ending(ActivityState.Kind.BACKING_OFF, null, null);
        }
        if (!setting.owns(place)) {
            return expected || comes(view, setting)
                    ? new Ending(
                            rest(view), null, text(view.version(), place.path(), view.shadow(), view.error(), false))
                    : new Ending(null, null, null);
        }
        boolean usable = view.shadow() != null && view.tier().enabled() && !moving(view);
        return new Ending(
                rest(view),
                usable ? text(place.path(), view.shadow(), place.hostPath()) : null,
                text(view.version(), place.path(), view.shadow(), view.error(), usable));
    }

    /** What is under way is waited for: nobody drives it in these stories. */
    static ActivityState.Kind rest(RepoView view) {
        return view.relocation() == null ? ActivityState.Kind.SLEEPING : ActivityState.Kind.WAITING;
    }

    private static boolean comes(RepoView view, Setting setting) {
        return view.relocation() instanceof Relocation.Move move
                && setting.owns(new Location(move.path(), move.host(), move.hostPath(), null));
    }

    /** Whether the registry says that it is moving to here. */
    private static boolean isExpected(World world, Setting setting, RepoId repo) {
        RegistryState state = RegistryState.empty();
        for (Recorded recorded : world.registry.history(Plausible.REGISTRY_ID)) {
            state = state.evolve(recorded);
        }
        RegistryEntry entry = state.entry(repo);
        return entry != null && entry.newPath() != null && setting.covers(entry.newPath());
    }

    /** Whether the registry says that it lives, or once lived, at or below a prefix. */
    private static boolean isListed(World world, Setting setting, RepoId repo) {
        return world.registry.history(Plausible.REGISTRY_ID).stream()
                .map(Recorded::event)
                .anyMatch(event -> (event instanceof RegistryEvent.RepoAdded added
                                && added.repo().equals(repo)
                                && setting.covers(added.path()))
                        || (event instanceof RegistryEvent.RepoMoved moved
                                && moved.repo().equals(repo)
                                && setting.covers(moved.path())));
    }

    private static boolean moving(RepoView view) {
        return view.relocation() instanceof Relocation.Move || view.relocation() instanceof Relocation.ShadowMove;
    }

    private static String text(@Nullable Object... parts) {
        return Stream.of(parts)
                .map(Objects::toString)
                .reduce((one, other) -> one + " " + other)
                .orElse("");
    }

    /** Its own history, its activity and the file server say just what is asked for, and nothing is missing. */
    static void assertExact(World world, Setting setting, RepoId repo) {
        RepoView view = world.registry.view(repo);
        if (view.malformed() != null) {
            assertStandsStill(world, repo);
            return;
        }
        Ending asked = asked(world, setting, repo);
        assertThat(of(world, repo)).as("repository %s", repo).isEqualTo(asked);
        if (asked.activity() != ActivityState.Kind.SLEEPING && asked.activity() != ActivityState.Kind.WAITING) {
            return;
        }
        Explanation<AggregateId> row = world.explain(repo);
        assertThat(row.tail()).as("tail of %s", row).isEqualTo(view.version());
        assertThat(row.head()).as("head of %s", row).isEqualTo(view.version());
        assertThat(row.pending()).as("pending in %s", row).isEmpty();
        assertThat(row.effect()).as("effect of %s", row).isNull();
        assertThat(row.obstacle() == null).as("obstacle of %s", row).isEqualTo(view.error() == null);
        if (view.location() != null && setting.owns(view.location())) {
            assertNothingMissing(world, view);
        }
    }

    private static void assertStandsStill(World world, RepoId repo) {
        if (world.follows(repo)) {
            assertThat(world.explain(repo).state()).isInstanceOf(ActivityState.Parked.class);
        }
    }

    /** Whatever the history asks for beyond being open was done, for the newest event that asks for it. */
    private static void assertNothingMissing(World world, RepoView view) {
        if (view.error() != null) {
            return;
        }
        if (view.shadow() == null) {
            assertCalled(world, view, "initializer.initRepo", newest(view.located(), view.cleared()));
        } else if (view.remote() != null && !view.remoteCreated() && !moving(view)) {
            EventId event = newest(view.located(), view.cleared(), view.remoteAccepted());
            assertCalled(world, view, "initializer.attachRemote", event);
        }
    }

    private static void assertCalled(World world, RepoView view, String call, EventId event) {
        assertThat(world.files.calls())
                .as("a %s of %s because of event %s", call, view.repo(), event)
                .anyMatch(made -> made.name().equals(call)
                        && made.repo().equals(view.repo())
                        && made.cause() != null
                        && made.cause().event().equals(event));
    }

    private static EventId newest(@Nullable Mark... marks) {
        return Stream.of(marks)
                .flatMap(Stream::ofNullable)
                .max((one, other) -> Long.compare(one.version(), other.version()))
                .orElseThrow()
                .id();
    }
}
