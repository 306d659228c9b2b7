package io.vedette.gitshadow.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vedette.domain.RepoId;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

class KeyedWorkTest {
    private static final RepoId ONE = new RepoId(new UUID(0, 1));
    private static final RepoId TWO = new RepoId(new UUID(0, 2));

    private final Scheduler scheduler = Schedulers.newBoundedElastic(4, 10_000, "keyed-work-test");
    private final KeyedWork work = new KeyedWork(Workers.of(scheduler), Duration.ofSeconds(5));

    @AfterEach
    void stop() {
        scheduler.dispose();
    }

    @Test
    void workOfOneRepositoryNeverOverlapsAndKeepsItsOrder() {
        AtomicInteger inside = new AtomicInteger();
        List<Integer> order = new CopyOnWriteArrayList<>();

        Flux.range(0, 500)
                .flatMap(
                        i -> work.run(ONE, cancellation -> {
                            assertThat(inside.incrementAndGet()).isEqualTo(1);
                            order.add(i);
                            inside.decrementAndGet();
                            return i;
                        }),
                        500)
                .blockLast(Duration.ofSeconds(20));

        assertThat(order).hasSize(500).isSorted();
    }

    @Test
    void anotherRepositoryDoesNotWait() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        CompletableFuture<String> slow = work.run(ONE, cancellation -> wait(go)).toFuture();

        assertThat(work.run(TWO, cancellation -> "two").block(Duration.ofSeconds(5)))
                .isEqualTo("two");

        assertThat(slow).isNotDone();
        go.countDown();
        assertThat(slow.get()).isEqualTo("waited");
    }

    @Test
    void shortWorkDoesNotWaitForLongWorkThatTakesAllItsThreads() {
        Workers own = Workers.own(2);
        KeyedWork both = new KeyedWork(own, Duration.ofSeconds(5));
        CountDownLatch go = new CountDownLatch(1);
        for (int i = 10; i < 20; i++) {
            both.runLong(new RepoId(new UUID(0, i)), cancellation -> wait(go)).subscribe();
        }

        assertThat(both.run(TWO, cancellation -> "two").block(Duration.ofSeconds(5)))
                .isEqualTo("two");

        go.countDown();
        own.dispose();
    }

    @Test
    void waitingWorkTakesAnyFreeThread() {
        Workers own = Workers.own(3);
        KeyedWork both = new KeyedWork(own, Duration.ofSeconds(5));
        CountDownLatch one = new CountDownLatch(1);
        CountDownLatch others = new CountDownLatch(1);
        both.run(new RepoId(new UUID(0, 10)), cancellation -> wait(one)).subscribe();
        both.run(new RepoId(new UUID(0, 11)), cancellation -> wait(others)).subscribe();
        both.run(new RepoId(new UUID(0, 12)), cancellation -> wait(others)).subscribe();
        List<CompletableFuture<Integer>> waiting = IntStream.range(20, 40)
                .mapToObj(i ->
                        both.run(new RepoId(new UUID(0, i)), cancellation -> i).toFuture())
                .toList();

        one.countDown();

        await().untilAsserted(() -> assertThat(waiting).allMatch(CompletableFuture::isDone));
        others.countDown();
        own.dispose();
    }

    @Test
    void cancelledWorkEndsBeforeTheNextBegins() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger ended = new AtomicInteger();
        Disposable first = work.run(ONE, cancellation -> {
                    begun.countDown();
                    wait(go);
                    assertThat(cancellation.isCancelled()).isTrue();
                    return ended.incrementAndGet();
                })
                .subscribe();
        wait(begun);

        first.dispose();
        CompletableFuture<Integer> second =
                work.run(ONE, cancellation -> ended.get()).toFuture();

        assertThat(second).isNotDone();
        go.countDown();
        await().untilAsserted(() -> assertThat(second).isCompletedWithValue(1));
    }

    @Test
    void closeEndsRunningWorkAndFailsWaitingWork() {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<String> running = work.run(ONE, cancellation -> {
                    begun.countDown();
                    while (true) {
                        cancellation.check();
                        Thread.onSpinWait();
                    }
                })
                .cast(String.class)
                .toFuture();
        CompletableFuture<String> waiting =
                work.run(ONE, cancellation -> "never").toFuture();
        wait(begun);

        work.close();

        assertThatThrownBy(running::join).isInstanceOf(CancellationException.class);
        assertThatThrownBy(waiting::join).isInstanceOf(CancellationException.class);
    }

    @Test
    void aFailureDoesNotStopTheLane() {
        CompletableFuture<String> failed = work.<String>run(ONE, cancellation -> {
                    throw new IllegalStateException("broken");
                })
                .toFuture();

        assertThat(work.run(ONE, cancellation -> "next").block(Duration.ofSeconds(5)))
                .isEqualTo("next");
        assertThatThrownBy(failed::join).hasRootCauseMessage("broken");
    }

    private static String wait(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return "waited";
    }
}
