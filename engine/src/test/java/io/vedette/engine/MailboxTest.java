package io.vedette.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

class MailboxTest {

    /** A worker whose turns come when the test takes them, until it is disposed of. */
    private static final class ByHand implements Scheduler.Worker {
        private final Deque<Runnable> turns;
        private boolean disposed;

        ByHand(Deque<Runnable> turns) {
            this.turns = turns;
        }

        @Override
        public Disposable schedule(Runnable task) {
            if (disposed) {
                throw new RejectedExecutionException();
            }
            turns.add(task);
            return Disposables.single();
        }

        @Override
        public void dispose() {
            disposed = true;
            turns.clear();
        }
    }

    @Test
    void whatWaitsForATurnWhenTheWorkerIsDisposedOfIsDoneAllTheSame() {
        List<String> done = new ArrayList<>();
        Mailbox mailbox = new Mailbox(new ByHand(new ArrayDeque<>()), () -> {});

        mailbox.post(() -> done.add("before"));
        assertThat(done).isEmpty();
        mailbox.dispose();
        mailbox.post(() -> done.add("after"));

        assertThat(done).containsExactly("before", "after");
    }

    @Test
    void whatIsPostedWhileTheLoopDisposesOfItsWorkerIsDoneAfterIt() {
        List<String> done = new ArrayList<>();
        Mailbox mailbox = new Mailbox(new ByHand(new ArrayDeque<>()), () -> {});
        mailbox.dispose();

        mailbox.post(() -> {
            mailbox.post(() -> done.add("second"));
            mailbox.dispose();
            done.add("first");
        });

        assertThat(done).containsExactly("first", "second");
    }

    @Test
    void moreThanABatchIsDoneWithoutAWorker() {
        AtomicInteger done = new AtomicInteger();
        Mailbox mailbox = new Mailbox(new ByHand(new ArrayDeque<>()), () -> {});

        for (int i = 0; i < 10_000; i++) {
            mailbox.post(done::incrementAndGet);
        }
        mailbox.dispose();

        assertThat(done).hasValue(10_000);
    }

    @Test
    void aLoopThatDisposesOfItsOwnWorkerGoesOnWithWhatIsLeftOneAfterTheOther() {
        Deque<Runnable> turns = new ArrayDeque<>();
        List<Integer> done = new ArrayList<>();
        AtomicInteger inside = new AtomicInteger();
        Mailbox mailbox = new Mailbox(new ByHand(turns), () -> {});
        for (int i = 0; i < 3_000; i++) {
            int number = i;
            mailbox.post(() -> {
                assertThat(inside.getAndIncrement()).isZero();
                if (number == 5) {
                    mailbox.dispose();
                }
                done.add(number);
                inside.decrementAndGet();
            });
        }

        turns.remove().run();

        assertThat(turns).isEmpty();
        assertThat(done).hasSize(3_000).isSorted();
    }

    @Test
    void aDisposeAmidPostsLosesNothingAndNothingRunsBesideAnother() throws InterruptedException {
        for (int round = 0; round < 300; round++) {
            Scheduler scheduler = Schedulers.newSingle("mailbox", true);
            AtomicInteger inside = new AtomicInteger();
            AtomicInteger overlaps = new AtomicInteger();
            CountDownLatch undone = new CountDownLatch(600);
            Mailbox mailbox = new Mailbox(scheduler.createWorker(), () -> {});
            CountDownLatch start = new CountDownLatch(3);
            List<Thread> posters = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Thread poster = new Thread(() -> {
                    start.countDown();
                    for (int post = 0; post < 200; post++) {
                        mailbox.post(() -> {
                            if (inside.getAndIncrement() != 0) {
                                overlaps.incrementAndGet();
                            }
                            inside.decrementAndGet();
                            undone.countDown();
                        });
                    }
                });
                poster.start();
                posters.add(poster);
            }

            start.await();
            mailbox.dispose();
            for (Thread poster : posters) {
                poster.join();
            }

            assertThat(undone.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(overlaps).hasValue(0);
            scheduler.dispose();
        }
    }
}
