package io.vedette.gitshadow;

import io.vedette.observer.Initializer;
import io.vedette.testkit.contract.InitializerContract;
import io.vedette.testkit.contract.Site;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

class InitializerContractTest extends InitializerContract {

    /** Commits bear the time. */
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

    /** Spares the many processes that are killed the checking of classes that the compiler has just made. */
    static final List<String> JAVA_OPTIONS =
            List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:-BytecodeVerificationRemote");

    @Override
    protected Initializer open(Site site) {
        return GitShadow.builder(site.shadows()).clock(CLOCK).start();
    }

    @Override
    protected List<String> javaOptions() {
        return JAVA_OPTIONS;
    }

    @Override
    protected boolean isShared(Thread thread) {
        return thread.getName().startsWith("JGit-");
    }
}
