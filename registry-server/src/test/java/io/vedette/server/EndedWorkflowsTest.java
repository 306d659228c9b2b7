package io.vedette.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.domain.AggregateId;
import io.vedette.domain.Event;
import io.vedette.domain.Recorded;
import io.vedette.domain.RepoId;
import io.vedette.domain.WorkflowId;
import io.vedette.server.storage.Append;
import io.vedette.server.storage.Expected;
import io.vedette.server.storage.StorageBackend;
import io.vedette.workflows.WorkflowKinds;
import io.vedette.workflows.kind.PingRegistryEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;

/**
 * Whatever kind of workflow and whatever its end: what has ended is listed and kept no more. The defect to prevent: some kinds
 * never left the list of what is active, and what had ended by half stayed so.
 */
@Tag("W41")
class EndedWorkflowsTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration LONG = Duration.ofDays(8);
    private static final WorkflowKinds KINDS = WorkflowKinds.builtIn();
    private static final String PATH = "/ex/a";
    private static final RepoId REPO = TestRegistry.repo(PATH);

    /** A workflow from its beginning to its end. */
    private enum Story {
        MOVED(3, false),
        MOVE_ABORTED(3, true),
        SHADOW_MOVED(3, false),
        SHADOW_MOVE_ABORTED(3, true),
        FROZEN(3, false),
        FREEZE_ABORTED(3, true),
        UNFROZEN(3, false),
        UNFREEZE_ABORTED(3, true),
        PINGED(2, false),
        PING_ABORTED(0, true);

        /** How many events at its end the registry stores by itself. */
        final int own;

        final boolean aborted;

        Story(int own, boolean aborted) {
            this.own = own;
            this.aborted = aborted;
        }

        String end() {
            return aborted ? "ABORTED" : "COMMITTED";
        }

        private WorkflowId begin(Stage stage) {
            return switch (this) {
                case MOVED, MOVE_ABORTED -> stage.move(REPO, "/far/a");
                case SHADOW_MOVED, SHADOW_MOVE_ABORTED -> stage.shadowMove(REPO, "/shadow/b");
                case FROZEN, FREEZE_ABORTED -> stage.freeze(REPO);
                case UNFROZEN, UNFREEZE_ABORTED -> {
                    play(stage, stage.freeze(REPO));
                    yield stage.unfreeze(REPO);
                }
                case PINGED, PING_ABORTED -> stage.ping(60);
            };
        }

        WorkflowId tell(Stage stage, Consumer<Duration> passes) {
            WorkflowId id = begin(stage);
            if (aborted) {
                stage.quiet();
                stage.abort(id);
            } else if (this == PINGED) {
                stage.quiet();
                passes.accept(Duration.ofSeconds(60));
                stage.append(id, new PingRegistryEvent.Pinged("late"));
            } else {
                play(stage, id);
            }
            stage.awaitPhase(id, end());
            stage.quiet();
            return id;
        }

        private static void play(Stage stage, WorkflowId id) {
            Players players = new Players(stage.registry.storage, KINDS);
            TestRegistry.await(() -> {
                players.next(players.view(id)).ifPresent(stage.registry::execute);
                return !players.view(id).isOpen();
            });
        }
    }

    /** A clock that stands, until a test moves it. */
    private static final class Clock implements InstantSource {
        volatile Instant now = START;

        @Override
        public Instant instant() {
            return now;
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatEndedIsNotActiveAndAfterAWhileNotKeptButCanBeAskedFor(Story story) {
        StorageBackend storage = TestRegistry.memory();
        Clock clock = new Clock();
        CountingReads reads = new CountingReads(new CrashingStorage(storage, Integer.MAX_VALUE, false));
        WorkflowId old;
        try (Stage stage = stage(reads, clock)) {
            prepare(stage);
            old = story.tell(stage, time -> clock.now = clock.now.plus(time));

            assertThat(stage.rows(false)).isEmpty();
            assertThat(stage.rows(true)).extracting(row -> row.getPhase()).contains(story.end());
            long version = stage.row(old).getVersion();
            assertThat(reads.ofAsking(stage, old)).isEqualTo(1);

            clock.now = clock.now.plus(LONG);
            stage.abort(stage.ping(60));
            assertThat(reads.ofAsking(stage, old)).isEqualTo(version + 1);
        }

        CountingReads again = new CountingReads(storage);
        try (Stage stage = stage(again, clock)) {
            assertThat(again.of(old)).isEqualTo(1);
            assertThat(stage.rows(false)).isEmpty();
            assertThat(stage.row(old).getPhase()).isEqualTo(story.end());
            assertThat(stage.row(old).getMessage()).contains(story.aborted ? "not today" : "");
            assertThat(stage.refused(() -> stage.abort(old))).hasMessageContaining("has ended");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Tag("slow")
    void whatHadEndedByHalfLongAgoIsCompleted(Story story) {
        StorageBackend whole = TestRegistry.memory();
        Clock clock = new Clock();
        WorkflowId id;
        try (Stage stage = stage(new CrashingStorage(whole, Integer.MAX_VALUE, false), clock)) {
            prepare(stage);
            id = story.tell(stage, time -> clock.now = clock.now.plus(time));
        }
        clock.now = clock.now.plus(LONG);

        for (int missing = 1; missing <= story.own; missing++) {
            StorageBackend half = TestRegistry.memory();
            copy(whole, half, whole.end().position() - missing);
            try (Stage stage = stage(new CrashingStorage(half, Integer.MAX_VALUE, false), clock)) {
                stage.awaitPhase(id, story.end());
                stage.quiet();
                assertThat(stage.rows(false)).isEmpty();
            }
            assertThat(events(half)).as("%d events missing", missing).isEqualTo(events(whole));
        }
    }

    private static Stage stage(StorageBackend storage, Clock clock) {
        return Stage.on(storage, KINDS, settings -> settings.clock(clock));
    }

    private static void prepare(Stage stage) {
        stage.registry.withRoot().execute(TestRegistry.addRoot("/far", "h2", "/far"));
        assertThat(stage.online(PATH)).isEqualTo(REPO);
        stage.quiet();
    }

    private static void copy(StorageBackend from, StorageBackend to, long end) {
        from.readAll(0, any -> true)
                .take(end)
                .concatMap(event -> to.append(new Append(
                        event.aggregate(), new Expected.Any(), null, event.timeMillis(), List.of(event.event()))))
                .blockLast();
        assertThat(to.end().position()).isEqualTo(end);
    }

    private static Map<AggregateId, List<Event>> events(StorageBackend storage) {
        Map<AggregateId, List<Event>> events = new LinkedHashMap<>();
        storage.readAll(0, any -> true)
                .toStream()
                .forEach(event -> events.merge(event.aggregate(), List.of(event.event()), EndedWorkflowsTest::both));
        return events;
    }

    private static List<Event> both(List<Event> some, List<Event> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private static final class CountingReads extends WrappedStorage {
        private final Map<UUID, Long> events = new ConcurrentHashMap<>();

        CountingReads(StorageBackend inner) {
            super(inner);
        }

        long of(WorkflowId id) {
            return events.getOrDefault(id.uuid(), 0L);
        }

        /** A row shows the last event, which costs one. */
        long ofAsking(Stage stage, WorkflowId id) {
            long before = of(id);
            stage.row(id);
            return of(id) - before;
        }

        @Override
        public Flux<Recorded> read(AggregateId aggregate, long afterVersion, int limit) {
            return super.read(aggregate, afterVersion, limit)
                    .doOnNext(event -> events.merge(aggregate.uuid(), 1L, Long::sum));
        }
    }
}
