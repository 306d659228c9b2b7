package io.vedette.gitshadow;

import io.vedette.observer.Initializer;
import io.vedette.testkit.contract.InitializerContract;
import io.vedette.testkit.contract.Site;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

class InitializerContractTest extends InitializerContract {

    /** Commits bear the time. */
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

    @Override
    protected Initializer open(Site site) {
        return GitShadow.builder(site.shadows()).clock(CLOCK).start();
    }

    @Override
    protected boolean isShared(Thread thread) {
        return thread.getName().startsWith("JGit-");
    }
}
