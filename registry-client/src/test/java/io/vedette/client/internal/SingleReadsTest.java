package io.vedette.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** The server does not know the stream that reads share. */
class SingleReadsTest extends ReadsContract {

    @Override
    boolean shares() {
        return false;
    }

    @Test
    void thatTheServerDoesNotShareIsFoundOutOnce() {
        List<Long> first = Flux.range(0, 10)
                .flatMap(i -> client.read(history(i, 3), 0).count(), 10)
                .collectList()
                .block(LONG);
        List<Long> second = Flux.range(0, 10)
                .flatMap(i -> client.read(history(i, 3), 0).count(), 10)
                .collectList()
                .block(LONG);

        assertThat(first).hasSize(10).containsOnly(3L);
        assertThat(second).hasSize(10).containsOnly(3L);
        assertThat(journal.singles).hasValue(20);
        assertThat(client.counts().readStreams()).isBetween(1L, 10L);
    }
}
