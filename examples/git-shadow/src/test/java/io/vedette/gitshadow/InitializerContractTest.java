package io.vedette.gitshadow;

import io.vedette.observer.Initializer;
import io.vedette.testkit.contract.InitializerContract;
import io.vedette.testkit.contract.Site;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

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
    protected boolean canMove() {
        return true;
    }

    @Override
    protected Map<String, String> state(Site site, Initializer initializer) throws Exception {
        return site.files(InitializerContractTest::counts);
    }

    /** Not the folders of notes, which stay, nor what is noted of the very files that were found, as their inodes. */
    static boolean counts(Path path) {
        return !path.endsWith(".moves")
                && !path.toString().contains("/.modes")
                && !path.toString().endsWith(".tree");
    }

    /**
     * Moves are killed between any two steps elsewhere, with more than a few files; of the first commit most steps are
     * alike, one for each object. {@code -Dvedette.kills} says how many.
     */
    @Override
    protected int mostKills(String call) {
        return Integer.getInteger("vedette.kills", call.equals("initializer.initRepo") ? 16 : 8);
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
