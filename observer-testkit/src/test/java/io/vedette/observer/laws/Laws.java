package io.vedette.observer.laws;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.domain.Event;
import io.vedette.domain.RepoEvent;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoView;
import io.vedette.engine.ActivityState;
import io.vedette.observer.laws.Play.Staging;
import io.vedette.observer.standin.World;
import io.vedette.testkit.history.HistoryFile;
import io.vedette.testkit.history.HistoryLine;
import io.vedette.testkit.history.HistoryLine.Occurred;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What must hold for stories, whatever the observer is made of. */
final class Laws {

    private Laws() {}

    /**
     * Each repository is just where its history wants it: followed or not, open or not, with this path, shadow and error;
     * what its state needs was called; and calls for one repository never overlapped on the way.
     */
    static Law.Property endsExactly(Staging staging) {
        return story -> assertExact(Play.of(story, staging).world(), story);
    }

    /** In addition, an hour more brings no call, no command and no read, except for a history that does not come. */
    static Law.Property endsInQuiet(Staging staging) {
        return story -> {
            World world = Play.of(story, staging).world();
            assertExact(world, story);
            for (RepoId repo : repos(world)) {
                if (world.follows(repo)) {
                    assertAtRest(world, repo);
                }
            }
            int calls = world.files.calls().size();
            int commands = world.registry.posted().size();
            int reads = world.registry.reads().size();

            world.advance(Duration.ofHours(1));

            assertThat(world.files.calls()).hasSize(calls);
            assertThat(world.registry.posted()).hasSize(commands);
            assertThat(world.registry
                            .reads()
                            .subList(reads, world.registry.reads().size()))
                    .allMatch(read -> world.registry.history(read).isEmpty());
        };
    }

    /** It waits for nothing but for a history that has not begun, or for somebody to mend a broken one. */
    private static void assertAtRest(World world, RepoId repo) {
        ActivityState.Kind rest = world.registry.history(repo.aggregate()).isEmpty()
                ? ActivityState.Kind.BACKING_OFF
                : world.registry.view(repo).malformed() != null
                        ? ActivityState.Kind.PARKED
                        : Ending.rest(world.registry.view(repo));
        assertThat(Ending.kind(world, repo)).as("%s", world.explain(repo)).isEqualTo(rest);
    }

    /** Whatever failed for good is made good when errors are cleared; nothing fails any more then. */
    static Law.Property clearedErrorsMakeGood(Staging staging) {
        return story -> {
            Play play = Play.of(story, staging);
            play.nothingFails();
            World world = play.world();
            for (RepoId repo : repos(world)) {
                RepoView view = world.registry.view(repo);
                if (view.location() != null && view.malformed() == null) {
                    if (view.error() == null) {
                        world.tell(repo, new RepoEvent.RepoErrorSet(Mishaps.MESSAGE));
                    }
                    world.tell(
                            repo,
                            new RepoEvent.RepoErrorCleared(
                                    String.valueOf(world.registry.view(repo).error())));
                }
            }
            play.pass();
            assertExact(world, story);
        };
    }

    /** Whatever failed for good is made good by a restart; nothing fails any more then. */
    static Law.Property aRestartMakesGood(Staging staging) {
        return story -> {
            Play play = Play.of(story, staging);
            play.nothingFails();
            play.restart();
            play.pass();
            assertExact(play.world(), story);
        };
    }

    /**
     * In stories whose events come one by one, and are done with before the next one, the order among what is ready at the
     * same time changes no call: the calls for each repository are the same, in the same order, for the same event, step,
     * attempt and repository. Only repositories' calls among each other may be in another order.
     */
    static Law.Property interleavingsAgree(Staging staging) {
        return story -> {
            Map<RepoId, List<String>> fixed =
                    calls(Play.of(story.in(story.setting().interleaved(null)), staging));
            for (long seed = 1; seed <= 2; seed++) {
                World world = Play.of(story.in(story.setting().interleaved(seed)), staging)
                        .world();
                assertExact(world, story);
                assertThat(calls(world, true)).as("order %d", seed).isEqualTo(fixed);
            }
        };
    }

    /** Without its unknown events a story has the same calls, in the same order, with the same arguments. */
    static Law.Property unknownEventsChangeNothing(Staging staging) {
        return story -> {
            Story bare = story.without(Laws::isUnknown);

            assertThat(calls(Play.of(story, staging).world(), false))
                    .isEqualTo(calls(Play.of(bare, staging).world(), false));
        };
    }

    private static boolean isUnknown(HistoryLine line) {
        return line instanceof Occurred occurred && occurred.event() instanceof Event.Unknown;
    }

    /** The same story has the same calls, commands, reads and connections, at the same times and in the same order. */
    static Law.Property itIsTheSameAgain(Staging staging) {
        return story -> {
            World one = Play.of(story, staging).world();
            World other = Play.of(story, staging).world();

            assertThat(one.files.calls()).isEqualTo(other.files.calls());
            assertThat(one.registry.posted()).isEqualTo(other.registry.posted());
            assertThat(one.registry.reads()).isEqualTo(other.registry.reads());
            assertThat(one.registry.connections()).isEqualTo(other.registry.connections());
            assertThat(one.time.timers()).isEqualTo(other.time.timers());
        };
    }

    /**
     * Written as a history file and replayed, a story has the calls and commands for each repository that it has when it
     * is played, in the same order; and a replay with a seed has the same trace each time.
     */
    static Law.Property replaysAlike() {
        return story -> {
            HistoryFile file = HistoryFile.ofText("story", StoryFile.text(story, List.of()));
            World world = Play.of(story, Staging.USUAL).world();

            Trace trace = Trace.of(file, story.setting(), null);

            for (RepoId repo : DrawnHistory.repos()) {
                assertThat(trace.names(repo)).as("calls for %s", repo).isEqualTo(world.calls(repo));
            }
            assertThat(Trace.of(file, story.setting(), 7L)).isEqualTo(Trace.of(file, story.setting(), 7L));
        };
    }

    private static void assertExact(World world, Story story) {
        assertThat(world.failure.get()).as("the observer's end").isNull();
        assertThat(world.files.overlaps()).as("calls that overlap").isEmpty();
        for (RepoId repo : repos(world)) {
            Ending.assertExact(world, story.setting(), repo);
        }
    }

    /** All repositories of which there is any event, those without a history included. */
    private static List<RepoId> repos(World world) {
        return DrawnHistory.repos().stream()
                .filter(repo -> world.follows(repo) || world.registry.view(repo).version() > 0)
                .toList();
    }

    private static Map<RepoId, List<String>> calls(Play play) {
        return calls(play.world(), true);
    }

    private static Map<RepoId, List<String>> calls(World world, boolean withEvents) {
        Map<RepoId, List<String>> calls = new HashMap<>();
        world.files
                .calls()
                .forEach(call -> calls.computeIfAbsent(call.repo(), repo -> new ArrayList<>())
                        .add(call.name() + " " + call.cause().step() + " "
                                + call.cause().attempt() + " " + call.cause().repository()
                                + (withEvents ? " " + call.cause().event() : "")));
        world.registry
                .posted()
                .forEach(posted -> calls.computeIfAbsent(
                                new RepoId(posted.command().target().uuid()), repo -> new ArrayList<>())
                        .add(posted.command().toString()));
        return calls;
    }
}
