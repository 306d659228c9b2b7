package io.vedette.observer.standin;

import java.util.UUID;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.slf4j.LoggerFactory;
import reactor.blockhound.BlockHound;

/**
 * Watches all tests of this module: whatever blocks a thread that must not be blocked gets an error that names it. What
 * {@link Unseen} does escapes it, as blocking code does where nobody watches.
 */
public final class BlockHoundListener implements LauncherSessionListener {

    @Override
    public void launcherSessionOpened(LauncherSession session) {
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
