package io.vedette.server.internal;

import java.time.Duration;
import java.time.InstantSource;

/**
 * How a server works inside.
 *
 * @param clock gives events their time
 * @param heartbeat followers get a sign of life at least so often
 * @param ringEvents the most events kept for followers
 * @param ringBytes the most bytes of events kept for followers
 * @param keptRepos the most repositories kept folded
 */
public record Settings(InstantSource clock, Duration heartbeat, int ringEvents, long ringBytes, int keptRepos) {

    /** What suits a server of any size. */
    public static final Settings STANDARD =
            new Settings(InstantSource.system(), Duration.ofSeconds(5), 16_384, 32L << 20, 10_000);

    /** The same with another clock. */
    public Settings withClock(InstantSource other) {
        return new Settings(other, heartbeat, ringEvents, ringBytes, keptRepos);
    }

    /** The same with another heartbeat. */
    public Settings withHeartbeat(Duration other) {
        return new Settings(clock, other, ringEvents, ringBytes, keptRepos);
    }
}
