package io.vedette.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BudgetTest {

    private static final int MANY = 5_000;

    private final AtomicLong comparisons = new AtomicLong();

    @Test
    void whoWaitedLongestIsFirstAndWhoLeftIsSkipped() {
        Budget<String> budget = new Budget<>("effect", 2);
        List.of("a", "b", "c", "d").forEach(budget::join);
        budget.leave("b");

        assertThat(List.of(budget.take(), budget.take())).containsExactly("a", "c");
        assertThat(budget.ready()).isFalse();
        assertThat(budget.longest()).isEqualTo("a");
        budget.release("a");

        assertThat(budget.longest()).isEqualTo("c");
        assertThat(budget.ready()).isTrue();
        assertThat(budget.take()).isEqualTo("d");
        assertThat(budget.running()).isEqualTo(2);
        budget.release("c");
        assertThat(budget.ready()).isFalse();
    }

    @Test
    void leavingALongQueueComparesWithFewOthers() {
        long seed = Seeds.next(BudgetTest.class);
        Budget<Waiter> budget = new Budget<>("effect", 1);
        List<Waiter> waiters = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            waiters.add(new Waiter(i, comparisons));
        }
        waiters.forEach(budget::join);

        Collections.shuffle(waiters, new Random(seed));
        waiters.forEach(budget::leave);

        assertThat(budget.ready()).isFalse();
        assertThat(comparisons).as("seed %d", seed).hasValueLessThan(10 * MANY);
    }

    /** Counts how often it is compared. */
    private record Waiter(int number, AtomicLong comparisons) {
        @Override
        public boolean equals(Object other) {
            comparisons.incrementAndGet();
            return other instanceof Waiter waiter && waiter.number == number;
        }

        @Override
        public int hashCode() {
            return number;
        }
    }
}
