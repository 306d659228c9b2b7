package io.vedette.server;

import static io.vedette.server.TestRegistry.await;
import static io.vedette.server.TestRegistry.repo;
import static io.vedette.server.TestRegistry.shadow;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.vedette.domain.AggregateId;
import io.vedette.domain.AggregateKind;
import io.vedette.domain.Cursor;
import io.vedette.domain.Event;
import io.vedette.domain.EventId;
import io.vedette.domain.Filter;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RepoCommand;
import io.vedette.domain.RepoId;
import io.vedette.domain.Start;
import io.vedette.domain.codec.WireIds;
import io.vedette.proto.v1.EventEnvelope;
import io.vedette.proto.v1.Head;
import io.vedette.proto.v1.JournalServiceGrpc;
import io.vedette.proto.v1.SubscribeFrame;
import io.vedette.proto.v1.SubscribeFrame.FrameCase;
import io.vedette.proto.v1.SubscribeMode;
import io.vedette.server.storage.Append;
import io.vedette.server.storage.Expected;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Following the store: nothing is lost, nobody waits, only what was asked for comes. */
class SubscribeTest {

    private static final Start BEGINNING = new Start.Beginning();
    private static final int RING = 64;

    private final TestRegistry registry = TestRegistry.on(
                    TestRegistry.memory(),
                    settings -> settings.inside(TestRegistry.inside(Duration.ofMillis(400), RING, 1000)))
            .withRoot();

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void subscribedComesFirstThenWhatIsThereThenCaughtUp() {
        RepoId repo = registry.added("/ex/a");

        Watcher watcher = Watcher.signals(registry, BEGINNING, Filter.ALL).caughtUp();

        assertThat(watcher.kinds()).containsExactly(FrameCase.SUBSCRIBED, FrameCase.SIGNALS, FrameCase.CAUGHT_UP);
        assertThat(watcher.newest()).isEqualTo(Map.of(RegistryId.ofName("exreg").uuid(), 4L, repo.uuid(), 1L));
        assertThat(watcher.cursor()).isEqualTo(registry.storage.end());
    }

    @Test
    void fromNowOnNothingOldComes() {
        RepoId repo = registry.added("/ex/a");

        Watcher watcher = Watcher.signals(registry, new Start.Now(), Filter.ALL).caughtUp();
        registry.execute(shadow(repo, "/s/a"));

        await(() -> watcher.heardOf(repo.uuid(), 2));
        assertThat(watcher.heads()).hasSize(1);
    }

    @Test
    void smallNewEventsRideAlongAndLargeOnesDoNot() {
        RepoId repo = registry.added("/ex/a");
        Watcher watcher = Watcher.signals(registry, new Start.Now(), Filter.ALL).caughtUp();

        registry.execute(new RepoCommand.SetRepoError(repo, "small"));
        await(() -> watcher.heardOf(repo.uuid(), 2));
        registry.execute(shadow(repo, ("/" + "s".repeat(250)).repeat(16)));
        registry.execute(new RepoCommand.ClearRepoError(repo, "small"));
        await(() -> watcher.heardOf(repo.uuid(), 4));

        Head small = watcher.heads().get(0);
        assertThat(small.getRidingList()).extracting(EventEnvelope::getVersion).containsExactly(2L);
        assertThat(small.getRiding(0).getId()).isEqualTo(small.getEventId());
        Head large = watcher.heads().stream()
                .filter(head -> head.getVersion() >= 3)
                .findFirst()
                .orElseThrow();
        assertThat(large.getRidingList()).isEmpty();
    }

    /** The defect to prevent: every signal of a batch carried the same, last id. */
    @Test
    @Tag("W1")
    void eachOfManyDistinctIdsArrives() throws Exception {
        Watcher watcher = Watcher.signals(registry, new Start.Now(), Filter.ALL).caughtUp();

        Set<UUID> ids = appendToMany(500);

        await(() -> watcher.newest().keySet().containsAll(ids));
    }

    /** The defect to prevent: what happened between connect and subscribe was lost. */
    @Test
    @Tag("W4")
    void nothingFallsBetweenConnectAndSubscribe() throws Exception {
        long seed = Long.getLong("vedette.seed", System.nanoTime());
        RandomGenerator random = new java.util.SplittableRandom(seed);
        System.err.println("-Dvedette.seed=" + seed);
        ExecutorService writers = Executors.newFixedThreadPool(2);
        Set<UUID> written = java.util.concurrent.ConcurrentHashMap.newKeySet();
        for (int writer = 0; writer < 2; writer++) {
            long own = seed + writer;
            writers.execute(() -> {
                RandomGenerator ids = new java.util.SplittableRandom(own);
                for (int i = 0; i < 1_000; i++) {
                    UUID id = new UUID(ids.nextLong(), ids.nextLong());
                    append(new AggregateId(AggregateKind.WORKFLOW, id));
                    written.add(id);
                }
            });
        }
        List<Watcher> watchers = new ArrayList<>();
        while (watchers.size() < 10) {
            Set<UUID> before = Set.copyOf(written);
            Watcher watcher = Watcher.signals(registry, BEGINNING, Filter.ALL);
            watchers.add(watcher);
            if (random.nextBoolean()) {
                await(() -> written.size() > before.size() + 20 || written.size() == 2_000);
            }
        }
        writers.shutdown();
        assertThat(writers.awaitTermination(20, TimeUnit.SECONDS)).isTrue();

        for (Watcher watcher : watchers) {
            await(() -> watcher.newest().keySet().containsAll(written));
            assertThat(watcher.kinds().get(0)).isEqualTo(FrameCase.SUBSCRIBED);
        }
    }

    /** The defect to prevent: notices that a slow follower had no room for were dropped without a trace. */
    @Test
    @Tag("W5")
    @Tag("W6")
    void aSlowFollowerHoldsUpNobodyAndLosesNothing() throws Exception {
        // So that what is not asked for is soon held at the registry, and not in buffers on the way.
        ManagedChannel narrow = registry.connectNarrowly(65_535);
        ClientStream<io.vedette.proto.v1.SubscribeRequest, SubscribeFrame> slow = new ClientStream<>(2);
        Watcher watcher = Watcher.open(
                JournalServiceGrpc.newStub(narrow), new Start.Now(), Filter.ALL, SubscribeMode.SIGNALS, slow);
        watcher.caughtUp();
        List<RepoId> few = IntStream.range(0, 5).mapToObj(i -> repo("few" + i)).toList();
        Watcher quick = Watcher.signals(registry, new Start.Now(), Filter.ALL).caughtUp();

        Set<UUID> ids = new HashSet<>();
        for (int i = 0; i < 40; i++) {
            ids.addAll(appendToMany(100));
            few.forEach(repo -> append(new AggregateId(AggregateKind.WORKFLOW, repo.uuid())));
        }
        await(() -> quick.newest().keySet().containsAll(ids));
        assertThat(slow.received).hasSize(2);
        slow.request(Integer.MAX_VALUE);

        await(() -> watcher.newest().keySet().containsAll(ids));
        few.forEach(repo -> await(() -> watcher.heardOf(repo.uuid(), 40)));
        assertThat(watcher.kinds()).contains(FrameCase.FELL_BEHIND);
        long heads = watcher.heads().size();
        assertThat(heads)
                .as("what was missed came once for each aggregate, not for each event")
                .isLessThan(4_150);
        narrow.shutdownNow();
    }

    @Test
    void resumingBringsExactlyWhatChangedMeanwhile() throws Exception {
        List<AggregateId> all = IntStream.range(0, 1_000)
                .mapToObj(i -> new AggregateId(AggregateKind.WORKFLOW, new UUID(7, i)))
                .toList();
        all.forEach(this::append);
        await(() -> registry.server.core().isFollowed());
        Watcher first = Watcher.signals(registry, BEGINNING, Filter.ALL).caughtUp();
        assertThat(first.heads()).hasSize(1_001);
        Cursor cursor = first.cursor();
        first.close();
        List<AggregateId> changed = List.of(all.get(3), all.get(500), all.get(999));
        changed.forEach(this::append);
        append(changed.get(0));
        await(() -> registry.server.core().isFollowed());

        Watcher second =
                Watcher.signals(registry, new Start.After(cursor), Filter.ALL).caughtUp();

        assertThat(second.kinds()).containsExactly(FrameCase.SUBSCRIBED, FrameCase.SIGNALS, FrameCase.CAUGHT_UP);
        assertThat(second.heads())
                .extracting(head -> WireIds.uuid(head.getAggregate().getId()))
                .containsExactly(
                        all.get(500).uuid(), all.get(999).uuid(), all.get(3).uuid());
        assertThat(second.heads().get(2).getVersion()).isEqualTo(3);
    }

    @Test
    void resumingWithNothingNewBringsNothing() {
        registry.added("/ex/a");

        Watcher watcher = Watcher.signals(registry, new Start.After(registry.storage.end()), Filter.ALL)
                .caughtUp();

        assertThat(watcher.kinds()).containsExactly(FrameCase.SUBSCRIBED, FrameCase.CAUGHT_UP);
    }

    @Test
    @Tag("W48")
    void aCursorThatCannotBeResumedGetsTheReasonAndThenEverything() {
        RepoId repo = registry.added("/ex/a");
        Cursor end = registry.storage.end();
        Cursor foreign = new Cursor(new UUID(9, 9), 1, end.position(), end.eventId());
        Cursor diverged = new Cursor(end.store(), end.incarnation(), end.position(), new EventId(1, 1));

        Watcher other =
                Watcher.signals(registry, new Start.After(foreign), Filter.ALL).caughtUp();
        Watcher restored =
                Watcher.signals(registry, new Start.After(diverged), Filter.ALL).caughtUp();

        assertThat(other.kinds())
                .containsExactly(FrameCase.SUBSCRIBED, FrameCase.RESYNC, FrameCase.SIGNALS, FrameCase.CAUGHT_UP);
        assertThat(other.stream.received.get(1).getResync().getReason())
                .isEqualTo(io.vedette.proto.v1.Resync.Reason.OTHER_STORE);
        assertThat(restored.stream.received.get(1).getResync().getReason())
                .isEqualTo(io.vedette.proto.v1.Resync.Reason.HISTORY_DIVERGED);
        assertThat(other.newest()).containsKey(repo.uuid());
    }

    @Test
    void aSignOfLifeComesInTimeAndTheCursorMovesOnWhenNothingPassesTheFilter() {
        Filter nothing = new Filter(Set.of("nosuch"), List.of(), Set.of());
        Watcher watcher = Watcher.signals(registry, BEGINNING, nothing).caughtUp();
        Cursor before = watcher.cursor();

        registry.added("/ex/a");

        await(() -> watcher.cursor().position() == registry.storage.end().position());
        assertThat(watcher.cursor().position()).isGreaterThan(before.position());
        assertThat(watcher.heads()).isEmpty();
        assertThat(watcher.stream.received.stream().filter(SubscribeFrame::hasProgress))
                .isNotEmpty();
    }

    @Test
    void everyEventComesInOrderWhereEventsWereAskedFor() throws Exception {
        appendToMany(700);

        Watcher watcher = Watcher.open(registry, BEGINNING, Filter.ALL, SubscribeMode.EVENTS, ClientStream.eager());
        appendToMany(300);

        await(() -> watcher.events().size() == 1_002);
        assertThat(watcher.events())
                .extracting(EventEnvelope::getPosition)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 1_002).mapToObj(i -> (long) i).toList());
        watcher.caughtUp();
    }

    @Test
    void aSlowFollowerOfEventsGetsEachOnceToo() throws Exception {
        ClientStream<io.vedette.proto.v1.SubscribeRequest, SubscribeFrame> slow = new ClientStream<>(2);
        Watcher watcher = Watcher.open(registry, new Start.Now(), Filter.ALL, SubscribeMode.EVENTS, slow);
        watcher.caughtUp();
        for (int i = 0; i < 40; i++) {
            appendToMany(100);
        }

        slow.request(Integer.MAX_VALUE);

        await(() -> watcher.events().size() >= 4_000);
        assertThat(watcher.events())
                .extracting(EventEnvelope::getPosition)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(3, 4_002).mapToObj(i -> (long) i).toList());
    }

    @Test
    void aFollowerThatLeavesLeavesNothingBehind() {
        List<Watcher> watchers = IntStream.range(0, 20)
                .mapToObj(i -> Watcher.signals(registry, BEGINNING, Filter.ALL).caughtUp())
                .toList();
        assertThat(registry.server.core().hub().size()).isEqualTo(20);

        watchers.forEach(Watcher::close);

        await(() -> registry.server.core().hub().size() == 0);
    }

    private Set<UUID> appendToMany(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new AggregateId(AggregateKind.WORKFLOW, UUID.randomUUID()))
                .peek(this::append)
                .map(AggregateId::uuid)
                .collect(Collectors.toSet());
    }

    private void append(AggregateId id) {
        Event tick = new Event.OfWorkflow("TEST", "TICKED", Event.Bytes.EMPTY);
        registry.storage
                .append(new Append(id, new Expected.Any(), null, 1, List.of(tick)))
                .block();
    }
}
