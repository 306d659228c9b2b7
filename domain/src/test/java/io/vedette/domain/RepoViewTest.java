package io.vedette.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RepoViewTest {

    private static final RepoId R1 = new RepoId(new UUID(0, 1));
    private static final WorkflowId W1 = new WorkflowId(new UUID(1, 1));
    private static final WorkflowId W2 = new WorkflowId(new UUID(1, 2));
    private static final Author ADA = new Author("Ada <ada@example.com>");
    private static final HostPath SHADOW = new HostPath("/shadow/r1");
    private static final HostPath OTHER_SHADOW = new HostPath("/shadow/r1b");
    private static final Location PLACE =
            new Location(new RepoPath("/ex/a/foo"), new Host("h1"), new HostPath("/data/foo"), null);
    private static final Event STARTED = new RepoEvent.RepoInitStarted(
            RegistryId.ofName("exreg"), PLACE.path(), ADA, PLACE.host(), PLACE.hostPath());
    private static final Event SHADOWED = new RepoEvent.ShadowRepoCreated(SHADOW, Omissions.NONE);

    private static RepoView after(Event... events) {
        return History.fold(RepoView.empty(R1), History.of(R1.aggregate(), events));
    }

    private static Mark mark(long version) {
        return new Mark(version, History.id(version));
    }

    @Test
    void isNothingBeforeTheFirstEvent() {
        RepoView view = RepoView.empty(R1);

        assertThat(view.version()).isZero();
        assertThat(view.shadow()).isNull();
        assertThat(view.tier()).isEqualTo(StorageTier.NONE);
    }

    @Test
    void hasAPlaceOnceItWasStartedAndIsOnlineOnceItHasAShadow() {
        assertThat(after(STARTED).location()).isEqualTo(PLACE);
        assertThat(after(STARTED).tier()).isEqualTo(StorageTier.NONE);
        assertThat(after(STARTED, SHADOWED).shadow()).isEqualTo(SHADOW);
        assertThat(after(STARTED, SHADOWED).tier()).isEqualTo(StorageTier.ONLINE);
        assertThat(after(STARTED, SHADOWED).located()).isEqualTo(mark(2));
        assertThat(after(STARTED, SHADOWED).tail()).isEqualTo(mark(2));
    }

    @Test
    void remembersTheErrorUntilItIsClearedAndWhenThatWas() {
        Event error = new RepoEvent.RepoErrorSet("bad dir");
        Event cleared = new RepoEvent.RepoErrorCleared("bad dir");

        assertThat(after(STARTED, error).error()).isEqualTo("bad dir");
        assertThat(after(STARTED, error, cleared).error()).isNull();
        assertThat(after(STARTED, error, cleared).cleared()).isEqualTo(mark(3));
    }

    @Test
    void anErrorDoesNotChangeWhereTheRepositoryIs() {
        RepoView view = after(STARTED, SHADOWED, new RepoEvent.RepoErrorSet("bad dir"));

        assertThat(view.located()).isEqualTo(mark(2));
    }

    @Test
    void aNewRemoteIsNotThereYet() {
        RemoteSpec first = new RemoteSpec("first");
        RemoteSpec second = new RemoteSpec("second");

        RepoView view = after(STARTED, new RepoEvent.RemoteAccepted(first), new RepoEvent.RemoteCreated(first));
        assertThat(view.remoteCreated()).isTrue();
        assertThat(view.remoteAccepted()).isEqualTo(mark(2));

        RepoView again = view.evolve(History.recorded(R1.aggregate(), 4, new RepoEvent.RemoteAccepted(second)));
        assertThat(again.remote()).isEqualTo(second);
        assertThat(again.remoteCreated()).isFalse();
    }

    @Test
    void aMoveIsUnderWayUntilItsOwnEnd() {
        RepoPath path = new RepoPath("/ex/b/foo");
        Host host = new Host("h2");
        HostPath hostPath = new HostPath("/data2/foo");
        Event began = new RepoEvent.RepoMoveStarted(W1, PLACE, path, host, hostPath);
        Event moved = new RepoEvent.RepoMoved(W1, path, host, hostPath, OTHER_SHADOW);

        assertThat(after(STARTED, SHADOWED, began).relocation())
                .isEqualTo(new Relocation.Move(W1, PLACE, path, host, hostPath));
        assertThat(after(STARTED, SHADOWED, began, new RepoEvent.RepoMoveAborted(W2, "late"))
                        .relocation())
                .isNotNull();
        assertThat(after(STARTED, SHADOWED, began, new RepoEvent.RepoMoveAborted(W1, "no")))
                .extracting(RepoView::relocation, RepoView::shadow)
                .containsExactly(null, SHADOW);
        assertThat(after(STARTED, SHADOWED, began, moved))
                .extracting(RepoView::relocation, RepoView::location, RepoView::located)
                .containsExactly(null, new Location(path, host, hostPath, OTHER_SHADOW), mark(4));
    }

    @Test
    void aRepositoryThatArrivesWithItsFirstShadowIsOnline() {
        Event moved = new RepoEvent.RepoMoved(W1, PLACE.path(), PLACE.host(), PLACE.hostPath(), SHADOW);

        assertThat(after(STARTED, moved).tier()).isEqualTo(StorageTier.ONLINE);
    }

    @Test
    void aMoveOfTheShadowChangesTheShadowOnly() {
        Event began = new RepoEvent.ShadowMoveStarted(W1, OTHER_SHADOW);
        Event moved = new RepoEvent.ShadowMoved(W1, OTHER_SHADOW);

        assertThat(after(STARTED, SHADOWED, began).shadow()).isEqualTo(SHADOW);
        assertThat(after(STARTED, SHADOWED, began, moved))
                .extracting(RepoView::relocation, RepoView::location)
                .containsExactly(null, new Location(PLACE.path(), PLACE.host(), PLACE.hostPath(), OTHER_SHADOW));
    }

    @Test
    void aTierChangeKeepsTheTierThroughAMove() {
        Event freeze = new RepoEvent.TierChangeStarted(W1, StorageTier.FROZEN, ADA);
        Event frozen = new RepoEvent.TierChangeCompleted(W1, StorageTier.FROZEN, TierChangeCode.OK, "");
        Event moved = new RepoEvent.RepoMoved(W2, PLACE.path(), PLACE.host(), PLACE.hostPath(), OTHER_SHADOW);

        assertThat(after(STARTED, SHADOWED, freeze))
                .extracting(RepoView::tier, RepoView::relocation)
                .containsExactly(StorageTier.FREEZING, new Relocation.TierChange(W1, StorageTier.FROZEN, ADA));
        assertThat(after(STARTED, SHADOWED, freeze, frozen, moved))
                .extracting(RepoView::tier, RepoView::relocation)
                .containsExactly(StorageTier.FROZEN, null);
    }

    @Test
    void unknownEventsAreSkippedAndCountedMalformedOnesNamed() {
        RepoView view = after(STARTED, new Event.Unknown(999, Event.Bytes.EMPTY), SHADOWED);

        assertThat(view.unknownEvents()).isEqualTo(1);
        assertThat(view.malformed()).isNull();
        assertThat(view.shadow()).isEqualTo(SHADOW);
        assertThat(after(STARTED, new Event.Malformed(51, Event.Bytes.EMPTY, "no path"))
                        .malformed())
                .isEqualTo("MALFORMED_51 at version 2: no path");
    }

    @Test
    void aGapInTheHistoryIsNoticed() {
        RepoView view = after(STARTED).evolve(History.recorded(R1.aggregate(), 5, SHADOWED));

        assertThat(view.malformed()).isEqualTo("history has a gap: version 5 follows 1");
        assertThat(view.version()).isEqualTo(5);
    }

    @Test
    @Tag("W37")
    @Tag("W45")
    void foldingNeverThrowsAndAnyCutLeadsToTheSameView() {
        Seeds.check(500, random -> {
            RandomValues values = new RandomValues(random);
            List<Event> events = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                events.add(random.nextInt(10) == 0 ? values.unknown() : values.anyOf(RepoEvent.class));
            }
            List<Recorded> history = History.of(R1.aggregate(), events);

            RepoView whole = History.fold(RepoView.empty(R1), history);
            int cut = random.nextInt(history.size());
            RepoView inParts = History.fold(
                    History.fold(RepoView.empty(R1), history.subList(0, cut)),
                    history.subList(Math.max(0, cut - 3), history.size()));

            assertThat(inParts).isEqualTo(whole);
            assertThat(whole.shadow() == null || whole.tier() != StorageTier.NONE)
                    .isTrue();
            assertThat(whole.version()).isEqualTo(history.size());
        });
    }

    @Test
    void everyRelocationSaysInWordsWhatItIs() {
        assertThat(new Relocation.Move(W1, PLACE, PLACE.path(), new Host("h2"), SHADOW).summary())
                .isEqualTo("move to /ex/a/foo on h2");
        assertThat(new Relocation.ShadowMove(W1, SHADOW).summary()).isEqualTo("move of the shadow to /shadow/r1");
        assertThat(new Relocation.TierChange(W1, StorageTier.FROZEN, ADA).summary())
                .isEqualTo("change of tier to FROZEN");
    }
}
