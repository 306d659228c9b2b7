package io.vedette.observer.standin;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import reactor.blockhound.BlockHound;

/**
 * Watches all tests of this module: whatever blocks a thread that must not be blocked gets an error that names it. What
 * {@link Unseen} does escapes it, as blocking code does where nobody watches.
 */
public final class BlockHoundListener implements LauncherSessionListener {

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        BlockHound.builder()
                .allowBlockingCallsInside(Unseen.class.getName(), "run")
                .install();
    }
}
