package io.vedette.server.storage;

import static io.vedette.server.storage.Histories.ANY;
import static io.vedette.server.storage.Histories.NONE;
import static io.vedette.server.storage.Histories.NOON;
import static io.vedette.server.storage.Histories.PATIENCE;
import static io.vedette.server.storage.Histories.all;
import static io.vedette.server.storage.Histories.append;
import static io.vedette.server.storage.Histories.command;
import static io.vedette.server.storage.Histories.event;
import static io.vedette.server.storage.Histories.events;
import static io.vedette.server.storage.Histories.exactly;
import static io.vedette.server.storage.Histories.heavy;
import static io.vedette.server.storage.Histories.history;
import static io.vedette.server.storage.Histories.reply;
import static io.vedette.server.storage.Histories.repo;
import static io.vedette.server.storage.Histories.stored;
import static io.vedette.server.storage.Histories.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vedette.domain.Event;
import io.vedette.domain.EventId;
import io.vedette.domain.Recorded;
import io.vedette.server.storage.AppendReply.Appended;
import io.vedette.server.storage.AppendReply.Conflict;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

interface AppendRules extends StoreUnderTest {

    @Test
    default void positionsAreDenseOverAllHistoriesAndVersionsWithinEach() {
        stored(store(), repo(1), events(2));
        stored(store(), repo(2), events(1));
        stored(store(), repo(1), events(2));

        assertThat(all(store())).extracting(Recorded::position).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(history(store(), repo(1))).extracting(Recorded::version).containsExactly(1L, 2L, 3L, 4L);
        assertThat(history(store(), repo(2))).extracting(Recorded::version).containsExactly(1L);
    }

    @Test
    default void anEventNamesTheOneBeforeItInItsHistoryAsItsParent() {
        stored(store(), repo(1), events(2));
        stored(store(), repo(2), events(1));
        stored(store(), repo(1), events(1));

        List<Recorded> history = history(store(), repo(1));
        assertThat(history)
                .extracting(Recorded::parent)
                .containsExactly(null, history.get(0).id(), history.get(1).id());
    }

    @Test
    default void whatIsReadIsWhatWasAppended() {
        Event unknown = new Event.Unknown(4711, Event.Bytes.copyOf(new byte[] {1, 2, 3}));

        Appended reply = stored(store(), append(repo(1), NONE, command(1), NOON, event("first"), unknown));
        stored(store(), append(workflow(1), NONE, null, NOON + 5, heavy(10)));

        EventId first = reply.events().get(0);
        EventId second = reply.events().get(1);
        EventId third = all(store()).get(2).id();
        assertThat(reply).isEqualTo(new Appended(repo(1), 2, 2, List.of(first, second), false));
        assertThat(all(store()))
                .containsExactly(
                        new Recorded(
                                first, null, repo(1), 1, 1, NOON, command(1).id(), event("first")),
                        new Recorded(
                                second, first, repo(1), 2, 2, NOON, command(1).id(), unknown),
                        new Recorded(third, null, workflow(1), 1, 3, NOON + 5, null, heavy(10)));
        assertThat(history(store(), repo(1))).isEqualTo(all(store()).subList(0, 2));
    }

    @Test
    default void historiesOfTheSameUuidButAnotherKindAreApart() {
        stored(store(), repo(1), events(2));
        stored(store(), workflow(1), heavy(1));

        assertThat(history(store(), repo(1))).hasSize(2);
        assertThat(history(store(), workflow(1))).hasSize(1);
    }

    @Test
    default void anotherVersionThanExpectedIsAConflictThatStoresNothing() {
        stored(store(), repo(1), events(3));

        AppendReply tooLow = reply(store(), append(repo(1), exactly(2), command(1), NOON, events(2)));
        AppendReply tooHigh = reply(store(), append(repo(1), exactly(4), null, NOON, events(2)));
        AppendReply notNew = reply(store(), append(repo(1), NONE, null, NOON, events(2)));
        AppendReply absent = reply(store(), append(repo(2), exactly(1), null, NOON, events(2)));

        assertThat(List.of(tooLow, tooHigh, notNew)).containsOnly(new Conflict(3));
        assertThat(absent).isEqualTo(new Conflict(0));
        assertThat(all(store())).hasSize(3);
        assertThat(store().head(repo(2)).blockOptional(PATIENCE)).isEmpty();
    }

    @Test
    default void theExpectedVersionIsAccepted() {
        assertThat(stored(store(), append(repo(1), NONE, null, NOON, events(2))).version())
                .isEqualTo(2);
        assertThat(stored(store(), append(repo(1), exactly(2), null, NOON, events(1)))
                        .version())
                .isEqualTo(3);
        assertThat(stored(store(), append(repo(1), ANY, null, NOON, events(1))).version())
                .isEqualTo(4);
    }

    @Test
    default void oneOfManyWritersThatExpectTheSameVersionWins() {
        List<AppendReply> replies = Flux.range(0, 64)
                .flatMap(
                        writer -> Mono.defer(
                                        () -> store().append(append(repo(1), NONE, null, NOON, event("by " + writer))))
                                .subscribeOn(Schedulers.boundedElastic()),
                        16)
                .collectList()
                .blockOptional(PATIENCE)
                .orElseThrow();

        assertThat(replies).filteredOn(Appended.class::isInstance).hasSize(1);
        assertThat(replies).filteredOn(new Conflict(1)::equals).hasSize(63);
        assertThat(history(store(), repo(1))).hasSize(1);
    }

    @Test
    default void concurrentAppendsStayWholeAndDense() {
        Flux.range(0, 400)
                .flatMap(
                        writer -> Mono.defer(() -> store().append(append(repo(writer % 7), events(3))))
                                .subscribeOn(Schedulers.boundedElastic()),
                        32)
                .then()
                .block(PATIENCE);

        List<Recorded> all = all(store());
        assertThat(all)
                .extracting(Recorded::position)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 1200).boxed().toList());
        for (int first = 0; first < all.size(); first += 3) {
            assertThat(all.subList(first, first + 3))
                    .extracting(Recorded::aggregate)
                    .containsOnly(all.get(first).aggregate());
        }
    }

    @Test
    default void theOrderOfUlidsIsTheOrderOfPositionsHoweverTheClockJumps() {
        for (long jump : new long[] {0, 3_600_000, -3_600_000, 1, -1, 0, -NOON, 86_400_000}) {
            stored(store(), append(repo(1), ANY, null, NOON + jump, events(2)));
        }

        List<Recorded> all = all(store());
        assertThat(all).extracting(Recorded::id).isSorted().doesNotHaveDuplicates();
        assertThat(all).extracting(Recorded::timeMillis).isSorted();
        assertThat(all).allSatisfy(event -> assertThat(event.id().millis()).isEqualTo(event.timeMillis()));
    }

    @Test
    default void aUlidIsTimeIncarnationAndPosition() {
        stored(store(), append(repo(1), ANY, null, NOON, events(1)));
        stored(store(), append(repo(1), ANY, null, NOON - 1, events(1)));

        assertThat(all(store()))
                .extracting(Recorded::id)
                .containsExactly(new EventId(NOON << 16 | 1, 1), new EventId(NOON << 16 | 1, 2));
    }

    @Test
    default void anAppendIsMadeBySubscribingAndOnceForEachSubscription() {
        Mono<AppendReply> append = store().append(append(repo(1), events(1)));
        assertThat(all(store())).isEmpty();

        append.block(PATIENCE);
        append.block(PATIENCE);

        assertThat(all(store())).hasSize(2);
    }

    @Test
    default void anAppendAboveTheLimitIsRefusedAndOneBelowIsNot() {
        Append tooLarge = append(workflow(1), event("small"), heavy(StorageBackend.MAX_APPEND_BYTES));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> reply(store(), tooLarge))
                .withMessageContaining("split it");
        assertThat(all(store())).isEmpty();

        stored(store(), workflow(1), heavy(StorageBackend.MAX_APPEND_BYTES - 1024));
        assertThat(all(store())).hasSize(1);
    }

    @Test
    default void anAppendNeedsEventsOrACommandAndATimeThatAUlidCanHold() {
        assertThatIllegalArgumentException().isThrownBy(() -> append(repo(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> append(repo(1), ANY, null, -1, events(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> append(repo(1), ANY, null, 1L << 48, events(1)));
    }
}
