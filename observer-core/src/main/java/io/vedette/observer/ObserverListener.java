package io.vedette.observer;

import io.vedette.domain.AggregateId;
import io.vedette.engine.ActivityState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Told of what an observer does. Calls come from several threads, those for one repository in order; they must be quick
 * and must not block. What they throw is logged and changes nothing.
 */
public interface ObserverListener {

    /** Told of nothing. */
    ObserverListener NONE = new ObserverListener() {};

    /**
     * A call began.
     *
     * @param effect as {@code initializer.initRepo} or {@code command.confirmShadow}
     */
    default void effectStarted(Cause cause, String effect) {}

    /**
     * A call ended.
     *
     * @param took how long it ran
     * @param error why it failed; a {@link java.util.concurrent.CancellationException} if it was cancelled; null if it
     *     succeeded
     */
    default void effectEnded(Cause cause, String effect, Duration took, @Nullable Throwable error) {}

    /** An activity, of a repository or of the registry itself, went from one state to another. */
    default void stateChanged(AggregateId activity, ActivityState from, ActivityState to) {}

    /** A repository's activity has nothing left to do for what it has seen. */
    default void rested(RepoStatus status) {}

    /** The connection to the registry changed. */
    default void healthChanged(Health health) {}
}
