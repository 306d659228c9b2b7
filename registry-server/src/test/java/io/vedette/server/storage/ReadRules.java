package io.vedette.server.storage;

import static io.vedette.server.storage.Histories.PATIENCE;
import static io.vedette.server.storage.Histories.all;
import static io.vedette.server.storage.Histories.events;
import static io.vedette.server.storage.Histories.heavy;
import static io.vedette.server.storage.Histories.history;
import static io.vedette.server.storage.Histories.repo;
import static io.vedette.server.storage.Histories.stored;
import static io.vedette.server.storage.Histories.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.domain.AggregateKind;
import io.vedette.domain.Recorded;
import io.vedette.server.storage.AppendReply.Appended;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

interface ReadRules extends StoreUnderTest {

    private static List<Long> numbers(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    private static <T> List<T> list(Flux<T> rows) {
        return rows.collectList().blockOptional(PATIENCE).orElseThrow();
    }

    @Test
    default void anEmptyStoreHasNothing() {
        assertThat(all(store())).isEmpty();
        assertThat(history(store(), repo(1))).isEmpty();
        assertThat(store().head(repo(1)).blockOptional(PATIENCE)).isEmpty();
        assertThat(Histories.changed(store(), 0)).isEmpty();
    }

    @Test
    default void aHistoryIsReadAfterAVersionUpToALimit() {
        stored(store(), repo(2), events(3));
        stored(store(), repo(1), events(10));
        stored(store(), repo(3), events(3));

        assertThat(list(store().read(repo(1), 0, 4)))
                .extracting(Recorded::version)
                .containsExactly(1L, 2L, 3L, 4L);
        assertThat(list(store().read(repo(1), 4, 3)))
                .extracting(Recorded::version)
                .containsExactly(5L, 6L, 7L);
        assertThat(list(store().read(repo(1), 8, 100)))
                .extracting(Recorded::version)
                .containsExactly(9L, 10L);
        assertThat(list(store().read(repo(1), 10, 100))).isEmpty();
        assertThat(list(store().read(repo(1), Long.MAX_VALUE, 100))).isEmpty();
        assertThat(list(store().read(repo(1), 0, 0))).isEmpty();
    }

    @Test
    default void aLongHistoryIsReadWhole() {
        stored(store(), repo(1), events(1));
        for (int part = 0; part < 10; part++) {
            stored(store(), repo(2), events(100));
            stored(store(), repo(1), events(1));
        }

        assertThat(history(store(), repo(2))).extracting(Recorded::version).containsExactlyElementsOf(numbers(1, 1000));
        assertThat(list(store().read(repo(2), 0, 517)))
                .extracting(Recorded::version)
                .containsExactlyElementsOf(numbers(1, 517));
        assertThat(all(store())).extracting(Recorded::position).containsExactlyElementsOf(numbers(1, 1011));
    }

    @Test
    default void aHistoryOfHeavyEventsIsReadWhole() {
        for (int part = 0; part < 5; part++) {
            stored(store(), workflow(1), heavy(1 << 20), heavy(1 << 20));
        }

        assertThat(history(store(), workflow(1)))
                .extracting(Recorded::version)
                .containsExactlyElementsOf(numbers(1, 10));
        assertThat(all(store())).extracting(Recorded::position).containsExactlyElementsOf(numbers(1, 10));
    }

    @Test
    default void allHistoriesAreReadAfterAPosition() {
        for (int number = 0; number < 5; number++) {
            stored(store(), repo(number), events(2));
        }

        assertThat(list(store().readAll(7, any -> true)))
                .extracting(Recorded::position)
                .containsExactly(8L, 9L, 10L);
        assertThat(list(store().readAll(10, any -> true))).isEmpty();
        assertThat(list(store().readAll(99, any -> true))).isEmpty();
        assertThat(list(store().readAll(Long.MAX_VALUE, any -> true))).isEmpty();
    }

    @Test
    default void aFilterLetsThroughWhatItWantsAndKeepsTheOrder() {
        for (int round = 0; round < 20; round++) {
            stored(store(), repo(round), events(100));
            stored(store(), workflow(round), heavy(1));
        }

        assertThat(list(store().readAll(0, history -> history.kind() == AggregateKind.WORKFLOW)))
                .extracting(Recorded::position)
                .containsExactlyElementsOf(
                        numbers(1, 20).stream().map(round -> round * 101).toList());
        assertThat(list(store().readAll(0, none -> false))).isEmpty();
    }

    @Test
    default void aFilterThatThrowsEndsTheStreamWithItsError() {
        stored(store(), repo(1), events(2));

        StepVerifier.create(store().readAll(0, broken -> {
                    throw new IllegalArgumentException("broken filter");
                }))
                .verifyErrorMessage("broken filter");
    }

    @Test
    default void aReaderThatAsksForNothingGetsNothingAndCostsLittle() {
        for (int part = 0; part < 50; part++) {
            stored(store(), repo(1), events(100));
        }
        long before = probe().rows.get();

        StepVerifier.create(store().readAll(0, any -> true), 0)
                .thenRequest(3)
                .expectNextCount(3)
                .thenCancel()
                .verify(PATIENCE);
        StepVerifier.create(store().read(repo(1), 0, Integer.MAX_VALUE), 0)
                .thenRequest(3)
                .expectNextCount(3)
                .thenCancel()
                .verify(PATIENCE);

        assertThat(probe().rows.get() - before).isLessThan(1000);
    }

    @Test
    default void readingAllEndsWhereTheStoreEndedWhenTheReaderCame() {
        stored(store(), repo(1), events(300));

        StepVerifier.create(store().readAll(0, any -> true).map(Recorded::position), 0)
                .thenRequest(1)
                .expectNext(1L)
                .then(() -> stored(store(), repo(1), events(300)))
                .thenRequest(Long.MAX_VALUE)
                .expectNextCount(299)
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    default void whatWasAnsweredCanBeRead() {
        for (int round = 1; round <= 50; round++) {
            Appended reply = stored(store(), repo(1), events(1));

            assertThat(store().end().position()).isEqualTo(reply.position());
            assertThat(list(store().read(repo(1), reply.version() - 1, 1)))
                    .extracting(Recorded::id)
                    .isEqualTo(reply.events());
            assertThat(store().head(repo(1))
                            .blockOptional(PATIENCE)
                            .orElseThrow()
                            .version())
                    .isEqualTo(reply.version());
        }
    }
}
