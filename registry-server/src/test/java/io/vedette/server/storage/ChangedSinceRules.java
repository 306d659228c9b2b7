package io.vedette.server.storage;

import static io.vedette.server.storage.Histories.PATIENCE;
import static io.vedette.server.storage.Histories.append;
import static io.vedette.server.storage.Histories.changed;
import static io.vedette.server.storage.Histories.events;
import static io.vedette.server.storage.Histories.heavy;
import static io.vedette.server.storage.Histories.repo;
import static io.vedette.server.storage.Histories.stored;
import static io.vedette.server.storage.Histories.storedAll;
import static io.vedette.server.storage.Histories.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.domain.AggregateId;
import io.vedette.domain.AggregateKind;
import io.vedette.server.storage.AppendReply.Appended;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

interface ChangedSinceRules extends StoreUnderTest {

    @Test
    default void aHistoryThatChangedOftenIsOneRowAtItsNewestPlace() {
        stored(store(), repo(1), events(2));
        stored(store(), repo(2), events(2));
        stored(store(), repo(3), events(2));
        Appended newest = stored(store(), repo(1), events(2));

        List<HeadRow> rows = changed(store(), 0);

        assertThat(rows).extracting(HeadRow::aggregate).containsExactly(repo(2), repo(3), repo(1));
        assertThat(rows).extracting(HeadRow::position).containsExactly(4L, 6L, 8L);
        assertThat(rows.get(2))
                .isEqualTo(new HeadRow(repo(1), 4, newest.events().get(1), 8))
                .isEqualTo(store().head(repo(1)).block(PATIENCE));
    }

    @Test
    default void onlyHistoriesThatChangedAfterThePositionAreThere() {
        stored(store(), repo(1), events(2));
        stored(store(), repo(2), events(2));

        assertThat(changed(store(), 1)).extracting(HeadRow::aggregate).containsExactly(repo(1), repo(2));
        assertThat(changed(store(), 2)).extracting(HeadRow::aggregate).containsExactly(repo(2));
        assertThat(changed(store(), 4)).isEmpty();
        assertThat(changed(store(), Long.MAX_VALUE)).isEmpty();
    }

    @Test
    default void costGrowsWithTheHistoriesThatChangedOnly() {
        storedAll(store(), 2000, sleeping -> append(repo(sleeping), events(1)));
        long seen = store().end().position();
        storedAll(store(), 500, round -> append(repo(round % 5), events(2)));
        long before = probe().rows.get();

        assertThat(changed(store(), seen)).hasSize(5);

        assertThat(probe().rows.get() - before).isLessThanOrEqualTo(6);
    }

    @Test
    default void limitAndFilterHoldTogether() {
        storedAll(
                store(),
                800,
                number -> number % 2 == 0 ? append(repo(number), events(1)) : append(workflow(number), heavy(1)));

        StepVerifier.create(store().changedSince(10, history -> history.kind() == AggregateKind.REPO, 150)
                        .map(HeadRow::position)
                        .collectList())
                .assertNext(positions -> assertThat(positions)
                        .hasSize(150)
                        .isSorted()
                        .startsWith(11L, 13L, 15L)
                        .endsWith(309L))
                .expectComplete()
                .verify(PATIENCE);
        assertThat(store().changedSince(0, any -> true, 0).collectList().block(PATIENCE))
                .isEmpty();
    }

    @Test
    default void aHistoryThatMovesWhileRowsAreTakenAppearsAtItsNewPlace() {
        storedAll(store(), 1000, number -> append(repo(number), events(1)));

        StepVerifier.create(
                        store().changedSince(0, any -> true, Integer.MAX_VALUE).map(HeadRow::aggregate), 0)
                .thenRequest(1)
                .expectNext(repo(0))
                .then(() -> stored(store(), repo(900), events(1)))
                .thenRequest(Long.MAX_VALUE)
                .recordWith(ArrayList::new)
                .expectNextCount(999)
                .consumeRecordedWith(rows -> assertThat(rows).endsWith(repo(998), repo(999), repo(900)))
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    default void whoeverGoesOnFromTheLastRowMissesNothingWhileAppendsRun() {
        int histories = 20;
        Disposable writers = Flux.range(0, 3000)
                .flatMap(
                        round -> Mono.defer(() -> store().append(append(repo(round % histories), events(1))))
                                .subscribeOn(Schedulers.boundedElastic()),
                        8)
                .subscribe();

        Map<AggregateId, Long> seen = new HashMap<>();
        long position = 0;
        while (position < 3000) {
            List<HeadRow> rows = store().changedSince(position, any -> true, 7)
                    .collectList()
                    .blockOptional(PATIENCE)
                    .orElseThrow();
            for (HeadRow row : rows) {
                assertThat(row.position()).isGreaterThan(position);
                position = row.position();
                seen.put(row.aggregate(), row.version());
            }
        }
        writers.dispose();

        assertThat(seen).hasSize(histories).values().containsOnly(150L);
    }
}
