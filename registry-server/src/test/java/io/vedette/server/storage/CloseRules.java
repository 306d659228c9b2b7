package io.vedette.server.storage;

import static io.vedette.server.storage.Histories.PATIENCE;
import static io.vedette.server.storage.Histories.append;
import static io.vedette.server.storage.Histories.command;
import static io.vedette.server.storage.Histories.events;
import static io.vedette.server.storage.Histories.repo;
import static io.vedette.server.storage.Histories.stored;
import static io.vedette.server.storage.Histories.storedAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.vedette.domain.Cursor;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

interface CloseRules extends StoreUnderTest {

    @Test
    @Tag("W12")
    default void whatComesAfterClosingEndsWithAClearError() {
        stored(store(), repo(1), events(1));
        store().close();

        List<Publisher<?>> calls = List.of(
                store().append(append(repo(1), events(1))),
                store().command(command(1)),
                store().read(repo(1), 0, 10),
                store().readAll(0, any -> true),
                store().changedSince(0, any -> true, 10),
                store().head(repo(1)));

        for (Publisher<?> call : calls) {
            StepVerifier.create(call)
                    .expectErrorMatches(error -> error instanceof IllegalStateException
                            && String.valueOf(error.getMessage()).contains("closed"))
                    .verify(PATIENCE);
        }
        assertThatIllegalStateException().isThrownBy(() -> store().end()).withMessageContaining("closed");
        assertThatIllegalStateException()
                .isThrownBy(() -> store().check(new Cursor(StorageBackendContract.STORE, 1, 0, null)))
                .withMessageContaining("closed");
    }

    private void assertClosingEnds(Flux<?> open) {
        storedAll(store(), 20, part -> append(repo(1), events(100)));

        StepVerifier.create(open, 0)
                .thenRequest(5)
                .expectNextCount(5)
                .then(() -> store().close())
                .thenRequest(Long.MAX_VALUE)
                .thenConsumeWhile(any -> true)
                .expectError(IllegalStateException.class)
                .verify(PATIENCE);
    }

    @Test
    default void closingEndsAReadOfOneHistoryThatIsOpen() {
        assertClosingEnds(store().read(repo(1), 0, Integer.MAX_VALUE));
    }

    @Test
    default void closingEndsAReadOfAllHistoriesThatIsOpen() {
        assertClosingEnds(store().readAll(0, any -> true));
    }

    @Test
    @Tag("W12")
    default void closingWhileManyReadAndAppendEndsThemAll() {
        storedAll(store(), 50, part -> append(repo(part % 5), events(20)));
        CountDownLatch busy = new CountDownLatch(200);
        Flux<Object> work = Flux.range(0, 16)
                .flatMap(
                        worker -> Flux.<Object>merge(
                                        store().readAll(0, any -> true),
                                        store().read(repo(worker % 5), 0, 1000),
                                        store().changedSince(0, any -> true, 1000),
                                        store().append(append(repo(worker % 5), events(1))))
                                .doOnComplete(busy::countDown)
                                .repeat()
                                .subscribeOn(Schedulers.boundedElastic()),
                        16);

        StepVerifier.create(work.then())
                .then(() -> {
                    try {
                        busy.await();
                    } catch (InterruptedException stopped) {
                        throw new IllegalStateException(stopped);
                    }
                    store().close();
                })
                .expectErrorSatisfies(ended -> assertThat(Exceptions.unwrapMultiple(ended))
                        .allSatisfy(one -> assertThat(one).isInstanceOf(IllegalStateException.class)))
                .verify(PATIENCE);
    }

    @Test
    default void closingEndsTheStreamOfCommits() {
        StepVerifier.create(store().commits())
                .then(() -> store().close())
                .expectComplete()
                .verify(PATIENCE);
        StepVerifier.create(store().commits()).expectComplete().verify(PATIENCE);
    }

    @Test
    default void closingTwiceIsClosingOnce() {
        store().close();
        store().close();
    }
}
