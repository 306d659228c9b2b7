package io.vedette.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.junit.jupiter.api.Test;

/** The time that rates are made of. */
class CpuTimeTest {

    private static final long WORK = 10 * CpuTime.TICK;

    @Test
    void theTimeOfOtherThreadsCounts() throws InterruptedException {
        long before = CpuTime.ofThisProcess();

        Thread other = new Thread(() -> {
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            long start = threads.getCurrentThreadCpuTime();
            while (threads.getCurrentThreadCpuTime() - start < WORK) {
                Thread.onSpinWait();
            }
        });
        other.start();
        other.join();

        assertThat(CpuTime.ofThisProcess() - before).isGreaterThanOrEqualTo(WORK - 2 * CpuTime.TICK);
    }
}
