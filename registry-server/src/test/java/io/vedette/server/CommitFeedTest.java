package io.vedette.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.server.internal.feed.CommitFeed;
import io.vedette.server.internal.feed.CommitRing;
import io.vedette.server.internal.state.Folded;
import io.vedette.server.internal.state.LogTime;
import io.vedette.server.internal.state.Retention;
import io.vedette.server.storage.Commit;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

class CommitFeedTest {

    @Test
    void afterALossItFollowsAgainSoonHoweverOftenThatHappenedBefore() {
        VirtualTimeScheduler time = VirtualTimeScheduler.create();
        AtomicInteger followed = new AtomicInteger();
        var losing = new WrappedStorage(TestRegistry.memory()) {
            @Override
            public Flux<Commit> commits() {
                return Mono.delay(Duration.ofSeconds(10), time)
                        .doOnSubscribe(subscription -> followed.incrementAndGet())
                        .thenMany(Flux.error(new IllegalStateException("lost")));
            }
        };
        LogTime clock = new LogTime(losing, InstantSource.system());
        CommitFeed feed = new CommitFeed(
                losing,
                Folded.of(losing, clock, 8, Retention.STANDARD),
                new CommitRing(8, 1 << 20, losing.end()),
                time);

        feed.start().subscribe();

        for (int losses = 1; losses <= 20; losses++) {
            time.advanceTimeBy(Duration.ofSeconds(10));
            time.advanceTimeBy(Duration.ofMillis(200));
            assertThat(followed).hasValue(losses + 1);
        }
        feed.stop();
    }
}
