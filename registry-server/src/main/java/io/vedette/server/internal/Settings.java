package io.vedette.server.internal;

import io.vedette.server.internal.state.Retention;
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
 * @param workflows which workflows are kept folded
 */
public record Settings(
        InstantSource clock, Duration heartbeat, int ringEvents, long ringBytes, int keptRepos, Retention workflows) {

    /** What suits a server of any size. */
    public static final Settings STANDARD =
            new Settings(InstantSource.system(), Duration.ofSeconds(5), 16_384, 32L << 20, 10_000);

    /** With the workflows that everybody knows. */
    public Settings(InstantSource clock, Duration heartbeat, int ringEvents, long ringBytes, int keptRepos) {
        this(clock, heartbeat, ringEvents, ringBytes, keptRepos, Retention.STANDARD);
    }

    /** The same with another clock. */
    public Settings withClock(InstantSource other) {
        return new Settings(other, heartbeat, ringEvents, ringBytes, keptRepos, workflows);
    }

    /** The same with another heartbeat. */
    public Settings withHeartbeat(Duration other) {
        return new Settings(clock, other, ringEvents, ringBytes, keptRepos, workflows);
    }

    /** The same with other workflows. */
    public Settings withWorkflows(Retention other) {
        return new Settings(clock, heartbeat, ringEvents, ringBytes, keptRepos, other);
    }
}
