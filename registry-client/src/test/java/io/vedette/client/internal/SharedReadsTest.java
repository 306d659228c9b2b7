package io.vedette.client.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vedette.client.UnreachableException;
import io.vedette.domain.AggregateId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

class SharedReadsTest extends ReadsContract {

    @Override
    boolean shares() {
        return true;
    }

    @Test
    @Tag("W13")
    void manyReadsShareOneStream() {
        List<Long> sizes = Flux.range(0, 2_000)
                .flatMap(i -> client.read(history(i, 3), 0).count(), 1_000)
                .collectList()
                .block(LONG);

        assertThat(sizes).hasSize(2_000).containsOnly(3L);
        assertThat(journal.streams).hasValue(1);
        assertThat(journal.singles).hasValue(0);
        assertThat(journal.mostOpen).hasValueLessThanOrEqualTo(ReadStream.MOST_OPEN);
        assertThat(client.counts().readStreams()).isEqualTo(1);
    }

    @Test
    void creditIsGivenBackAsEventsArriveAndNeverExceedsTheWindow() {
        try (GrpcRegistryClient narrow =
                new GrpcRegistryClient(config().withSharedReads(16, LONG), Schedulers.parallel())) {
            List<Long> sizes = Flux.range(0, 20)
                    .flatMap(i -> narrow.read(history(i, 300), 0).count(), 20)
                    .collectList()
                    .block(LONG);

            assertThat(sizes).hasSize(20).containsOnly(300L);
            assertThat(journal.sent).hasValue(6_000);
            assertThat(journal.granted.get()).isBetween(6_000L, 6_016L);
        }
    }

    @Test
    void eventsOfACancelledReadGiveTheirCreditBack() {
        try (GrpcRegistryClient narrow =
                new GrpcRegistryClient(config().withSharedReads(16, LONG), Schedulers.parallel())) {
            for (int i = 0; i < 50; i++) {
                AggregateId aggregate = history(i, 1_000);
                StepVerifier.create(narrow.read(aggregate, 0))
                        .expectNextCount(1)
                        .thenCancel()
                        .verify(LONG);
            }

            assertThat(narrow.read(history(99, 1_000), 0).count().block(LONG)).isEqualTo(1_000);
        }
    }

    @Test
    void theStreamEndsWhenItIsIdleAndANewOneIsOpenedWhenNeeded() {
        VirtualTimeScheduler time = VirtualTimeScheduler.create();
        try (GrpcRegistryClient timed = new GrpcRegistryClient(config(), time)) {
            assertThat(timed.read(history(1, 3), 0).count().block(LONG)).isEqualTo(3);
            time.advanceTimeBy(Duration.ofSeconds(5));
            assertThat(timed.read(history(1, 3), 0).count().block(LONG)).isEqualTo(3);
            assertThat(journal.streams).hasValue(1);

            time.advanceTimeBy(Duration.ofSeconds(15));
            await().until(() -> journal.endedStreams.get() == 1);

            assertThat(timed.read(history(1, 3), 0).count().block(LONG)).isEqualTo(3);
            assertThat(journal.streams).hasValue(2);
        }
    }

    @Test
    void whenTheServerEndsTheStreamOpenReadsFailAndTheNextOneOpensAnother() {
        AggregateId stuck = history(1, 3);
        journal.stuck.add(stuck);

        StepVerifier.create(client.read(stuck, 0))
                .expectSubscription()
                .then(() -> await().until(() -> journal.asked.size() == 1))
                .then(() -> journal.open.get(0).end())
                .expectErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(UnreachableException.class)
                        .hasMessageContaining("the registry ended the stream"))
                .verify(LONG);

        assertThat(client.read(history(2, 3), 0).count().block(LONG)).isEqualTo(3);
        assertThat(journal.streams).hasValue(2);
    }
}
