package io.vedette.server.storage;

import static io.vedette.server.storage.Histories.PATIENCE;
import static io.vedette.server.storage.Histories.append;
import static io.vedette.server.storage.Histories.command;
import static io.vedette.server.storage.Histories.events;
import static io.vedette.server.storage.Histories.repo;
import static io.vedette.server.storage.Histories.stored;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.vedette.domain.Cursor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

interface CloseRules extends StoreUnderTest {

    @Test
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

    @Test
    default void closingEndsReadsThatAreOpen() {
        for (int part = 0; part < 20; part++) {
            stored(store(), repo(1), events(100));
        }

        Flux<?> open = Flux.merge(store().readAll(0, any -> true), store().read(repo(1), 0, Integer.MAX_VALUE));
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
