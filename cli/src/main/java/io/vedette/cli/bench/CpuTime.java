package io.vedette.cli.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Time on a core, which other programs on the machine disturb less than time on the wall. */
final class CpuTime {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private CpuTime() {}

    /** Of this thread since its start, in nanoseconds; time of the garbage collector's threads does not count. */
    static long ofThisThread() {
        return THREADS.getCurrentThreadCpuTime();
    }
}
