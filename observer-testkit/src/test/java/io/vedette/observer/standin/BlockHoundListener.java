package io.vedette.observer.standin;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;
import org.slf4j.LoggerFactory;
import reactor.blockhound.BlockHound;

/**
 * Watches all tests of this module: whatever blocks a thread that must not be blocked gets an error that names it. What
 * {@link Unseen} does escapes it, as blocking code does where nobody watches. It begins with the first test: a process
 * that only looks for tests, as Maven's own, is left alone.
 */
public final class BlockHoundListener implements LauncherSessionListener, TestExecutionListener {

    private static final AtomicBoolean INSTALLED = new AtomicBoolean();

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        session.getLauncher().registerTestExecutionListeners(this);
    }

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        if (INSTALLED.compareAndSet(false, true)) {
            install();
        }
    }

    private static void install() {
        // Logging reads its configuration when it is first asked for.
        LoggerFactory.getILoggerFactory();
        BlockHound.builder()
                .loadIntegrations()
                .allowBlockingCallsInside(Unseen.class.getName(), "run")
                // Drawn once for each observer, while it is built.
                .allowBlockingCallsInside(UUID.class.getName(), "randomUUID")
                .install();
    }
}
