package io.vedette.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RegistryStateTest {

    private static final AggregateId REGISTRY = RegistryId.ofName("exreg").aggregate();
    private static final Author ADA = new Author("Ada <ada@example.com>");
    private static final RepoId R1 = new RepoId(new UUID(0, 1));
    private static final RepoId R2 = new RepoId(new UUID(0, 2));
    private static final WorkflowId W1 = new WorkflowId(new UUID(1, 1));
    private static final WorkflowId W2 = new WorkflowId(new UUID(1, 2));

    private static RegistryState after(Event... events) {
        return History.fold(RegistryState.empty(), History.of(REGISTRY, events));
    }

    private static Root root(String path) {
        return new Root(new RepoPath(path), new Host("h"), new HostPath("/data" + path));
    }

    private static RegistryEvent.RepoAccepted accepted(RepoId repo, String path) {
        return new RegistryEvent.RepoAccepted(repo, new RepoPath(path), ADA);
    }

    private static RegistryEvent.RepoAdded added(RepoId repo, String path) {
        return new RegistryEvent.RepoAdded(repo, new RepoPath(path));
    }

    @Test
    @Tag("W46")
    void theLongestRootWinsInWhateverOrderRootsWereAdded() {
        List<String> nested = List.of("/", "/ex", "/ex/a", "/ex/ab", "/ex/a/b/c", "/ey");
        Seeds.check(100, random -> {
            List<String> order = new ArrayList<>(nested);
            Collections.shuffle(order, new Random(random.nextLong()));
            RegistryState state = after(order.stream()
                    .map(path -> new RegistryEvent.RootAdded(root(path)))
                    .toArray(Event[]::new));

            RepoPath path = new RandomValues(random).path();
            for (RepoPath asked : List.of(path, new RepoPath("/ex/a/b/c/d"), new RepoPath("/ex/a!"))) {
                Root longest = nested.stream()
                        .map(RegistryStateTest::root)
                        .filter(one -> asked.isAtOrBelow(one.path()))
                        .max(Comparator.comparingInt(one -> one.path().value().length()))
                        .orElseThrow();
                assertThat(state.rootOf(asked)).isEqualTo(longest);
            }
        });
    }

    @Test
    void thereMayBeNoRootAbove() {
        RegistryState state = after(new RegistryEvent.RootAdded(root("/ex/a")));

        assertThat(state.rootOf(new RepoPath("/ex/ab"))).isNull();
        assertThat(state.rootOf(new RepoPath("/ex"))).isNull();
        assertThat(state.rootOf(new RepoPath("/ex/a"))).isNotNull();
    }

    @Test
    void anAcceptedRepositoryIsThereUntilItIsRejected() {
        assertThat(after(accepted(R1, "/ex/a")).entry(R1)).matches(entry -> !entry.isAdded());
        assertThat(after(accepted(R1, "/ex/a"), added(R1, "/ex/a")).entry(R1)).matches(RegistryEntry::isAdded);

        RegistryState rejected = after(
                accepted(R1, "/ex/a"), new RegistryEvent.RepoRejected(R1, new RepoPath("/ex/a"), "bad directory"));
        assertThat(rejected.entry(R1)).isNull();
        assertThat(rejected.entryAt(new RepoPath("/ex/a"))).isNull();
    }

    @Test
    void aRepositoryLivesWhereItWasAdded() {
        RegistryState state = after(accepted(R1, "/ex/a"), added(R1, "/ex/b"));

        assertThat(state.entryAt(new RepoPath("/ex/a"))).isNull();
        assertThat(state.entryAt(new RepoPath("/ex/b"))).isEqualTo(state.entry(R1));
    }

    @Test
    void aMovedRepositoryIsFoundAtItsNewPathOnly() {
        RegistryState moving = after(
                accepted(R1, "/ex/a"),
                added(R1, "/ex/a"),
                new RegistryEvent.RepoMoveAccepted(R1, W1, new RepoPath("/ex/b")));
        RegistryState moved = moving.evolve(
                History.recorded(REGISTRY, 4, new RegistryEvent.RepoMoved(R1, W1, new RepoPath("/ex/b"))));

        assertThat(moving.entryAt(new RepoPath("/ex/a")))
                .extracting(RegistryEntry::workflow, RegistryEntry::newPath)
                .containsExactly(W1, new RepoPath("/ex/b"));
        assertThat(moved.entryAt(new RepoPath("/ex/a"))).isNull();
        assertThat(moved.entryAt(new RepoPath("/ex/b")))
                .extracting(RegistryEntry::repo, RegistryEntry::workflow, RegistryEntry::newPath)
                .containsExactly(R1, null, null);
    }

    @Test
    void theEndOfAnotherWorkflowEndsNothing() {
        RegistryState state = after(
                accepted(R1, "/ex/a"),
                added(R1, "/ex/a"),
                new RegistryEvent.RepoMoveAccepted(R1, W1, new RepoPath("/ex/b")),
                new RegistryEvent.RepoMoveAborted(R1, W2, "late"));

        assertThat(state.entry(R1)).extracting(RegistryEntry::workflow).isEqualTo(W1);
    }

    @Test
    void whoLeavesAPlaceThatAnotherTookDoesNotTakeItAlong() {
        RegistryState state = after(
                added(R1, "/ex/a"), added(R2, "/ex/a"), new RegistryEvent.RepoMoved(R1, W1, new RepoPath("/ex/b")));

        assertThat(state.entryAt(new RepoPath("/ex/a"))).isEqualTo(state.entry(R2));
        assertThat(state.entryAt(new RepoPath("/ex/b"))).isEqualTo(state.entry(R1));
    }

    @Test
    void listsWhatLivesBelowAPathInPages() {
        RegistryState state = after(
                added(R1, "/ex/a/x"),
                added(R2, "/ex/a"),
                added(new RepoId(new UUID(0, 3)), "/ex/ab"),
                added(new RepoId(new UUID(0, 4)), "/ex/a!"));
        RepoPath prefix = new RepoPath("/ex/a");

        assertThat(state.below(prefix, null, 10))
                .extracting(entry -> entry.path().value())
                .containsExactly("/ex/a", "/ex/a/x");
        assertThat(state.below(prefix, null, 1)).extracting(RegistryEntry::repo).containsExactly(R2);
        assertThat(state.below(prefix, prefix, 1))
                .extracting(RegistryEntry::repo)
                .containsExactly(R1);
        assertThat(state.below(prefix, new RepoPath("/a"), 1))
                .extracting(RegistryEntry::repo)
                .containsExactly(R2);
        assertThat(state.below(prefix, new RepoPath("/ez"), 9)).isEmpty();
        assertThat(state.below(new RepoPath("/"), null, 9)).hasSize(4);
    }

    @Test
    void aTierChangeIsSeenFromStartToEnd() {
        RegistryEvent started = new RegistryEvent.TierChangeStarted(R1, W1, StorageTier.FROZEN, null);
        RegistryEvent failed =
                new RegistryEvent.TierChangeCompleted(R1, W1, StorageTier.FROZEN, TierChangeCode.FAILED, "disk full");

        assertThat(after(added(R1, "/a"), started).entry(R1))
                .extracting(RegistryEntry::tier, RegistryEntry::workflow)
                .containsExactly(StorageTier.FREEZING, W1);
        assertThat(after(added(R1, "/a"), started, failed).entry(R1))
                .extracting(RegistryEntry::tier, RegistryEntry::workflow)
                .containsExactly(StorageTier.FREEZE_FAILED, null);
    }

    @Test
    void anEventThatWasFoldedAlreadyIsIgnored() {
        List<Recorded> history = History.of(REGISTRY, new RegistryEvent.RegistryAdded("exreg"), added(R1, "/a"));
        RegistryState state = History.fold(RegistryState.empty(), history);

        assertThat(History.fold(state, history)).isSameAs(state);
    }

    @Test
    void aGapInTheHistoryIsNoticed() {
        RegistryState state =
                after(new RegistryEvent.RegistryAdded("exreg")).evolve(History.recorded(REGISTRY, 3, added(R1, "/a")));

        assertThat(state.malformed()).isEqualTo("history has a gap: version 3 follows 1");
        assertThat(state.version()).isEqualTo(3);
        assertThat(state.entry(R1)).isNotNull();
    }

    @Test
    void unknownEventsAreSkippedAndCountedMalformedOnesNamed() {
        RegistryState state = after(
                new RegistryEvent.RegistryAdded("exreg"),
                new Event.Unknown(999, Event.Bytes.EMPTY),
                new Event.OfWorkflow("MOVE_REPO", "RELEASED", Event.Bytes.EMPTY));

        assertThat(state.unknownEvents()).isEqualTo(2);
        assertThat(state.malformed()).isNull();
        assertThat(state.name()).isEqualTo("exreg");
        assertThat(after(new Event.Malformed(11, Event.Bytes.EMPTY, "REPO_ADDED: no path"))
                        .malformed())
                .isEqualTo("MALFORMED_11: REPO_ADDED: no path");
    }

    @Test
    @Tag("W2")
    @Tag("W37")
    void foldingNeverThrowsAndAnyCutLeadsToTheSameState() {
        Seeds.check(300, random -> {
            RandomValues values = new RandomValues(random);
            List<Event> events = new ArrayList<>();
            for (int i = 0; i < 80; i++) {
                events.add(random.nextInt(10) == 0 ? values.unknown() : values.anyOf(RegistryEvent.class));
            }
            List<Recorded> history = History.of(REGISTRY, events);

            RegistryState whole = History.fold(RegistryState.empty(), history);
            int cut = random.nextInt(history.size());
            RegistryState inParts = History.fold(
                    History.fold(RegistryState.empty(), history.subList(0, cut)),
                    history.subList(Math.max(0, cut - 3), history.size()));

            assertThat(summary(inParts)).isEqualTo(summary(whole));
            for (RegistryEntry entry : whole.below(new RepoPath("/"), null, Integer.MAX_VALUE)) {
                assertThat(whole.entryAt(entry.path())).isEqualTo(entry);
            }
            whole.underWay()
                    .forEach((workflow, repo) ->
                            assertThat(whole.entry(repo)).matches(entry -> workflow.equals(entry.workflow())));
            assertThat(whole.movingBelow(new RepoPath("/"), Integer.MAX_VALUE))
                    .allSatisfy(entry -> assertThat(entry.newPath()).isNotNull());
        });
    }

    private static List<Object> summary(RegistryState state) {
        return java.util.Arrays.asList(
                state.version(),
                state.unknownEvents(),
                state.malformed(),
                state.name(),
                state.roots(),
                state.size(),
                java.util.Map.copyOf(state.underWay()),
                state.below(new RepoPath("/"), null, Integer.MAX_VALUE));
    }

    /** A thousand copies of a hundred thousand entries would not fit the heap: the states must share. */
    @Test
    @Timeout(30)
    void aHundredThousandRepositoriesFoldAndOlderStatesStayReadable() {
        int repos = 100_000;
        List<RegistryState> kept = new ArrayList<>();
        RegistryState state = after(new RegistryEvent.RootAdded(root("/ex")));
        for (int i = 0; i < repos; i++) {
            RepoId repo = new RepoId(new UUID(9, i));
            String path = "/ex/" + i % 100 + "/" + i;
            state = state.evolve(History.recorded(REGISTRY, state.version() + 1, accepted(repo, path)));
            state = state.evolve(History.recorded(REGISTRY, state.version() + 1, added(repo, path)));
            if (i % 100 == 0) {
                kept.add(state);
            }
        }

        assertThat(state.size()).isEqualTo(repos);
        assertThat(state.below(new RepoPath("/ex/7"), null, Integer.MAX_VALUE)).hasSize(1000);
        assertThat(kept).hasSize(1000);
        assertThat(kept.get(500).size()).isEqualTo(50_001);
        assertThat(kept.get(500).entryAt(new RepoPath("/ex/1/50001"))).isNull();
    }
}
