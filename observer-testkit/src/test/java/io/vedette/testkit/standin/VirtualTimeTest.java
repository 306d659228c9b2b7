package io.vedette.testkit.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/** Time that moves when it is told to, and tasks in an order that is told or drawn. */
class VirtualTimeTest {

    private final VirtualTime time = new VirtualTime();
    private final List<String> ran = new ArrayList<>();

    @Test
    void nothingRunsBeforeItIsToldTo() {
        time.schedule(() -> ran.add("now"));
        time.schedule(() -> ran.add("later"), 5, TimeUnit.SECONDS);
        assertThat(ran).isEmpty();

        time.settle();
        assertThat(ran).containsExactly("now");

        time.advance(Duration.ofSeconds(5));
        assertThat(ran).containsExactly("now", "later");
    }

    @Test
    void timersRunInTheirOrderWithWhatFollowsFromThem() {
        time.schedule(() -> ran.add("third at " + time.instant()), 3, TimeUnit.SECONDS);
        time.schedule(
                () -> {
                    ran.add("first at " + time.instant());
                    time.schedule(() -> ran.add("second at " + time.instant()), 1, TimeUnit.SECONDS);
                },
                1,
                TimeUnit.SECONDS);

        time.advance(Duration.ofSeconds(10));

        assertThat(ran)
                .containsExactly(
                        "first at 1970-01-01T00:00:01Z",
                        "second at 1970-01-01T00:00:02Z",
                        "third at 1970-01-01T00:00:03Z");
        assertThat(time.instant()).isEqualTo("1970-01-01T00:00:10Z");
    }

    @Test
    void aTimerThatWasSetBeforeTimeMovesCountsFromThere() {
        time.schedule(() -> ran.add("at " + time.instant()), 5, TimeUnit.SECONDS);

        boolean due = time.moveToTimer(Instant.ofEpochSecond(10));
        time.settle();

        assertThat(due).isTrue();
        assertThat(ran).containsExactly("at 1970-01-01T00:00:05Z");
    }

    @Test
    void oneSeedIsOneOrderAndWorkersKeepTheirs() {
        Set<List<String>> orders = new HashSet<>();
        for (long seed = 1; seed <= 50; seed++) {
            List<String> order = order(seed);

            assertThat(order(seed)).isEqualTo(order);
            assertThat(order.stream().filter(each -> each.startsWith("w"))).containsExactly("w1", "w2", "w3");
            orders.add(order);
        }
        assertThat(orders).hasSizeGreaterThan(10);
    }

    private static List<String> order(long seed) {
        List<String> order = new ArrayList<>();
        VirtualTime seeded = new VirtualTime(seed);
        Scheduler.Worker worker = seeded.createWorker();
        List.of("w1", "w2", "w3").forEach(name -> worker.schedule(() -> order.add(name)));
        List.of("a", "b", "c").forEach(name -> seeded.schedule(() -> order.add(name)));
        seeded.settle();
        return order;
    }

    @Test
    void whatIsDisposedOfDoesNotRunAndLeavesTheHeap() {
        List<Disposable> timers = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            timers.add(time.schedule(() -> ran.add("never"), 1, TimeUnit.HOURS));
        }
        for (int i = 0; i < 5_000; i++) {
            Scheduler.Worker worker = time.createWorker();
            worker.schedulePeriodically(() -> ran.add("never"), 1, 1, TimeUnit.HOURS);
            time.settle();
            worker.dispose();
        }
        timers.forEach(Disposable::dispose);
        time.settle();

        assertThat(time.timers()).isZero();
        assertThat(time.kept()).isLessThan(2_000);
        time.advance(Duration.ofHours(3));
        assertThat(ran).isEmpty();
    }

    @Test
    void aWorkerThatIsDisposedOfTakesNothingMore() {
        Scheduler.Worker worker = time.createWorker();
        worker.dispose();

        assertThatThrownBy(() -> worker.schedule(() -> {})).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void aDelayBeyondTheEndOfTimeNeverEnds() {
        time.begin(Instant.parse("2026-01-01T00:00:00Z"));
        time.schedule(() -> ran.add("never"), Long.MAX_VALUE, TimeUnit.NANOSECONDS);

        time.advance(Duration.ofDays(10_000));

        assertThat(ran).isEmpty();
    }

    @Test
    void whatOtherThreadsBringRunsOnTheThreadThatWaits() throws Exception {
        AtomicBoolean brought = new AtomicBoolean();
        List<Thread> on = new ArrayList<>();
        Thread other = new Thread(() -> time.schedule(() -> {
            on.add(Thread.currentThread());
            brought.set(true);
        }));
        other.start();

        boolean came = time.settle(() -> !brought.get(), Duration.ofSeconds(30));

        assertThat(came).isTrue();
        assertThat(on).containsExactly(Thread.currentThread());
        other.join();
    }

    @Test
    void whatNobodyBringsIsNotWaitedForWithoutEnd() throws Exception {
        assertThat(time.settle(() -> true, Duration.ofMillis(20))).isFalse();
    }
}
