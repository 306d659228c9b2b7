package io.vedette.cli.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Time on a core, which other programs on the machine disturb less than time on the wall. */
final class CpuTime {

    /** The process's clock may stand still for so long, in nanoseconds. */
    static final long TICK = 10_000_000;

    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private CpuTime() {}

    /** Of all threads of this process since its start, the garbage collector's and the compiler's too, in nanoseconds. */
    static long ofThisProcess() {
        return PROCESS.getProcessCpuTime();
    }
}
