package io.vedette.gitshadow.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vedette.domain.RepoId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
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
    void closeInterruptsWorkThatDoesNotStop() {
        KeyedWork brief = new KeyedWork(Workers.of(scheduler), Duration.ofMillis(200));
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<String> stuck = brief.run(ONE, cancellation -> {
                    begun.countDown();
                    new CountDownLatch(1).await();
                    return "never";
                })
                .toFuture();
        wait(begun);

        brief.close();

        assertThatThrownBy(() -> stuck.get(5, TimeUnit.SECONDS))
                .isInstanceOf(CancellationException.class)
                .hasCauseInstanceOf(InterruptedException.class);
    }

    @Test
    void closeDoesNotWaitForWorkThatNothingStops() {
        KeyedWork brief = new KeyedWork(Workers.of(scheduler), Duration.ofMillis(200));
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        CompletableFuture<String> deaf = brief.run(ONE, cancellation -> {
                    begun.countDown();
                    while (go.getCount() > 0) {
                        Thread.onSpinWait();
                    }
                    return Thread.currentThread().isInterrupted() ? "interrupted" : "in peace";
                })
                .toFuture();
        wait(begun);

        brief.close();

        assertThat(deaf).isNotDone();
        go.countDown();
        assertThat(deaf).succeedsWithin(Duration.ofSeconds(5)).isEqualTo("interrupted");
    }

    @Test
    void theInterruptOfOneTaskDoesNotReachTheNextOfItsThread() {
        Scheduler single = Schedulers.newSingle("keyed-work-single", true);
        KeyedWork closing = new KeyedWork(Workers.of(single), Duration.ofMillis(200));
        KeyedWork staying = new KeyedWork(Workers.of(single), Duration.ofMillis(200));
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        closing.run(ONE, cancellation -> {
                    begun.countDown();
                    while (go.getCount() > 0) {
                        Thread.onSpinWait();
                    }
                    return "done";
                })
                .subscribe();
        wait(begun);
        closing.close();
        CompletableFuture<Boolean> next = staying.run(
                        ONE, cancellation -> Thread.currentThread().isInterrupted())
                .toFuture();

        go.countDown();

        assertThat(next).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(false);
        single.dispose();
    }

    @Test
    void anErrorIsSignalledAndDoesNotStopTheLane() {
        CompletableFuture<Object> failed = work.run(ONE, cancellation -> {
                    throw new NoClassDefFoundError("gone");
                })
                .toFuture();

        assertThat(work.run(ONE, cancellation -> "next").block(Duration.ofSeconds(5)))
                .isEqualTo("next");
        assertThatThrownBy(failed::join).hasCauseInstanceOf(NoClassDefFoundError.class);
    }

    @Test
    void anErrorOfWorkThatBelongsToNoRepositoryIsSignalled() {
        CompletableFuture<Object> failed = work.beside(cancellation -> {
                    throw new NoClassDefFoundError("gone");
                })
                .toFuture();

        await().untilAsserted(() -> assertThat(failed).isCompletedExceptionally());
        assertThatThrownBy(failed::join).hasCauseInstanceOf(NoClassDefFoundError.class);
    }

    @Test
    void workThatGetsNoThreadFailsAndDoesNotStopTheLane() {
        Deque<Error> errors = new ArrayDeque<>(List.of(new OutOfMemoryError("no more threads")));
        Deque<RuntimeException> refusals =
                new ArrayDeque<>(List.of(new RejectedExecutionException("the queue is full")));
        KeyedWork troubled = new KeyedWork(Workers.of(new Troubled(errors, refusals)), Duration.ofSeconds(5));

        assertThatThrownBy(() -> troubled.run(ONE, cancellation -> "one").block(Duration.ofSeconds(5)))
                .isInstanceOf(OutOfMemoryError.class);
        assertThatThrownBy(() -> troubled.run(ONE, cancellation -> "two").block(Duration.ofSeconds(5)))
                .isInstanceOf(RejectedExecutionException.class);
        assertThat(troubled.run(ONE, cancellation -> "three").block(Duration.ofSeconds(5)))
                .isEqualTo("three");
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

    /** Has no thread for the first pieces of work. */
    private final class Troubled implements Scheduler {
        private final Deque<Error> errors;
        private final Deque<RuntimeException> refusals;

        Troubled(Deque<Error> errors, Deque<RuntimeException> refusals) {
            this.errors = errors;
            this.refusals = refusals;
        }

        @Override
        public Disposable schedule(Runnable task) {
            if (!errors.isEmpty()) {
                throw errors.remove();
            }
            if (!refusals.isEmpty()) {
                throw refusals.remove();
            }
            return scheduler.schedule(task);
        }

        @Override
        public Worker createWorker() {
            return scheduler.createWorker();
        }
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
